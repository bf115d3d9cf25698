package names

import (
	"fmt"
	"strings"
	"testing"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"  Zoé   LEFÈVRE ", "zoe lefevre"},
		{"Strauß", "strauss"},
		{"STRAUẞ", "strauss"},
		{"Bœuf", "boeuf"},
		{"Æsa Øster", "aesa oster"},
		{"Łukasz", "lukasz"},
		{"O’Brien", "obrien"},
		{"d'Arc", "darc"},
		{"Jean-Pierre", "jean pierre"},
		{"J.P. Martin", "j p martin"},
		{"Dvořák", "dvorak"},
		{"Nguyễn Thị Đào", "nguyen thi dao"},
		{"İnci Işık", "inci isik"},
		{"Ｔａｎａｋａ", "tanaka"},
		{"أحمد", "احمد"},
		{"إبراهيم", "ابراهيم"},
		{"آدم", "ادم"},
		{"فاطمة", "فاطمه"},
		{"مصطفى", "مصطفي"},
		{"محـــمد", "محمد"},
		{"مُحَمَّد", "محمد"},
		{"علی\u200cرضا", "عليرضا"},
		{"کریم", "كريم"},
		{"Ёлкин Андрей", "елкин андреи"},
		{"Γιώργος", "γιωργοσ"},
		{"ГЕОРГІЙ", "георгіи"},
		{"שָׁלוֹם", "שלום"},
		{"ג'ורג'", "גורג"},
		{"がか", "がか"},
		{"김민수", "김민수"},
		{"田中・太郎", "田中 太郎"},
		{"प्रिया", "प्रिया"},
		{"จิรวิทย์", "จิรวิทย์"},
		{"a\xffb", "ab"},
		{"--", ""},
	} {
		if got := Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSimilarity(t *testing.T) {
	for _, c := range []struct {
		a, b     string
		min, max float64
		kinds    string
	}{
		{"Maria Silva", "maria SILVA", 1, 1, "same same"},
		{"Silva Maria", "Maria Silva", 1, 1, "same same"},
		{"Zoe Lefevre", "Zoé Lefèvre", 0.98, 0.999, "accents accents"},
		{"Strauss", "Strauß", 0.98, 0.999, "accents"},
		{"OBrien", "O'Brien", 0.98, 0.999, "accents"},
		{"Jhon Smith", "John Smith", 0.80, 0.95, "typo same"},
		{"Jonathn", "Jonathan", 0.85, 0.9, "typo"},
		{"Alex Martin", "Alexandre Martin", 0.80, 0.95, "prefix same"},
		{"J Martin", "Jeanne Martin", 0.80, 0.95, "initial same"},
		{"J. Martin", "Jeanne Martin", 0.80, 0.95, "initial same"},
		{"Martin", "Jeanne Martin", 0.60, 0.75, "same extra"},
		{"Jeanne Anna Martin", "Jeanne Martin", 0.75, 0.90, "same missing same"},
		{"Abdul Rahman Ali", "Abdulrahman Ali", 0.95, 0.99, "joined same"},
		{"Abdulrahman Ali", "Ali Abdul Rahman", 0.95, 0.99, "joined same"},
		{"김 민수", "김민수", 0.95, 0.99, "joined"},
		{"김민수", "김민서", 0.6, 0.7, "typo"},
		{"王浩", "王", 0.7, 0.8, ""},
		{"李明", "王浩", 0, 0, "missing extra"},
		{"Ana", "Eva", 0, 0, "missing extra"},
		{"", "Eva", 0, 0, "extra"},
		{"Ivan", "Иван", 0, 0, "missing extra"},
		{"Teresa Bullock", "Kevin Kirby", 0, 0, "missing missing extra extra"},
	} {
		l := Similarity(c.a, c.b)
		if l.Score < c.min || l.Score > c.max {
			t.Errorf("Similarity(%q, %q) = %.3f, want %.2f-%.2f", c.a, c.b, l.Score, c.min, c.max)
		}
		if got := kinds(l); c.kinds != "" && got != c.kinds {
			t.Errorf("Similarity(%q, %q) kinds %q, want %q", c.a, c.b, got, c.kinds)
		}
	}
}

func kinds(l Likeness) string {
	var k []string
	for _, p := range l.Parts {
		k = append(k, string(p.Kind))
	}
	return strings.Join(k, " ")
}

func TestOrdered(t *testing.T) {
	if !Similarity("Maria Silva", "Maria da Silva").Ordered {
		t.Error("an extra word is not another order")
	}
	if Similarity("Silva Maria", "Maria Silva").Ordered {
		t.Error("the words are swapped")
	}
}

// One-to-one and best in sum: greedy matching would leave a word alone.
func TestAssignmentIsBest(t *testing.T) {
	l := Similarity("Marina Maria", "Maria Mar")
	if got := fmt.Sprint(kinds(l)); got != "prefix same" && got != "typo prefix" {
		t.Errorf("kinds %q", got)
	}
	for _, p := range l.Parts {
		if p.Kind == Missing || p.Kind == Extra {
			t.Errorf("%+v is alone", p)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		limit int
		want  int
	}{
		{"", "", 2, 0}, {"abc", "abc", 2, 0}, {"abc", "acb", 2, 1}, {"abc", "abcd", 2, 1}, {"abcd", "bcd", 2, 1},
		{"ca", "abc", 3, 3}, // OSA, not the unrestricted distance, which is 2
		{"kitten", "sitting", 3, 3}, {"kitten", "sitting", 2, 3}, {"abcdef", "uvwxyz", 2, 3},
	} {
		if got := distance([]rune(c.a), []rune(c.b), c.limit); got != c.want {
			t.Errorf("distance(%q, %q, %d) = %d, want %d", c.a, c.b, c.limit, got, c.want)
		}
	}
}

func TestComparableAndBigrams(t *testing.T) {
	if Comparable("Ivan", "Иван") || Comparable("", "Ivan") || !Comparable("Ivan 王", "王浩") {
		t.Error("Comparable is wrong")
	}
	if got := strings.Join(Bigrams("池田裕樹"), " "); got != "池田 田裕 裕樹" {
		t.Errorf("Bigrams: %q", got)
	}
	if Bigrams("maria") != nil || Bigrams("王浩") != nil {
		t.Error("Bigrams of a word that needs none")
	}
}

func BenchmarkSimilarity(b *testing.B) {
	for b.Loop() {
		Similarity("Jean-Pierre Lefèvre", "Lefebvre Jean Pierre")
	}
}
