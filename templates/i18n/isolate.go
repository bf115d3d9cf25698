package i18n

import (
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// Marks of the Unicode bidirectional algorithm (UAX #9, 2.4.2): what stands between
// them has a direction of its own, that of its first strong letter.
const (
	firstStrongIsolate    = "\u2068"
	popDirectionalIsolate = "\u2069"
)

// isolated returns a value with the marks around it if one of its letters is written
// the other way than the language: else a house number after an Arabic street would
// stand before it, and brackets would close where they open.
func (c *Catalogue) isolated(value string) string {
	if strings.ContainsFunc(value, c.turns) {
		return firstStrongIsolate + value + popDirectionalIsolate
	}
	return value
}

// turns reports whether a letter is written the other way than the language.
func (c *Catalogue) turns(letter rune) bool {
	p, _ := bidi.LookupRune(letter)
	switch p.Class() {
	case bidi.R, bidi.AL:
		return c.Dir != "rtl"
	case bidi.L:
		return c.Dir == "rtl"
	}
	return false
}
