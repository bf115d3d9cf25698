package roman

// Letters without their marks, from À and from Ḁ; a point where nothing is left.
// They follow from the canonical decompositions of the Unicode character database.
const (
	latinBase = "aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii.nooooo..uuuuy.yaaaaaaccccccccdd" +
		"..eeeeeeeeeegggggggghh..iiiiiiiii.iijjkk.llllllll..nnnnnn...oooooo..rrrrrrssssss" +
		"sstttt..uuuuuuuuuuuuwwyyyzzzzzzs................................oo.............u" +
		"u...................dddlllnnnaaiioouuuuuuuuuu.aaaa....ggkkoooo..jdddgg..nnaa...." +
		"aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............................"
	latinMore = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooo" +
		"oooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas...." +
		"aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuu" +
		"uuyyyyyyyy......"
)

// appendLatin drops the marks in style 0, writes letters out as their own
// languages do in style 1 (Müller, Mueller) and as English ears would in style 2
// (Şahin, Shahin); style 3 has the rest.
func appendLatin(dst []byte, w []rune, style int) []byte {
	for _, r := range w {
		switch {
		case r >= 'a' && r <= 'z':
			dst = append(dst, byte(r))
		case r >= 0xc0:
			if entry, ok := latinHabit(r); ok {
				dst = append(dst, pick(entry, style)...)
			} else if base := latinLetter(r); base != '.' {
				dst = append(dst, base)
			}
		}
	}
	return dst
}

func latinLetter(r rune) byte {
	switch {
	case r >= 0xc0 && int(r) < 0xc0+len(latinBase):
		return latinBase[r-0xc0]
	case r >= 0x1e00 && int(r) < 0x1e00+len(latinMore):
		return latinMore[r-0x1e00]
	}
	return '.'
}

// latinHabit returns what is written for a letter besides its base, and false
// where that is all.
func latinHabit(r rune) (string, bool) {
	switch r {
	case 'ä':
		return "a|ae|a", true
	case 'ö', 'ő':
		return "o|oe|o", true
	case 'ü', 'ű':
		return "u|ue|u", true
	case 'ø':
		return "o|oe|o", true
	case 'å':
		return "a|aa|a|o", true
	case 'æ':
		return "ae|ae|a|e", true
	case 'œ':
		return "oe|oe|o|e", true
	case 'ß':
		return "ss|ss|s|sz", true
	case 'đ':
		return "d|dj|dj|d", true
	case 'ð', 'ɖ', 'ɗ':
		return "d|dh|d", true
	case 'þ':
		return "th|th|t", true
	}
	return latinHiss(r)
}

// latinHiss has the letters for hisses and the few that do not decompose.
func latinHiss(r rune) (string, bool) {
	switch r {
	case 'ş', 'ș', 'š', 'ś':
		return "s|s|sh|sh", true
	case 'ç', 'č', 'ć':
		return "c|c|ch|ch", true
	case 'ţ', 'ț':
		return "t|t|ts|tz", true
	case 'ž', 'ż', 'ź':
		return "z|z|zh|j", true
	case 'ğ':
		return "g|g|gh|", true
	case 'ñ':
		return "n|n|ny|ni", true
	case 'ń', 'ň':
		return "n", true
	case 'ř':
		return "r|r|rz|rj", true
	case 'ł':
		return "l|l|w|l", true
	case 'ı':
		return "i|i|y|i", true
	case 'ə':
		return "e|a|a|e", true
	case 'ħ', 'ĥ':
		return "h", true
	case 'ŧ':
		return "t", true
	case 'ŋ':
		return "n|ng", true
	case 'ɓ':
		return "b", true
	case 'ƙ':
		return "k", true
	case 'ƴ':
		return "y", true
	case 'ɛ':
		return "e", true
	case 'ɔ':
		return "o", true
	}
	return "", false
}
