package han

// The cost of a name that is not in the dictionary, before that of its
// characters, and of a character read as in another place of a name.
const (
	costUnknown = 95
	costPlace   = 14
	maxComposed = 3 // Chinese characters
	maxGuesses  = 3
)

// compose guesses the readings of an unknown part from those its characters have
// in other names, the cheapest combinations first. It keeps the best few of each
// beginning: costs add up, so nothing better is lost.
func (s *spelling) compose(found *shortlist, kind byte, from, to int) {
	if s.count(from, to) > maxComposed {
		return
	}
	var guesses shortlist
	guesses.add(costed{cost: costUnknown})
	for i := from; i < to; i++ {
		var longer shortlist
		char := s.character(kind, i, i == from)
		for _, g := range guesses.all()[:min(guesses.n, maxGuesses)] {
			for _, c := range char.all() {
				longer.add(partReading(kind, g.Family+g.Given+c.Family+c.Given, g.cost+c.cost))
			}
		}
		guesses = longer
	}
	for _, g := range guesses.all()[:min(guesses.n, maxGuesses)] {
		found.add(g)
	}
}

// count returns the number of Chinese characters among these runes.
func (s *spelling) count(from, to int) int {
	n := 0
	for _, han := range s.isHan[from:to] {
		if han {
			n++
		}
	}
	return n
}

// character returns the readings of one rune in a family or given name, the ones
// it has in this place of a name before those of others. The places are 'a', 'b'
// of family names and 'c', 'd' of given ones: first, and any other.
func (s *spelling) character(kind byte, i int, first bool) shortlist {
	var found shortlist
	if !s.isHan[i] {
		found.add(partReading(kind, hepburn(string(s.key(i, i+1))), 0))
		return found
	}
	place := byte('a')
	if kind == 'G' {
		place = 'c'
	}
	if !first {
		place++
	}
	list := kanji().find(s.key(i, i+1))
	for list != "" {
		var p byte
		var cost int
		var reading string
		if p, cost, reading, list = next(list); p != place {
			cost += costPlace
		}
		if reading != "" {
			found.add(partReading(kind, reading, cost))
		}
	}
	return found
}
