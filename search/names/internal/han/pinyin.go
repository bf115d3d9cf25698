package han

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const maxPinyin = 3

// Pinyin returns the Chinese readings of a name, most likely first, at most three:
// toneless lower-case syllables separated by single spaces. The characters of a
// family name at the beginning are read as such (单 shan, 尉迟 yu chi), with the
// common reading as a second one; of ü the spellings u, v and yu are given. What
// is not a Chinese character is skipped; a name with kana is Japanese, and like
// one without any Chinese character has no readings.
func Pinyin(name string) []string {
	var buf [16][]string
	syllables := spell(buf[:0], name)
	if len(syllables) == 0 {
		return nil
	}
	out := make([]string, 0, maxPinyin)
	out = append(out, join(syllables, -1, 0))
	for at, choice := range syllables {
		for i := 1; i < len(choice) && len(out) < maxPinyin; i++ {
			out = append(out, join(syllables, at, i))
		}
	}
	return out
}

// join writes the first choice of every syllable, and choice i of the one at.
func join(syllables [][]string, at, i int) string {
	var b strings.Builder
	b.Grow(6 * len(syllables))
	for n, choice := range syllables {
		if n > 0 {
			b.WriteByte(' ')
		}
		if n == at {
			b.WriteString(choice[i])
		} else {
			b.WriteString(choice[0])
		}
	}
	return b.String()
}

// spell appends the choices for every character; a compound surname is one.
func spell(out [][]string, name string) [][]string {
	surname := Surname(name)
	if strings.ContainsAny(name, "·・•‧") { // a foreign name, written by sound
		surname = 0
	}
	if surname == 2 {
		first := firstRunes(name, 2)
		if said := corrections().surname[strings.Map(Fold, first)]; said != nil {
			out = append(out, said)
			name = name[len(first):]
		}
	}
	last := rune(0)
	for _, r := range name {
		if isKana(r) {
			return nil
		}
		if r == '々' {
			r = last
		}
		if said := syllable(r, surname == 1 && len(out) == 0); said != nil {
			out = append(out, said)
			last = r
		}
	}
	return out
}

func firstRunes(s string, n int) string {
	end := 0
	for range n {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	return s[:end]
}

// syllable returns the readings of one character, nil for what is none.
func syllable(r rune, surname bool) []string {
	if r < firstHan && r != '〇' || !unicode.Is(unicode.Han, r) {
		return nil
	}
	var buf [utf8.UTFMax]byte
	key := buf[:utf8.EncodeRune(buf[:], Fold(r))]
	usual := standard(r)
	if !surname {
		if said := corrections().given[string(key)]; said != nil {
			return said
		}
		return usual
	}
	said := corrections().surname[string(key)]
	switch {
	case said == nil:
		return usual
	case len(usual) == 0 || slices.Contains(said, usual[0]):
		return said
	}
	return append(slices.Clip(said), usual...)
}

// standard returns the reading of the table, with the spellings of ü.
func standard(r rune) []string {
	if r == '〇' {
		return []string{"ling"}
	}
	t := pinyins()
	n := t.number(r)
	if n == 0 {
		n = t.number(Fold(r))
	}
	if n == 0 {
		return nil
	}
	switch t.syllables[n] {
	case "lv":
		return []string{"lu", "lv", "lyu"}
	case "nv":
		return []string{"nu", "nv", "nyu"}
	case "lve":
		return []string{"lue", "lve", "lyue"}
	case "nve":
		return []string{"nue", "nve", "nyue"}
	}
	return t.syllables[n : n+1]
}

func (t *pinyinTable) number(r rune) uint16 {
	if r < firstHan || r > lastHan {
		return 0
	}
	return t.plane[r-firstHan]
}
