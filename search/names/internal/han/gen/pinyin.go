package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// toneless maps the letters of pinyin with tone marks to those without; ü is
// written v, one letter as the others.
var toneless = strings.NewReplacer(
	"ā", "a", "á", "a", "ǎ", "a", "à", "a", "ē", "e", "é", "e", "ě", "e", "è", "e", "ê", "e", "ế", "e", "ề", "e",
	"ī", "i", "í", "i", "ǐ", "i", "ì", "i", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o",
	"ū", "u", "ú", "u", "ǔ", "u", "ù", "u", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v", "ü", "v",
	"ń", "n", "ň", "n", "ǹ", "n", "ḿ", "m", "\u0304", "", "\u0301", "", "\u030c", "", "\u0300", "",
)

// pinyinText writes a line a syllable: the syllable, a space and the characters
// of the Basic Multilingual Plane that are read so first of all.
func pinyinText() []byte {
	chars := map[string][]rune{}
	for code, readings := range pinyin.PinyinDict {
		first, _, _ := strings.Cut(readings, ",")
		r := rune(code)
		s := toneless.Replace(first)
		if r > 0xFFFF || !unicode.Is(unicode.Han, r) || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" {
			continue
		}
		chars[s] = append(chars[s], r)
	}
	syllables := make([]string, 0, len(chars))
	for s := range chars {
		slices.Sort(chars[s])
		syllables = append(syllables, s)
	}
	slices.Sort(syllables)
	var b strings.Builder
	for _, s := range syllables {
		fmt.Fprintf(&b, "%s %s\n", s, string(chars[s]))
	}
	return []byte(b.String())
}
