package texts

import (
	"runtime"
	"testing"
)

const thirtyWords = "Garçon de huit ans, blouson rouge à capuche, pantalon bleu foncé, baskets blanches, cheveux bruns courts, yeux marron, cicatrice au menton, lunettes rondes, sac à dos noir avec un porte-clés dinosaure"

func BenchmarkTerms(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Terms(thirtyWords, "fr")
	}
}

func BenchmarkConcepts(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Concepts("last seen wearing a black dress; brown hair; about 170 cm tall; tattoo of a bird on shoulder", "")
	}
}

func BenchmarkQuery(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Query("garçon veste rouge", "fr")
	}
}

// BenchmarkMemory says how much all tables and languages hold together, as heap
// bytes; run it alone, before others have loaded them.
func BenchmarkMemory(b *testing.B) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for code := range languages() {
		Terms("veste الذراع куртка", code)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	for b.Loop() {
		runtime.KeepAlive(loadLexicon())
	}
	b.ReportMetric(float64(after.HeapAlloc)-float64(before.HeapAlloc), "heap-B")
}
