package search

import (
	"runtime"
	"testing"

	"github.com/retrouve/retrouve/search/names"
	"github.com/retrouve/retrouve/search/places"
	"github.com/retrouve/retrouve/search/texts"
)

// All dictionaries together stay in a small part of a cheap machine's memory.
func TestDictionariesAreSmall(t *testing.T) {
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	for _, n := range []string{"Мария", "محمد", "שרה", "さくら 太郎", "김민수", "王小明", "山田太郎", "Bob Müller", "Γιώργος", "प्रिया"} {
		names.Similarity(n, "Maria Silva")
	}
	afterNames := heap()
	places.Load()
	afterPlaces := heap()
	texts.Terms("veste rouge", "fr")
	texts.Query("red jacket سترة", "en")
	after := heap()
	t.Logf("names %d KiB, places %d KiB, texts %d KiB", (afterNames-before)>>10, (afterPlaces-afterNames)>>10, (after-afterPlaces)>>10)
	if after-before > 80<<20 {
		t.Errorf("dictionaries take %d MiB", (after-before)>>20)
	}
}
