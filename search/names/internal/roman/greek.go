package roman

import "golang.org/x/text/unicode/norm"

// appendGreek reads after ELOT 743 in style 0, by ear in style 1, in style 2 as
// the learned spelling of Western languages, in style 3 with every vowel by ear
// (Irini for Ειρήνη).
func appendGreek(dst []byte, w []rune, style int) []byte {
	var space [maxLetters]rune
	g := appendMonotonic(space[:0], w)
	for i := 0; i < len(g); {
		if s, n := greekPair(g, i, style); n > 0 {
			dst = append(dst, s...)
			i += n
			continue
		}
		dst = append(dst, pick(greekLetter(g[i]), style)...)
		i++
	}
	return dst
}

// appendMonotonic drops the signs of the old spelling.
func appendMonotonic(dst, w []rune) []rune {
	for _, r := range w {
		if r >= 0x1f00 && r < 0x2000 {
			for _, first := range norm.NFD.String(string(r)) {
				r = first
				break
			}
		}
		dst = append(dst, r)
	}
	return dst
}

// greekPair reads two letters that have one sound. A tonos on the first vowel or
// a dialytika on the second keeps them apart, and neither is in the table.
func greekPair(g []rune, i, style int) (string, int) {
	next := at(g, i+1)
	switch g[i] {
	case 'ο', 'α', 'ε', 'η', 'υ':
		return greekVowels(g[i], next, at(g, i+2), style)
	case 'γ':
		switch next {
		case 'γ':
			return pick("ng|ng|ng|g", style), 2
		case 'ξ':
			return "nx", 2
		case 'χ':
			return pick("nch|nh|nch|nh", style), 2
		case 'κ':
			if i == 0 {
				return pick("gk|g", style), 2
			}
			return pick("gk|g|ng|gk", style), 2
		}
	case 'μ':
		if next == 'π' {
			if i == 0 || i+2 == len(g) {
				return pick("b|b|mp|b", style), 2
			}
			return pick("mp|b|mb|mp", style), 2
		}
	case 'ν':
		if next == 'τ' {
			if i == 0 {
				return pick("nt|d", style), 2
			}
			return pick("nt|d|nd|nt", style), 2
		}
	case 'τ':
		if next == 'ζ' {
			return pick("tz|j|tz|dz", style), 2
		}
	}
	return "", 0
}

func greekVowels(r, next, after rune, style int) (string, int) {
	switch next {
	case 'υ', 'ύ':
		switch r {
		case 'ο':
			return pick("ou|ou|ou|u", style), 2
		case 'α':
			return pick(voiced("av|av|au|av", "af|af|au|af", after), style), 2
		case 'ε':
			return pick(voiced("ev|ev|eu|ev", "ef|ef|eu|ef", after), style), 2
		case 'η':
			return pick(voiced("iv", "if", after), style), 2
		}
	case 'ι', 'ί':
		switch r {
		case 'α':
			return pick("ai|ai|ae|e", style), 2
		case 'ε':
			return pick("ei|ei|ei|i", style), 2
		case 'ο':
			return pick("oi|oi|oe|i", style), 2
		case 'υ':
			return pick("yi|i|ui|i", style), 2
		}
	}
	return "", 0
}

// voiced chooses by the letter that follows: αυ, ευ and ηυ end in f before a
// voiceless consonant and at the end of a word.
func voiced(yes, no string, after rune) string {
	switch after {
	case 0, 'θ', 'κ', 'ξ', 'π', 'σ', 'ς', 'τ', 'φ', 'χ', 'ψ':
		return no
	}
	return yes
}

func greekLetter(r rune) string {
	switch r {
	case 'α', 'ά':
		return "a"
	case 'β':
		return "v|v|b|v"
	case 'γ':
		return "g|g|g|y"
	case 'δ':
		return "d|d|d|dh"
	case 'ε', 'έ':
		return "e"
	case 'ζ':
		return "z"
	case 'η', 'ή':
		return "i|i|e|i"
	case 'θ':
		return "th"
	case 'ι', 'ί', 'ϊ', 'ΐ':
		return "i"
	case 'κ':
		return "k|k|c|k"
	case 'λ':
		return "l"
	case 'μ':
		return "m"
	case 'ν':
		return "n"
	case 'ξ':
		return "x|x|x|ks"
	}
	return greekLetterToo(r)
}

func greekLetterToo(r rune) string {
	switch r {
	case 'ο', 'ό', 'ω', 'ώ':
		return "o"
	case 'π':
		return "p"
	case 'ρ':
		return "r"
	case 'σ', 'ς':
		return "s"
	case 'τ':
		return "t"
	case 'υ', 'ύ', 'ϋ', 'ΰ':
		return "y|i|y|i"
	case 'φ':
		return "f|f|ph|f"
	case 'χ':
		return "ch|h|ch|h"
	case 'ψ':
		return "ps"
	}
	return ""
}
