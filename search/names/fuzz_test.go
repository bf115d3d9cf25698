package names

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "Zoé LEFÈVRE", "O’Brien-Strauß", "مُحَمَّد عبدالرَّحمٰن", "علی\u200cرضا", "王浩", "陳港生", "がぎ", "ﾔﾏﾀﾞ", "प्रिया", "จิรวิทย์", "İI", "ŉ", "\xff", "ǅ", "ﬁ", "ẞ", "ۀ", "ᾳ", "´a", "ﷺ"} {
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

// FuzzSimilarity checks the bounds, that a name is like itself, and that what is
// packed can be scored.
func FuzzSimilarity(f *testing.F) {
	for _, s := range [][2]string{{"Maria Silva", "Silva Maria"}, {"J P Martin", "Jean-Pierre Martin"}, {"Abdul Rahman", "Abdulrahman"}, {"王浩", "王 浩"}, {"", "x"}, {"a a a a", "a a"}, {"aa aa aaaa", "aaaa aa aaa"}, {"12", "१२"}, {"김민수", "Kim Min-su"}, {"д", "d"}, {"ー", "a"}} {
		f.Add(s[0], s[1])
	}
	for _, c := range acrossScripts {
		f.Add(c.a, c.b)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		q := Ask(New(a))
		l := q.Likeness(New(b))
		s, cover := q.Score(pack(b))
		for _, x := range []float64{l.Score, s, cover} {
			if !(x >= 0 && x <= 1) {
				t.Fatalf("%q and %q: likeness %v, score %v, cover %v", a, b, l.Score, s, cover)
			}
		}
		if len(l.Parts) > 2*maxWords {
			t.Fatalf("%d parts", len(l.Parts))
		}
		if spelledOut(a) {
			if self := Similarity(a, a).Score; self < 0.95 {
				t.Fatalf("Similarity(%q, itself) = %v", a, self)
			}
		}
	})
}

// spelledOut reports whether a name has more than initials, which alone say little.
func spelledOut(s string) bool {
	return slices.ContainsFunc(split(s), func(w word) bool { return w.n > 1 })
}

// damaged are bytes that no name was packed to: what the index holds may be.
func damaged() []string {
	out := []string{
		"\xff\xff\xff\xff",                             // cut off
		"\x01\x01\x01\x00\x01a\x00\x00\x01\x00",        // an empty reading
		"\x01\x01\x01\x00\x02aA\x00\x00\xff",           // a reading that is not a-z
		"\x01\x01\x00\x00\x00\x00\x00\x02\x01\xff\x00", // no system, no letters
		"\x01\x01\x20\x00\x03\xe7\x8e\xff\x00\x00",     // half a character
	}
	good := pack("Maria Silva", "王小明", "محمد عبد الرحمن")
	for n := range len(good) + 1 {
		out = append(out, good[:n])
	}
	return out
}

// withoutWords is a packed name of one form that has no words.
const withoutWords = "\x01\x00"

// scoreAll scores a packed name for queries in several scripts.
func scoreAll(t *testing.T, packed string) {
	t.Helper()
	for _, name := range []string{"Maria Silva", "m", "王小明", "محمد", "김민수", "Иван", "Γιώργος გიორგი"} {
		if s, cover := Ask(New(name)).Score(packed); !(s >= 0 && s <= 1 && cover >= 0 && cover <= 1) {
			t.Fatalf("%q and %q: score %v, cover %v", name, packed, s, cover)
		}
	}
}

func TestDamaged(t *testing.T) {
	for _, packed := range damaged() {
		scoreAll(t, packed)
	}
}

func FuzzUnpack(f *testing.F) {
	for _, packed := range append(damaged(), withoutWords) {
		f.Add([]byte(packed))
	}
	f.Fuzz(func(t *testing.T, b []byte) { scoreAll(t, string(b)) })
}
