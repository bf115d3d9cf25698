package names

import "testing"

// TestGaps lists what should hold and does not yet. A case that holds fails, so
// that it is moved to where it belongs.
func TestGaps(t *testing.T) {
	for _, c := range []struct {
		gap  string
		want func() bool
	}{
		{"an initial beside a joined name", func() bool { return Similarity("Pieter van der Berg", "P. Vanderberg").Score >= 0.7 }},
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
