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
		{"two words before a comma as one", "Ben Salem, Karim", "Karima Bensalem", "Bensalim Karim"},
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

// Two words taken as one are one word of the family name, and are none where the
// comma stands between them.
func TestFamilyJoined(t *testing.T) {
	for full, want := range map[string][]int{
		"Silva Santos, Maria": {1, -1}, "Silva, Ana Maria": {-1, 1}, "Costa Silva Santos, Ana Maria": {2, 2, -1, 3}, "Ana Maria Silva": {0, 0},
	} {
		n := New(full)
		for i, family := range want {
			if got := n.familyJoined(i); got != family {
				t.Errorf("%q: word %d joined leaves %d of the family, want %d", full, i, got, family)
			}
		}
		q := Ask(n)
		if q.Score(string(Person([]string{"Silvasantos Anamaria"}).Append(nil))); q.family != n.family {
			t.Errorf("%q: %d words of the family afterwards", full, q.family)
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
