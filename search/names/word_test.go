package names

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

func patternOf(word string) *pattern {
	var p pattern
	p.set(word)
	return &p
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"abc", "abcd", 1}, {"abcd", "bcd", 1},
		{"ca", "abc", 3}, // OSA; the unrestricted distance is 2
		{"kitten", "sitting", 3}, {"abcdef", "uvwxyz", 6}, {"김민수", "김민서", 1}, {"محمد", "محمود", 1}, {"aé", "éa", 1},
	} {
		if got := patternOf(c.a).distance(c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// The distance in bits is the one of the textbook's table.
func TestDistanceIsOSA(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		letters := []rune("abéя王𐍈")[:2+r.IntN(5)]
		a := randomWord(r, letters, r.IntN(maxLetters+1))
		b := randomWord(r, letters, r.IntN(maxLetters+1))
		if r.IntN(2) == 0 {
			b = edited(r, a, letters)
		}
		want := osa([]rune(a), []rune(b))
		if got := patternOf(a).distance(b); got != want {
			t.Fatalf("distance(%q, %q) = %d, want %d", a, b, got, want)
		}
		if back := patternOf(b).distance(a); back != want {
			t.Fatalf("distance(%q, %q) = %d, the other way %d", b, a, back, want)
		}
	}
}

func randomWord(r *rand.Rand, letters []rune, n int) string {
	out := make([]rune, n)
	for i := range out {
		out[i] = letters[r.IntN(len(letters))]
	}
	return string(out)
}

// edited returns a word with a few mistakes, at most maxLetters long.
func edited(r *rand.Rand, s string, letters []rune) string {
	out := []rune(s)
	for range r.IntN(4) {
		i := r.IntN(len(out) + 1)
		switch {
		case i+1 < len(out) && r.IntN(2) == 0:
			out[i], out[i+1] = out[i+1], out[i]
		case i < len(out):
			out = append(out[:i], out[i+1:]...)
		case len(out) < maxLetters:
			out = append(out, letters[r.IntN(len(letters))])
		}
	}
	return string(out)
}

// osa is the optimal string alignment distance, cell by cell.
func osa(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range b {
		d[0][j+1] = j + 1
	}
	for i := range a {
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			x := min(d[i][j]+cost, d[i][j+1]+1, d[i+1][j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				x = min(x, d[i-1][j-1]+1)
			}
			d[i+1][j+1] = x
		}
	}
	return d[len(a)][len(b)]
}

func TestDistanceOfLongWords(t *testing.T) {
	long := strings.Repeat("ab", 500)
	for _, c := range [][2]string{{long, long}, {long, "ab"}, {"ab", long}, {"", long}, {long, ""}} {
		if d := patternOf(c[0]).distance(c[1]); d < 0 || d > len(long) {
			t.Errorf("%d", d)
		}
	}
}

func TestSkeleton(t *testing.T) {
	for _, c := range []struct{ want, words string }{
		{"", "aeiou hawaya"},
		{"NKLN", "nikolan nikkolan migoram"},
		{"BTLB", "petrov pyotrov bedlaf"},
		{"SLS", "schultz shults shulz"},
		{"KS", "x ks gas"},
		{"SNS", "cencio senshu jones"},
		{"NNT", "mohammed muhammad mehmet"},
		{"KTLN", "catherine katarina qadirin"},
		{"SKBSK", "tchaikovsky chaikovski"},
		{"SN", "dzhon john jon"},
	} {
		for _, w := range strings.Fields(c.words) {
			if got := string(skeleton(nil, w)); got != c.want {
				t.Errorf("skeleton(%q) = %q, want %q", w, got, c.want)
			}
		}
	}
}

func TestSoundDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"", "", 0},
		{"maria", "maria", 0},
		{"maria", "meria", costVowel},
		{"maria", "mariya", costNoVowel},
		{"philip", "philipp", costDouble},
		{"anna", "ana", costDouble},
		{"petrov", "petrof", costClass},
		{"david", "tavid", costClass},
		{"maria", "martia", costConsonant},
		{"maria", "mafia", 1},
		{"cencio", "sencio", costClass}, // c may be soft
		{"wanda", "vanda", costClass},
		{"jan", "yan", costClass},
		{"", "ba", costConsonant + costNoVowel},
	} {
		for _, got := range []float32{soundDistance(c.a, c.b), soundDistance(c.b, c.a)} {
			if math.Abs(float64(got)-c.want) > 1e-5 {
				t.Errorf("soundDistance(%q, %q) = %.3f, want %.3f", c.a, c.b, got, c.want)
			}
		}
	}
	long := strings.Repeat("a", maxLetters+1)
	if soundDistance(long, "a") < maxLetters {
		t.Error("a word that is too long is near another")
	}
}
