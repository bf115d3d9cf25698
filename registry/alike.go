package registry

import "time"

// ageSlack is by how many years two people may tell an age differently.
const ageSlack = 3

// Alike returns the search for notices that may be of the same person: by the
// name as written, among who can be as old and of that sex. It asks for no place:
// two people may last have seen somebody far apart. It answers false for somebody
// without a name, of whom everybody is alike.
func Alike(p *Person, now time.Time) (Query, bool) {
	if !p.HasName() {
		return Query{}, false
	}
	q := Query{Text: firstRunes(p.Names[0].Full, MaxQuery)}
	if p.Sex != SexOther {
		q.Sex = p.Sex
	}
	if age, ok := p.AgeOn(now); ok {
		q.Age = &Span{Min: max(age.Min-ageSlack, 0), Max: min(age.Max+ageSlack, MaxAge)}
	}
	return q, true
}

func firstRunes(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
