package roman

// Hebrew points, by their Unicode names.
const (
	sheva       = 'ְ'
	hatafSegol  = 'ֱ'
	hatafPatah  = 'ֲ'
	hatafQamats = 'ֳ'
	hiriq       = 'ִ'
	tsere       = 'ֵ'
	segol       = 'ֶ'
	patah       = 'ַ'
	qamats      = 'ָ'
	holam       = 'ֹ'
	holamVav    = 'ֺ'
	qubuts      = 'ֻ'
	dagesh      = 'ּ'
	sinDot      = 'ׂ'
)

// points are what stands at one letter.
type points struct {
	vowel       string
	dagesh, sin bool
	sheva       bool
}

func (p *points) add(r rune) {
	switch r {
	case patah, qamats, hatafPatah:
		p.vowel = "a"
	case segol, tsere, hatafSegol:
		p.vowel = "e"
	case hiriq:
		p.vowel = "i"
	case holam, holamVav, hatafQamats:
		p.vowel = "o"
	case qubuts:
		p.vowel = "u"
	case sheva:
		p.sheva = true
	case dagesh:
		p.dagesh = true
	case sinDot:
		p.sin = true
	}
}

// pointedHebrew reads a word by its points; letters that only lengthen the vowel
// before them are silent.
func pointedHebrew(dst []sound, w []rune, style int) []sound {
	first := true
	for i := 0; i < len(w); {
		r := w[i]
		var p points
		for i++; i < len(w) && w[i] > 0x590 && w[i] < 'א'; i++ {
			p.add(w[i])
		}
		if r < 'א' || r > 'ת' {
			continue
		}
		if text := pointedLetter(r, p, at(w, i), first, style); text != "" {
			dst = append(dst, sound{text: text, vowel: text == "u" || text == "o"})
		}
		if p.vowel != "" && !silentVav(r, p) {
			dst = append(dst, sound{p.vowel, true})
		} else if p.sheva && first {
			dst = append(dst, sound{"e", true})
		}
		first = false
	}
	return dst
}

// silentVav: vav with holam or dagesh and no other vowel is that vowel.
func silentVav(r rune, p points) bool { return r == 'ו' && p.vowel == "o" }

func pointedLetter(r rune, p points, next rune, first bool, style int) string {
	if next == geresh || next == '\'' || next == '’' {
		if s := withGeresh(r); s != "" {
			return pick(s, style)
		}
	}
	bare := p.vowel == "" && !p.sheva
	switch r {
	case 'א', 'ע':
		return ""
	case 'ה':
		if bare && next == 0 {
			return pick("|h", style)
		}
		return "h"
	case 'ו':
		switch {
		case p.dagesh && bare && !first:
			return "u"
		case p.vowel == "o":
			return "o"
		}
		return pick("v|w", style)
	case 'י':
		if bare && !first {
			return pick("|y", style)
		}
		return "y"
	}
	return pointedConsonant(r, p, style)
}

func pointedConsonant(r rune, p points, style int) string {
	switch r {
	case 'ב':
		if p.dagesh {
			return "b"
		}
		return "v"
	case 'כ', 'ך':
		if p.dagesh {
			return "k"
		}
		return pick("kh|ch|h|ch", style)
	case 'פ', 'ף':
		if p.dagesh {
			return "p"
		}
		return pick("f|ph", style)
	case 'ש':
		if p.sin {
			return "s"
		}
		return "sh"
	}
	return pick(hebrewPlain(r), style)
}
