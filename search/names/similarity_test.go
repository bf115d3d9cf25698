package names

import (
	"math"
	"strings"
	"testing"
)

// likeness is a case of TestSimilarity: the score is between min and max, and the
// parts are of these kinds, if any are given.
type likeness struct {
	a, b     string
	min, max float64
	kinds    string
}

func (c likeness) check(t *testing.T) {
	t.Helper()
	l := Similarity(c.a, c.b)
	if l.Score < c.min || l.Score > c.max {
		t.Errorf("Similarity(%q, %q) = %.3f, want %.2f-%.2f", c.a, c.b, l.Score, c.min, c.max)
	}
	if got := kinds(l); c.kinds != "" && got != c.kinds {
		t.Errorf("Similarity(%q, %q) kinds %q, want %q", c.a, c.b, got, c.kinds)
	}
}

func kinds(l Likeness) string {
	var k []string
	for _, p := range l.Parts {
		k = append(k, string(p.Kind))
	}
	return strings.Join(k, " ")
}

// The bands leave room for weights that are fitted anew: what matters is which of
// two names is nearer, and why.
func TestSimilarity(t *testing.T) {
	for _, c := range []likeness{
		{"Maria Silva", "maria SILVA", 1, 1, "same same"},
		{"Silva Maria", "Maria Silva", 0.9, 0.999, "same same"},
		{"Abdulrahman Ali", "Ali Abdul Rahman", 0.85, 0.99, "joined"},
		{"Aleksandr Ivanov", "Sasha Ivanov", 0.75, 0.95, "short same"},
		{"Juan Cruz", "Juan de la Cruz", 0.85, 0.99, "same same extra extra"},
		{"やまだ たろう", "ヤマダ タロウ", 0.95, 1, "accents accents"},
		{"Jean Pierre", "Jean-Pierre", 0.99, 1, "same same"},
		{"Zoe Lefevre", "Zoé Lefèvre", 0.98, 0.999, "accents accents"},
		{"Strauss", "Strauß", 0.98, 0.999, "accents"},
		{"OBrien", "O'Brien", 0.98, 0.999, "accents"},
		{"陳港生", "陈港生", 0.98, 0.999, "accents"},
		{"ﾔﾏﾀﾞ", "ヤマダ", 0.98, 0.999, "accents"},
		{"Abdul Rahman Ali", "Abdulrahman Ali", 0.85, 0.99, "joined"},
		{"김 민수", "김민수", 0.85, 0.99, "joined"},
		{"עבד אללה", "עבדאללה", 0.85, 0.99, "joined"},
		{"Ivan", "Иван", 0.85, 0.99, "script"},
		{"Jon", "John", 0.85, 0.97, "spelling"},
		{"Mohamed Salah", "Muhammad Salah", 0.9, 0.99, "spelling same"},
		{"김민수", "김민서", 0.6, 0.85, ""},
		{"Bob Miller", "Robert Miller", 0.75, 0.95, "short same"},
		{"Pepe Garcia", "José García", 0.75, 0.95, "short accents"},
		{"Alex Martin", "Alexandre Martin", 0.75, 0.95, "short same"},
		{"Jhon Smith", "John Smith", 0.7, 0.95, "typo same"},
		{"Jonathn", "Jonathan", 0.65, 0.9, "typo"},
		{"Jean Dupond", "Jean Dupont", 0.75, 0.95, "same typo"},
		{"Christo Nowak", "Christobald Nowak", 0.7, 0.95, "prefix same"},
		{"王浩", "王", 0.4, 0.8, "prefix"},
		{"智也", "山本智也", 0.4, 0.9, "prefix"},
		{"J Martin", "Jeanne Martin", 0.75, 0.95, "initial same"},
		{"J. Martin", "Jeanne Martin", 0.75, 0.95, "initial same"},
		{"J P Martin", "Jean-Pierre Martin", 0.7, 0.95, "initial initial same"},
		{"Jeanne Anna Martin", "Jeanne Martin", 0.6, 0.9, "same missing same"},
		{"Martin", "Jeanne Martin", 0.5, 0.8, "same extra"},
		{"李明", "王浩", 0, 0.2, ""},
		{"Ana", "Eva", 0, 0.2, "missing extra"},
		{"Teresa Bullock", "Kevin Kirby", 0, 0.2, "missing missing extra extra"},
		{"", "Eva", 0, 0, "extra"},
		{"Eva", "--", 0, 0, "missing"},
		{"", "", 0, 0, ""},
	} {
		c.check(t)
	}
}

func TestEveryKindIsGiven(t *testing.T) {
	seen := map[Kind]bool{}
	for _, c := range [][2]string{
		{"Maria Silva", "Maria Silva"}, {"Zoe", "Zoé"}, {"Abdul Rahman", "Abdulrahman"}, {"Ivan", "Иван"}, {"Jon", "John"},
		{"Kouzniatsov", "Kusnezow"}, {"Bob", "Robert"}, {"Jonathn", "Jonathan"}, {"Christo", "Christobald"}, {"J Martin", "Jeanne Martin"},
		{"Maria Silva", "Maria"}, {"Maria", "Maria Silva"},
	} {
		for _, p := range Similarity(c[0], c[1]).Parts {
			seen[p.Kind] = true
		}
	}
	for _, k := range Kinds() {
		if !seen[k] {
			t.Errorf("no pair is %q", k)
		}
	}
}

// Umlauts are written out, or their dots are left off, and so the same name comes
// in three spellings.
func TestUmlauts(t *testing.T) {
	for _, c := range []likeness{
		{"Müller", "Mueller", 0.95, 0.999, "accents"},
		{"Müller", "Muller", 0.95, 0.999, "accents"},
		{"Mueller", "Muller", 0.65, 0.999, ""},
		{"Jürgen Groß", "Juergen Gross", 0.95, 0.999, "accents accents"},
		{"Søren Ødegård", "Soeren Oedegaard", 0.95, 0.999, "accents accents"},
		{"Søren Ødegård", "Soren Odegard", 0.95, 0.999, "accents accents"},
		{"Inci Isik", "İnci Işık", 0.98, 0.999, "accents accents"},
		{"IŞIK", "ışık", 0.98, 1, ""},
	} {
		c.check(t)
	}
}

// Particles count little, and names that are made with them are written in several
// ways.
func TestParticlesAndCompounds(t *testing.T) {
	for _, c := range []likeness{
		{"Juan de la Cruz", "Juan Cruz", 0.7, 0.95, "same missing missing same"},
		{"Juan Cruz", "Juan de la Cruz", 0.7, 0.97, "same same extra extra"},
		{"Juan de la Cruz", "Juan Delacruz", 0.85, 0.99, "joined"},
		{"Juan de la Cruz", "Juan dela Cruz", 0.85, 0.99, "joined"},
		{"Pieter van der Berg", "Pieter Vanderberg", 0.85, 0.99, "joined"},
		{"Pieter van der Berg", "Pieter Vandenberg", 0.7, 0.95, "joined"},
		{"Pieter van der Berg", "Pieter Berg", 0.7, 0.95, ""},
		{"Osama al-Rashid", "Osama Rashid", 0.85, 0.97, "same missing same"},
		{"Osama al-Rashid", "Osama Alrashid", 0.85, 0.99, "same missing joined"},
		{"Saud Abdullah Alqahtani", "Saud al-Qahtani", 0.5, 0.9, "same missing joined extra"},
		{"Omar bin Khattab", "Omar Khattab", 0.85, 0.97, "same missing same"},
		{"Omar bin Khattab", "Omar ibn Khattab", 0.85, 0.99, ""},
		{"عبد الرحمن", "عبدالرحمن", 0.85, 0.99, "joined"},
		{"Ó Briain", "O'Briain", 0.85, 0.99, "joined"},
		{"McDonald", "Mc Donald", 0.85, 0.99, "joined"},
		{"McDonald", "MacDonald", 0.7, 0.95, ""},
		{"Anna Ivanova", "Anna Ivanov", 0.8, 0.97, "same prefix"},
		{"Gabriel García Márquez", "Gabriel Garcia", 0.55, 0.85, "same accents missing"},
		{"Maria da Silva Santos", "Maria Silva Santos", 0.85, 0.99, "same missing same same"},
	} {
		c.check(t)
	}
}

func TestOrdered(t *testing.T) {
	if !Similarity("Maria Silva", "Maria da Silva").Ordered {
		t.Error("an extra word is not another order")
	}
	if Similarity("Silva Maria", "Maria Silva").Ordered {
		t.Error("the words are swapped")
	}
	if s := Similarity("Silva Maria", "Maria Silva").Score; s >= Similarity("Maria Silva", "Maria Silva").Score {
		t.Error("the order asked for should come first")
	}
}

// One-to-one and best in sum: greedy matching would leave a word alone.
func TestAssignmentIsBest(t *testing.T) {
	for _, p := range Similarity("Marina Maria", "Maria Mar").Parts {
		if p.Kind == Missing || p.Kind == Extra {
			t.Errorf("%+v is alone", p)
		}
	}
}

// Of each row the first name is nearest to the second, then to the third, and so
// on.
func TestNearer(t *testing.T) {
	for _, row := range [][]string{
		{"Maria Silva", "Maria Silva", "Mária Sílva", "Marta Silva", "Marta Sousa", "Kevin Kirby"},
		{"Jon Smith", "Jon Smith", "John Smith", "Jane Smith", "Jane Doe"},
		{"Tony Davis", "Tony Davis", "Anthony Davis", "Anna Davis"},
		{"Fadi Alqahtani", "Fadi Alqahtani", "Fadi al-Qahtani", "Fadi al-Kantani"},
		{"Ivan Petrov", "Ivan Petrov", "Иван Петров", "Иван Сидоров", "Олег Сидоров"},
		{"Bob Miller", "Bob Miller", "Robert Miller", "Richard Miller", "Richard Moll"},
		{"محمد أحمد", "محمد احمد", "محمد حامد", "خالد سعيد"},
		{"山田太郎", "山田太郎", "山田次郎", "鈴木花子"},
	} {
		last := math.Inf(1)
		for _, b := range row[1:] {
			s := Similarity(row[0], b).Score
			if s >= last {
				t.Errorf("%q: %q has %.3f, the one before %.3f", row[0], b, s, last)
			}
			last = s
		}
	}
}

// Who asks leaves out a second given name, and seldom types another name.
func TestSecondGivenName(t *testing.T) {
	q := Ask(New("Anna Moreno"))
	packed := func(name string) string { return string(Person([]string{name}).Append(nil)) }
	more, _ := q.Score(packed("Anna Lucia Moreno"))
	other, _ := q.Score(packed("Antonia Moreno"))
	if more <= other {
		t.Errorf("%.3f with a name more, %.3f with another name", more, other)
	}
}

func BenchmarkSimilarity(b *testing.B) {
	for b.Loop() {
		Similarity("Jean-Pierre Lefèvre", "Lefebvre Jean Pierre")
	}
}
