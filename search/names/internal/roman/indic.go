package roman

// The scripts of India have one Unicode layout, 128 code points each, so that one
// table of offsets does for all. Sinhala, which has its own, is brought to it.
const (
	devanagari rune = 0x0900
	bengali    rune = 0x0980
	gurmukhi   rune = 0x0a00
	gujarati   rune = 0x0a80
	oriya      rune = 0x0b00
	tamil      rune = 0x0b80
	telugu     rune = 0x0c00
	kannada    rune = 0x0c80
	malayalam  rune = 0x0d00
	sinhala    rune = 0x0d80
)

// Offsets in a block.
const (
	candrabindu    = 0x01
	anusvara       = 0x02
	visarga        = 0x03
	firstVowel     = 0x05
	firstConsonant = 0x15
	lastConsonant  = 0x39
	nukta          = 0x3c
	firstSign      = 0x3e
	virama         = 0x4d
)

// akshara is a consonant or a vowel of its own, with what hangs on it.
type akshara struct {
	offset   rune // of the letter in its block
	text     string
	vowel    string // "" when another consonant follows at once
	inherent bool   // the vowel is not written
	tail     string // nasal or breath
}

// appendIndic reads after Hunterian in style 0, as people write their own names
// in style 1, with no vowel left out in style 2 (Rama for Ram), in style 3 with
// vowels lost at the end only.
func appendIndic(dst []byte, w []rune, style int) []byte {
	block := w[0] &^ 0x7f
	var space [maxLetters]akshara
	list := aksharas(space[:0], block, w, style)
	drop(list, block, style)
	for _, a := range list {
		dst = append(dst, a.text...)
		dst = append(dst, a.vowel...)
		dst = append(dst, a.tail...)
	}
	return dst
}

// aksharas splits a word of one script.
func aksharas(list []akshara, block rune, w []rune, style int) []akshara {
	for i := 0; i < len(w); i++ {
		o := offset(block, w[i])
		last := len(list) - 1
		switch {
		case o >= firstConsonant && o <= lastConsonant || o == 0x4e || o >= 0x58 && o <= 0x5f || o >= 0x70:
			list = appendLetter(list, block, w, i, o, style)
		case o >= firstVowel && o < firstConsonant || o == 0x60:
			list = append(list, akshara{offset: o, vowel: indicVowel(o, style)})
		case last < 0:
		case o == nukta:
			list[last].text = dotted(list[last])
		case o == virama:
			list[last].vowel, list[last].inherent = "", false
		case o == firstSign && i+1 == len(w):
			list[last].vowel, list[last].inherent = "a", false // never doubled at the end
		case o >= firstSign && o < virama || o == 0x57:
			list[last].vowel, list[last].inherent = indicSign(o, style), false
		case o == candrabindu, o == anusvara, o == visarga:
			list[last].tail = indicTail(o, block, offset(block, at(w, i+1)))
		}
	}
	return list
}

// appendLetter adds a consonant with its inherent vowel, or one of the few signs
// that lie outside the common part of the layout.
func appendLetter(list []akshara, block rune, w []rune, i int, o rune, style int) []akshara {
	if o > lastConsonant {
		return appendExtra(list, block, o, offset(block, at(w, i+1)), style)
	}
	a := akshara{offset: o, text: indicConsonant(block, o, style), vowel: "a", inherent: true}
	switch {
	case block == tamil:
		a.text = tamilConsonant(w, i, o, style)
	case block == bengali && style == 3:
		a.vowel = "o"
	}
	return append(list, a)
}

// appendExtra has the carriers and doublers of Gurmukhi, the Assamese letters and
// the final consonants of Malayalam.
func appendExtra(list []akshara, block, o, next rune, style int) []akshara {
	switch {
	case block == bengali && o == 0x4e:
		list = append(list, akshara{text: "t"})
	case o == 0x5c, o == 0x5d:
		list = append(list, akshara{offset: 0x30, text: "r", vowel: "a", inherent: true})
	case o == 0x5f:
		list = append(list, akshara{offset: 0x2f, text: "y", vowel: "a", inherent: true})
	case block == gurmukhi && o == 0x70 && len(list) > 0:
		list[len(list)-1].tail = indicTail(anusvara, block, next)
	case block == gurmukhi && o == 0x71:
		if s := indicConsonant(block, next, style); s != "" {
			list = append(list, akshara{offset: next, text: s[:1]})
		}
	case block == gurmukhi && (o == 0x72 || o == 0x73):
		list = append(list, akshara{offset: firstVowel})
	case block == bengali && o == 0x70:
		list = append(list, akshara{offset: 0x30, text: "r", vowel: "a", inherent: true})
	case block == bengali && o == 0x71:
		list = append(list, akshara{offset: 0x35, text: "v", vowel: "a", inherent: true})
	case block == malayalam && o >= 0x7a:
		list = append(list, akshara{text: [...]string{"n", "n", "r", "l", "l", "k"}[o-0x7a]})
	}
	return list
}

// dotted reads a letter with a nukta.
func dotted(a akshara) string {
	switch a.offset {
	case 0x15:
		return "q"
	case 0x1c:
		return "z"
	case 0x21, 0x22:
		return "r"
	case 0x2b:
		return "f"
	case 0x2f:
		return "y"
	}
	return a.text
}

// indicTail reads a nasal, which is m before a letter of the lips, and a breath.
func indicTail(o, block, next rune) string {
	switch {
	case o == visarga && block != tamil:
		return "h"
	case o == visarga:
		return ""
	case next >= 0x2a && next <= 0x2e:
		return "m"
	case next < 0 && o == anusvara && block >= oriya:
		return "m"
	}
	return "n"
}

// drop takes out inherent vowels that are not spoken. North of the Vindhyas that
// is one at the end, and one between single consonants with vowels around, from
// the right; a vowel is kept where its loss would leave no other.
func drop(list []akshara, block rune, style int) {
	n := len(list)
	if style == 2 || n < 2 || block >= oriya {
		return
	}
	if list[n-1].inherent && list[n-1].tail == "" && !endsCluster(list) {
		list[n-1].vowel = ""
	}
	if style == 3 || block == bengali {
		return
	}
	for i := n - 2; i > 0; i-- {
		a, next := &list[i], list[i+1]
		if a.inherent && a.tail == "" && list[i-1].vowel != "" && list[i-1].tail == "" && next.text != "" && !isGlide(a.text) &&
			(next.vowel != "" || beginsCompound(list[i+1:])) {
			a.vowel = ""
		}
	}
}

// beginsCompound: a stop and r with a written vowel are mostly the beginning of a
// second part (Man-preet), which does not hold the vowel before it.
func beginsCompound(list []akshara) bool {
	return len(list) > 1 && list[0].vowel == "" && list[1].text == "r" && !list[1].inherent
}

// isGlide: after y the vowel is kept (Priyanka).
func isGlide(text string) bool { return text == "y" }

// endsCluster reports whether the last consonant hangs on ones that need its
// vowel to be spoken: Krishna, Mishra, but Singh.
func endsCluster(list []akshara) bool {
	n := len(list)
	if n < 2 || list[n-2].vowel != "" {
		return false
	}
	switch list[n-1].text {
	case "n", "r", "y", "v", "m", "l", "w":
		return true
	}
	return false
}

// offset brings a letter to the common layout, and returns -1 for one of another
// block.
func offset(block, r rune) rune {
	switch {
	case r&^0x7f != block:
		return -1
	case block == sinhala:
		return sinhalaOffset(r)
	}
	return r - block
}
