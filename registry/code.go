package registry

import "strings"

// Code is the Token that lets its holder manage one notice or report.
type Code = Token

const codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Letters of a code: 160 bits at 5 bits each. A check letter follows on paper.
const codeLetters = 32

// Printed returns the code as people copy it: in groups of four, with a check
// letter at the end. It tells a slip of the pen from a code that nobody has.
func (t Token) Printed() string {
	var b strings.Builder
	for i, r := range string(t) {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteRune(r)
	}
	if sum, ok := codeSum(string(t)); ok {
		b.WriteByte('-')
		b.WriteByte(codeAlphabet[timesX(sum)])
	}
	return b.String()
}

// ParseCode reads a code as people copy it: any case, with spaces or dashes, with
// O for 0 and I or L for 1; with its check letter, or without, as links have it.
// The Problems tell a letter that no code has, a wrong length, and a slip.
func ParseCode(s string) (Code, Problems) {
	var p Problems
	s = crockfordFold(s)
	sum, ok := codeSum(s)
	switch {
	case !ok:
		p.Add("code", "letter")
	case len(s) != codeLetters && len(s) != codeLetters+1:
		p.Add("code", "form", "typed", len(s))
	case len(s) == codeLetters+1 && sum != 0:
		p.Add("code", "check")
	default:
		return Code(s[:codeLetters]), nil
	}
	return "", p
}

// codeSum adds the letters up as a polynomial over the field of 32 elements, at a
// generator of it (a Reed-Solomon code with one check symbol). With the check
// letter the sum is 0. One wrong letter changes it for certain, and so do two
// neighbours that are swapped: their weights differ. It answers false for a
// letter that no code has.
func codeSum(s string) (sum byte, ok bool) {
	for i := range len(s) {
		x := strings.IndexByte(codeAlphabet, s[i])
		if x < 0 {
			return 0, false
		}
		sum = timesX(sum) ^ byte(x)
	}
	return sum, true
}

// timesX multiplies by the generator x, modulo x^5 + x^2 + 1.
func timesX(v byte) byte {
	if v <<= 1; v&32 != 0 {
		v ^= 32 + 4 + 1
	}
	return v
}
