package names

import (
	"slices"
	"strings"

	"github.com/retrouve/retrouve/search/names/internal/channel"
	"github.com/retrouve/retrouve/search/names/internal/han"
	"github.com/retrouve/retrouve/search/names/internal/roman"
)

// channel returns the table of a writing system that has one.
func (s system) channel() (*channel.Table, bool) {
	switch s {
	case cyrillic:
		return channel.Of(channel.Cyrillic), true
	case arabic:
		return channel.Of(channel.Arabic), true
	case hebrew:
		return channel.Of(channel.Hebrew), true
	case kana:
		return channel.Of(channel.Kana), true
	case hangul:
		return channel.Of(channel.Hangul), true
	case hanzi:
		return channel.Of(channel.Han), true
	}
	return nil, false
}

// latinReadings returns the letters a-z of a Latin word and, where letters with
// marks are written in more than one way without them, the other spellings.
func latinReadings(raw, folded string) []string {
	if plain(folded) && plain(strings.ToLower(raw)) {
		return []string{folded}
	}
	return first(roman.Readings(raw), folded)
}

// first returns at most two readings, the plain one first.
func first(readings []string, folded string) []string {
	if plain(folded) && !slices.Contains(readings, folded) {
		readings = append([]string{folded}, readings...)
	}
	return readings[:min(len(readings), 2)]
}

func plain(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return s != ""
}

// Longest name of characters, in letters, that is taken for one with a Chinese or
// Japanese reading: longer ones render foreign names.
const longestHan = 6

// readingsOf returns a name of Chinese characters in Latin letters in each way it
// is likely to be read: by pinyin, by the readings of Japanese names. Family name
// and given name are two words.
func readingsOf(ws []word) [][]word {
	if len(ws) == 1 && ws[0].sys == hangul {
		return korean(ws[0])
	}
	var raw strings.Builder
	for i := range ws {
		if !ws[i].sys.dense() || ws[i].sys == hangul {
			return nil
		}
		raw.WriteString(ws[i].raw)
	}
	name := raw.String()
	if n := Len(name); n > longestHan || n < 2 || mainSystem(name) != hanzi {
		return nil
	}
	var out [][]word
	add := func(family, given string) {
		var r []word
		for _, s := range []string{family, given} {
			if s != "" {
				r = append(r, readingWord(s))
			}
		}
		if len(r) > 0 {
			out = append(out, r)
		}
	}
	for _, p := range han.Pinyin(name) {
		syllables := strings.Fields(p)
		n := max(han.Surname(name), 1)
		if n > len(syllables) {
			n = len(syllables)
		}
		add(strings.Join(syllables[:n], ""), strings.Join(syllables[n:], ""))
	}
	for _, j := range han.Japanese(name) {
		add(j.Family, j.Given)
	}
	return out
}

// korean returns a Korean name written without a space as family and given name.
func korean(w word) [][]word {
	r := []rune(w.folded)
	if len(r) < 2 || len(r) > 4 {
		return nil
	}
	n := 1
	if slices.Contains(longKorean, string(r[:2])) {
		n = 2
	}
	family, given := roman.Readings(string(r[:n])), roman.Readings(string(r[n:]))
	if len(family) == 0 || len(given) == 0 {
		return nil
	}
	return [][]word{{readingWord(family...), readingWord(given...)}}
}

// longKorean are the Korean family names of two syllables.
var longKorean = []string{"남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방"}

// readingWord is a word of a reading. It has no spelling of its own: what is
// like it is like a word in another script.
func readingWord(readings ...string) word {
	w := word{folded: readings[0], n: len(readings[0]), sys: latin, latin: readings, read: true}
	w.setLetters()
	return w
}
