package names

import (
	"math"
	"testing"
)

// acrossScripts are names with a way in which they are written in another script,
// and the least score.
var acrossScripts = []struct {
	a, b  string
	least float64
}{
	{"Ivan Petrov", "Иван Петров", 0.85},
	{"Yelena Kuznetsova", "Елена Кузнецова", 0.85},
	{"Oleksandr Shevchenko", "Олександр Шевченко", 0.85},
	{"Volodymyr Kovalchuk", "Володимир Ковальчук", 0.85},
	{"Mohammed Ahmed", "محمد أحمد", 0.85},
	{"Abdullah Mahmoud", "عبد الله محمود", 0.75},
	{"Hussein Rezaei", "حسین رضایی", 0.85},
	{"Yossi Mizrahi", "יוסי מזרחי", 0.85},
	{"David Cohen", "דוד כהן", 0.55},
	{"Giorgos Papadopoulos", "Γιώργος Παπαδόπουλος", 0.6},
	{"Giorgi Beridze", "გიორგი ბერიძე", 0.6},
	{"Armen Sargsyan", "Արմեն Սարգսյան", 0.6},
	{"Priya Sharma", "प्रिया शर्मा", 0.6},
	{"Sourav Banerjee", "সৌরভ ব্যানার্জী", 0.45},
	{"Rajesh Kumar", "ராஜேஷ் குமார்", 0.6},
	{"Somchai Jaidee", "สมชาย ใจดี", 0.55},
	{"Abebe Bikila", "አበበ ቢቂላ", 0.6},
	{"Sok Chea", "សុខ ជា", 0.6},
	{"Aung San", "အောင်ဆန်း", 0.5},
	{"Kim Minsu", "김민수", 0.85},
	{"Minsu Kim", "김민수", 0.85},
	{"Park Jisung", "박지성", 0.85},
	{"Tanaka Yuki", "たなか ゆき", 0.85},
	{"Satou Kenji", "サトウ ケンジ", 0.85},
	{"Jon Smith", "ジョン・スミス", 0.85},
	{"Barack Obama", "巴拉克·奥巴马", 0.85},
	{"Yamada Taro", "山田太郎", 0.8}, // as Japanese
	{"Taro Yamada", "山田 太郎", 0.8},
	{"Wang Xiaoming", "王小明", 0.8}, // as Chinese
	{"Xiaoming Wang", "王小明", 0.8},
	{"Chen Gangsheng", "陳港生", 0.8},
	{"やまだ たろう", "山田太郎", 0.5},
	{"Мохаммед Ахмед", "محمد أحمد", 0.45}, // neither is Latin
	{"Абебе Бикила", "አበበ ቢቂላ", 0.45},
}

func TestAcrossScripts(t *testing.T) {
	for i, c := range acrossScripts {
		if !Comparable(c.a, c.b) {
			t.Errorf("%q and %q are not comparable", c.a, c.b)
		}
		l := Similarity(c.a, c.b)
		if l.Score < c.least || l.Score >= 1 {
			t.Errorf("Similarity(%q, %q) = %.3f, want %.2f and less than 1", c.a, c.b, l.Score, c.least)
		}
		for _, p := range l.Parts {
			if p.Kind != Script {
				t.Errorf("Similarity(%q, %q): %+v", c.a, c.b, p)
			}
		}
		other := acrossScripts[(i+9)%len(acrossScripts)]
		if s := Similarity(other.a, c.b).Score; s >= l.Score || s > 0.5 {
			t.Errorf("Similarity(%q, %q) = %.3f, the right name has %.3f", other.a, c.b, s, l.Score)
		}
	}
}

// sample is a name made ready to be asked for and to be compared with.
type sample struct {
	full   string
	name   *Name
	packed string
}

func readSamples() []sample {
	var out []sample
	for _, s := range samples() {
		out = append(out, sample{s, New(s), pack(s)})
	}
	return out
}

// samples are names in many ways of writing.
func samples() []string {
	out := []string{"", "Maria Silva", "Silva Maria", "J. P. Martin", "Müller", "Abdul Rahman Ali", "Juan de la Cruz", "O'Brien", "x", "王", "王浩", "12"}
	for _, c := range acrossScripts {
		out = append(out, c.a, c.b)
	}
	return out
}

// both scores a packed name for a query.
func both(a, b string) (score, cover float64) {
	return Ask(New(a)).Score(pack(b))
}

func pack(full ...string) string { return string(Person(full).Append(nil)) }

func TestBounds(t *testing.T) {
	all := readSamples()
	for _, a := range all {
		q := Ask(a.name)
		for _, b := range all {
			l := q.Likeness(b.name)
			s, cover := q.Score(b.packed)
			for _, x := range []float64{l.Score, s, cover} {
				if !(x >= 0 && x <= 1) {
					t.Errorf("%q and %q: likeness %v, score %v, cover %v", a.full, b.full, l.Score, s, cover)
				}
			}
			for _, p := range l.Parts {
				if !(p.Score >= 0 && p.Score <= 1) || (p.A == "") != (p.Kind == Extra) || (p.B == "") != (p.Kind == Missing) {
					t.Errorf("%q and %q: %+v", a.full, b.full, p)
				}
			}
		}
	}
}

// Names of as many words that are alike at all are as like one way as the other.
// Words that are left over do not count alike, though: what was asked for is missed
// more than what was not.
func TestSymmetry(t *testing.T) {
	const alike, slack = 0.5, 0.05
	all := samples()
	for i, a := range all {
		for _, b := range all[:i] {
			if len(Words(a)) != len(Words(b)) || a == "x" || b == "x" { // an initial: see TestGaps
				continue
			}
			one, _ := both(a, b)
			two, _ := both(b, a)
			if max(one, two) >= alike && math.Abs(one-two) > slack {
				t.Errorf("%q and %q: %.3f, the other way %.3f", a, b, one, two)
			}
		}
	}
}

// What the index keeps of a name gives the score that the name itself gives. The
// packed form does not have the marks, which are a hundredth.
func TestPackedScore(t *testing.T) {
	all := readSamples()
	for _, a := range all {
		q := Ask(a.name)
		for _, b := range all {
			const slack = 0.011
			got, _ := q.Score(b.packed)
			want, _ := q.best(b.name.forms)
			if got < want-1e-3 || got > want+slack {
				t.Errorf("%q and %q: packed %.3f, as written %.3f", a.full, b.full, got, want)
			}
		}
	}
}
