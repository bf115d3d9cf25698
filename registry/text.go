package registry

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Most letters (runes) that a field may hold.
const (
	MaxName  = 200
	MaxLine  = 300
	MaxText  = 4000
	MaxMany  = 20 // entries of a list: names, marks, things
	MaxQuery = 200
)

// CleanLine returns s in Unicode normal form C on one line: control characters
// and the invisible characters that turn text around (U+200E, U+200F, U+061C,
// U+202A-U+202E, U+2066-U+2069) are dropped, runs of white space become one
// space. Zero-width joiners stay: Persian and Indic names need them.
// The input must be valid UTF-8; see Checker.
func CleanLine(s string) string {
	return strings.Join(strings.Fields(stripInvisible(s, false)), " ")
}

// CleanText is CleanLine for several lines: line feeds stay, at most one empty
// line in a row.
func CleanText(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	lines := strings.Split(stripInvisible(s, true), "\n")
	out := lines[:0]
	for _, l := range lines {
		l = strings.Join(strings.Fields(l), " ")
		if l == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, l)
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

func stripInvisible(s string, lines bool) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' && lines:
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), isDirectionMark(r), r == '\ufeff', unicode.Is(unicode.Co, r), unicode.Is(unicode.Noncharacter_Code_Point, r):
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(s)
}

func isDirectionMark(r rune) bool {
	return r == '\u200e' || r == '\u200f' || r == '\u061c' ||
		r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// Checker cleans what people typed and gathers what they must repair. Its zero
// value is ready to use.
type Checker struct{ Problems Problems }

// Line cleans a one-line field of at most max letters.
func (c *Checker) Line(field, s string, max int) string {
	return c.check(field, s, max, CleanLine)
}

// Text cleans a field of several lines of at most max letters.
func (c *Checker) Text(field, s string, max int) string {
	return c.check(field, s, max, CleanText)
}

func (c *Checker) check(field, s string, max int, clean func(string) string) string {
	if !utf8.ValidString(s) {
		c.Problems.Add(field, "encoding")
		return ""
	}
	s = clean(s)
	if n := utf8.RuneCountInString(s); n > max {
		c.Problems.Add(field, "too_long", "max", max, "length", n)
		return ""
	}
	return s
}
