package names

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "Zoé LEFÈVRE", "O’Brien-Strauß", "مُحَمَّد عبدالرَّحمٰن", "علی\u200cرضا", "王浩", "がぎ", "प्रिया", "จิรวิทย์", "İI", "ŉ", "\xff", "ǅ", "ﬁ", "ẞ", "ۀ", "ᾳ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Fold(s)
		if !utf8.ValidString(got) {
			t.Fatalf("Fold(%q) is not UTF-8", s)
		}
		if again := Fold(got); again != got {
			t.Fatalf("Fold(%q) = %q, folded again %q", s, got, again)
		}
		if strings.Join(Words(s), " ") != got {
			t.Fatalf("Words(%q) are not Fold's", s)
		}
	})
}

func FuzzSimilarity(f *testing.F) {
	for _, s := range [][2]string{{"Maria Silva", "Silva Maria"}, {"J P Martin", "Jean-Pierre Martin"}, {"Abdul Rahman", "Abdulrahman"}, {"王浩", "王 浩"}, {"", "x"}, {"a a a a", "a a"}, {"aa aa aaaa", "aaaa aa aaa"}} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		l := Similarity(a, b)
		if l.Score < 0 || l.Score > 1 {
			t.Fatalf("Similarity(%q, %q) = %v", a, b, l.Score)
		}
		if len(Words(a)) > 0 && len(Words(a)) <= maxWords {
			if self := Similarity(a, a).Score; self < 0.98 {
				t.Fatalf("Similarity(%q, itself) = %v", a, self)
			}
		}
		if len(l.Parts) > 2*maxWords {
			t.Fatalf("%d parts", len(l.Parts))
		}
	})
}
