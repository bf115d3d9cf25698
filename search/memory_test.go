package search

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/search/names"
	"github.com/retrouve/retrouve/search/places"
	"github.com/retrouve/retrouve/search/texts"
)

// All dictionaries together stay in a small part of a cheap machine's memory.
// The test runs in a process of its own: here other tests have loaded them.
func TestDictionariesAreSmall(t *testing.T) {
	if os.Getenv("RETROUVE_ALONE") == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^TestDictionariesAreSmall$", "-test.v")
		cmd.Env = append(os.Environ(), "RETROUVE_ALONE=1")
		out, err := cmd.CombinedOutput()
		if t.Logf("%s", out); err != nil || !strings.Contains(string(out), "KiB") {
			t.Fatal(err)
		}
		return
	}
	heap := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
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
	if after-before > 80<<20 || after-before < 1<<20 {
		t.Errorf("dictionaries take %d MiB", (after-before)>>20)
	}
}
