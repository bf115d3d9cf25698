package han

// Reading is one way to say a Japanese name, in modified Hepburn without marks for
// long vowels, lower-case a-z. A part that the name lacks is empty.
type Reading struct{ Family, Given string }

const maxReadings = 4

// Costs of the dictionary are about 7 to the factor e; a usual name has 40 to 80.
const (
	costPart = 30 // a whole name is rarer than a name cut in two
	costKana = 70 // a name in kana is read as it is written
)

// How much more than the best reading one may cost: with the name cut in the same
// place, where characters have several readings, and in another, which is right
// seldom.
const (
	gapSame  = 70
	gapOther = 15
)

// Japanese returns the readings of a Japanese name or of a part of one, most
// likely first, at most four and none twice. A name without a space is cut where
// both sides are known best; with a space the family name comes first, or last if
// only so both are known. Names in kana within it are read as they are; an unknown
// part beside a known one is read character by character as other names are. A
// name without Chinese characters, with letters of other scripts, of more than ten
// letters or with no known part has no readings. The kana must be composed (NFC).
func Japanese(name string) []Reading {
	s, ok := newSpelling(name)
	if !ok {
		return nil
	}
	var best shortlist
	s.cuts(&best, false)
	switch {
	case s.space == 0:
		s.whole(&best)
	case best.n == 0:
		s.swapped(&best)
	}
	if best.n == 0 {
		s.cuts(&best, true)
	}
	return best.plausible()
}

// cuts adds the readings of the name cut wherever it may be. With guess one part
// may be unknown; both may where somebody has put a space between them.
func (s *spelling) cuts(best *shortlist, guess bool) {
	for cut := 1; cut < s.n; cut++ {
		if s.space != 0 && s.space != cut {
			continue
		}
		family, given := s.part('F', 0, cut), s.part('G', cut, s.n)
		if guess && (family.n > 0 || given.n > 0 || s.space != 0) {
			s.complete(&family, 'F', 0, cut)
			s.complete(&given, 'G', cut, s.n)
		}
		best.pair(&family, &given, cut)
	}
}

// swapped adds the readings of a name whose given name stands before the space.
func (s *spelling) swapped(best *shortlist) {
	family, given := s.part('F', s.space, s.n), s.part('G', 0, s.space)
	best.pair(&family, &given, s.space)
}

func (s *spelling) complete(part *shortlist, kind byte, from, to int) {
	if part.n == 0 {
		s.compose(part, kind, from, to)
	}
}

// whole adds the readings of the name as nothing but a family or given name.
func (s *spelling) whole(best *shortlist) {
	for _, kind := range []byte("FG") {
		part := s.part(kind, 0, s.n)
		for _, r := range part.all() {
			best.add(costed{r.Reading, r.cost + costPart, s.n})
		}
	}
}

// part returns the known readings of some runes as a family name ('F') or a given
// one ('G').
func (s *spelling) part(kind byte, from, to int) (found shortlist) {
	if s.kana(from, to) {
		found.add(partReading(kind, hepburn(string(s.key(from, to))), costKana))
		return found
	}
	list := japaneseNames().find(s.key(from, to))
	for list != "" {
		var k byte
		var cost int
		var reading string
		if k, cost, reading, list = next(list); k == kind {
			found.add(partReading(kind, reading, cost))
		}
	}
	return found
}
