package nick

import (
	"io/fs"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// TestFiles checks every line as written: NFC, lower case, Latin letters without
// marks, one script a word, no word twice in a line or on both sides.
func TestFiles(t *testing.T) {
	entries, err := fs.ReadDir(files, "data")
	if err != nil || len(entries) < 20 {
		t.Fatal(len(entries), err)
	}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".txt")
		short := len(name) == 2
		for l := range linesOf(name) {
			full, rest, cut := strings.Cut(l, ":")
			if cut != short || short && (len(strings.Fields(full)) == 0 || len(strings.Fields(rest)) == 0) {
				t.Errorf("%s: %q has not the form of the file", name, l)
			}
			words := strings.Fields(full + " " + rest)
			if len(words) < 2 || len(keys(nil, words)) != len(words) {
				t.Errorf("%s: %q: a word is alone or twice there", name, l)
			}
			for _, w := range words {
				checkWord(t, name, w)
			}
		}
	}
	for _, list := range [][]string{particles(), titles()} {
		for _, w := range list {
			checkWord(t, "words", w)
		}
	}
}

func checkWord(t *testing.T, file, word string) {
	t.Helper()
	if norm.NFC.String(word) != word || strings.ToLower(word) != word {
		t.Errorf("%s: %q is not folded", file, word)
	}
	for _, r := range word {
		if !unicode.IsLetter(r) || r >= 0x80 && r < 0x250 || script(string(r)) != script(word) {
			t.Errorf("%s: %q holds %q", file, word, r)
		}
	}
}

// TestNames keeps a full name from standing in two lines of a language, where
// one of them would be forgotten when the other is mended.
func TestNames(t *testing.T) {
	for _, file := range languages() {
		seen := map[string]bool{}
		for l := range linesOf(file) {
			full, _, _ := strings.Cut(l, ":")
			first := key(strings.Fields(full)[0])
			if seen[first] {
				t.Errorf("%s: %s has two lines", file, first)
			}
			seen[first] = true
		}
	}
}

func TestTable(t *testing.T) {
	tab := tables()
	if len(tab.lines) > math.MaxUint16 {
		t.Fatalf("%d lines cannot be numbered", len(tab.lines))
	}
	for word, of := range tab.of {
		if key(word) != word || !slices.IsSorted(of) || len(slices.Compact(slices.Clone(of))) != len(of) {
			t.Errorf("%s: %v", word, of)
		}
	}
}

// TestSize holds the budget: less than 4 MiB, and 20 ms in the best of ten tries,
// for other work on the machine says nothing about the tables.
func TestSize(t *testing.T) {
	tables() // the files are in memory before
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	tab := load()
	runtime.GC()
	runtime.ReadMemStats(&after)
	size := int64(after.HeapAlloc) - int64(before.HeapAlloc)
	t.Logf("%d lines, %d words, %d KiB", len(tab.lines), len(tab.of), size>>10)
	if size > 4<<20 {
		t.Errorf("%d KiB", size>>10)
	}
	runtime.KeepAlive(tab)
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		load()
	}
}

func BenchmarkRelated(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Related("bill", "william")
		Related("john", "margaret")
	}
}

func BenchmarkVariants(b *testing.B) {
	for b.Loop() {
		Variants("elizabeth")
	}
}

// TestRomanised holds that the rules leave no letter behind.
func TestRomanised(t *testing.T) {
	for word, of := range tables().of {
		for _, r := range word {
			if script(string(r)) != script(word) {
				t.Errorf("%s in %v mixes scripts", word, tables().lines[of[0]].words)
			}
		}
	}
}
