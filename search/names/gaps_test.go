package names

import "testing"

// TestGaps lists what should hold and does not yet. A case that holds fails, so
// that it is moved to where it belongs.
func TestGaps(t *testing.T) {
	for _, c := range []struct {
		gap  string
		want func() bool
	}{
		{"hiragana and katakana are one word", func() bool { return Similarity("やまだ たろう", "ヤマダ タロウ").Score >= 0.95 }},
		{"words joined in a query and turned in the name", func() bool { return Similarity("Abdulrahman Ali", "Ali Abdul Rahman").Score >= 0.85 }},
		{"a short form is known of the long one too", func() bool { return Similarity("Aleksandr Ivanov", "Sasha Ivanov").Score >= 0.75 }},
		{"an initial does not stand for a name of characters", func() bool { s, _ := both("王小明", "x"); return s < 0.5 }},
		{"an initial beside a joined name", func() bool { return Similarity("Pieter van der Berg", "P. Vanderberg").Score >= 0.7 }},
		{"particles that were not asked for weigh little", func() bool { return Similarity("Juan Cruz", "Juan de la Cruz").Score >= 0.85 }},
		{"the Hebrew article", func() bool { return Similarity("משה הכהן", "משה כהן").Score >= 0.85 }},
	} {
		t.Run(c.gap, func(t *testing.T) {
			if c.want() {
				t.Fatal("it holds now: test it with the others")
			}
			t.Skip("not yet")
		})
	}
}
