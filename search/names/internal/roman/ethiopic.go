package roman

// appendEthiopic reads the syllables of Amharic and Tigrinya after BGN/PCGN
// without its marks. The sixth order, a short vowel or none, is left out in style
// 0 except at the beginning; the first is e there and a in style 1.
func appendEthiopic(dst []byte, w []rune, style int) []byte {
	for i, r := range w {
		row := int(r-0x1200) / 8
		if r < 0x1200 || row >= len(ethiopicRows) {
			continue
		}
		dst = append(dst, pick(ethiopicRows[row], style)...)
		order := int(r-0x1200) % 8
		if order == 5 && i == 0 {
			dst = append(dst, "i"...)
			continue
		}
		if order == 5 && i+1 == len(w) {
			continue
		}
		if order == 0 && isEthiopicThroat(row) {
			order = 3
		}
		dst = append(dst, pick(ethiopicOrders[order], style)...)
	}
	return dst
}

// isEthiopicThroat: h, the two a and so on are a in the first order too.
func isEthiopicThroat(row int) bool {
	return row == 0 || row == 2 || row == 16 || row == 20 || row == 26
}

var ethiopicOrders = [...]string{"e|a|e|a", "u", "i", "a", "e", "|i||e", "o", "wa"}

// ethiopicRows are the consonants of the rows of eight from U+1200.
var ethiopicRows = [...]string{
	"h", "l", "h", "m", "s", "r", "s", "sh", "k|q", "kw|qu", "k|q", "kw", "b", "v", "t", "ch",
	"h|kh", "hw", "n", "ny|gn", "", "k", "kw", "h|kh", "w", "w", "", "z", "zh", "y", "d", "d",
	"j", "g", "gw", "g", "t", "ch", "p", "ts|tz", "ts", "f", "p",
}
