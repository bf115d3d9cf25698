package han

import (
	"runtime"
	"testing"
	"unicode/utf8"
)

func BenchmarkFold(b *testing.B) {
	for b.Loop() {
		Fold('邉')
	}
}

func BenchmarkPinyin(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Pinyin("單田芳")
	}
}

func BenchmarkJapanese(b *testing.B) {
	for _, name := range []string{"山田太郎", "中島美加子", "田中さくら", "渡辺 七葉", "王浩", "約翰喬治"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Japanese(name)
			}
		})
	}
}

// BenchmarkLoad decodes all tables and tells what they keep in memory.
func BenchmarkLoad(b *testing.B) {
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		names, chars := newLexicon(unpack(japaneseFile)), newLexicon(unpack(kanjiFile))
		fold, pinyin := newFoldTable(unpack(foldFile)), newPinyinTable(unpack(pinyinFile))
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive([]any{names, chars, fold, pinyin})
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MiB-kept")
}

// TestKeys checks that command gen folds keys as lookups do: one that does not
// fold to itself is never found.
func TestKeys(t *testing.T) {
	for key := range japaneseNames().at {
		s, ok := newSpelling(key)
		if utf8.RuneCountInString(key) <= maxRunes && (!ok || string(s.key(0, s.n)) != key) {
			t.Errorf("%s is looked up in another form", key)
		}
	}
	for key := range kanji().at {
		if r, _ := utf8.DecodeRuneInString(key); Fold(r) != r {
			t.Errorf("%s is looked up as %c", key, Fold(r))
		}
	}
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{"", "王浩", "欧阳娜娜", "渡辺 真綾", "田中さくら", "一ノ瀬翔", "々々", "约翰·乔治", "〇", "ーゃっ", "𠮷田", "\xff王", "さくら山", "山　", "っ山っ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, r := range s {
			if once := Fold(r); Fold(once) != once {
				t.Fatalf("Fold(%c) = %c, folded again %c", r, once, Fold(once))
			}
		}
		if got := Pinyin(s); len(got) > maxPinyin {
			t.Fatalf("Pinyin(%q) = %q", s, got)
		}
		if n := Surname(s); n > utf8.RuneCountInString(s) {
			t.Fatalf("Surname(%q) = %d", s, n)
		}
		got := Japanese(s)
		if len(got) > maxReadings {
			t.Fatalf("Japanese(%q) = %q", s, got)
		}
		seen := map[Reading]bool{}
		for _, r := range got {
			if seen[r] || r == (Reading{}) || !latin(r.Family+r.Given) {
				t.Fatalf("Japanese(%q) = %q", s, got)
			}
			seen[r] = true
		}
	})
}

func latin(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}
