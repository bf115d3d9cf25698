package names

import "testing"

// What a name that is looked for says beyond its words, each with a name that
// answers better and one that answers worse.
func TestAsked(t *testing.T) {
	for _, c := range []struct{ why, query, better, worse string }{
		{"a slip in a name with a short form", "Rnady Miller", "Andrew Miller", "Jack Miller"},
		{"a slip is further away than a letter", "Wiliam Hart", "William Hart", "Bill Hart"},
		{"two words as one", "Minjun Cho", "Min Jun Jo", "Choi Min"},
		{"one word as two", "Ben Salem Karim", "Karim Bensalem", "Karim Ben Ali"},
		{"the family name before a comma", "Lefebvre, Marie Anne", "Claire Lefebvre", "Anne Dupont"},
		{"the last word", "Paul Amadou Diallo", "Amadou Diallo", "Paul Amadou"},
		{"another order in another script", "Robert Bartel", "Роберт Бартель", "Бартель Роберт"},
		{"a third script", "Иван Петров", "Ivan Petrov", "إيفان بيتروف"},
	} {
		q := Ask(New(c.query))
		better, _ := q.Score(string(Person([]string{c.better}).Append(nil)))
		worse, _ := q.Score(string(Person([]string{c.worse}).Append(nil)))
		if better <= worse {
			t.Errorf("%s: %q and %q %.3f, %q %.3f", c.why, c.query, c.better, better, c.worse, worse)
		}
	}
}

// Two records say what they say in whatever order they are asked.
func TestRecordsAreNotAsked(t *testing.T) {
	for _, c := range [][2]string{{"Lefebvre, Marie", "Lefebvre Marie"}, {"Minjun Cho", "Cho Minjun"}} {
		q, n := Ask(New(c[0])), New(c[1])
		before := q.Likeness(n).Score
		q.Score(string(Person([]string{c[1]}).Append(nil)))
		if after := q.Likeness(n).Score; after != before {
			t.Errorf("%q: %.3f, then %.3f", c, before, after)
		}
	}
}

func TestBeforeComma(t *testing.T) {
	for full, want := range map[string]int{
		"": 0, "Smith": 0, "John Smith": 0, "Smith, John": 1, "de la Cruz, Ana": 3, ", John": 0, "Smith,": 0, "Smith, John, Jr": 0,
	} {
		if got := New(full).family; got != want {
			t.Errorf("%q: %d words, want %d", full, got, want)
		}
	}
}
