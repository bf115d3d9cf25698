package registry

import (
	"log/slog"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Email is an address of class P2. It redacts itself in logs.
type Email string

// LogValue redacts the address.
func (Email) LogValue() slog.Value { return redacted }

// Phone is a telephone number of class P2, as typed. It redacts itself in logs.
type Phone string

// LogValue redacts the number.
func (Phone) LogValue() slog.Value { return redacted }

// Contact is how to reach a seeker or a source. Class P2.
type Contact struct {
	Email Email `json:"email,omitzero"`
	Phone Phone `json:"phone,omitzero"`
}

// IsZero reports whether there is no way to reach them.
func (c Contact) IsZero() bool { return c == Contact{} }

// LogValue redacts the contact.
func (Contact) LogValue() slog.Value { return redacted }

// Digits returns the digits of the number, for comparing.
func (p Phone) Digits() string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, FoldDigits(string(p)))
}

// Email checks an e-mail address; an empty one is allowed.
func (c *Checker) Email(field, s string) Email {
	s = c.Line(field, s, MaxLine)
	if s == "" {
		return ""
	}
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || !strings.Contains(s[strings.LastIndexByte(s, '@')+1:], ".") {
		c.Problems.Add(field, "email")
		return ""
	}
	return Email(s)
}

// Phone checks a telephone number in any notation; an empty one is allowed. It
// must have 3 to 15 digits (ITU-T E.164 allows 15) and nothing but digits and
// the usual separators.
func (c *Checker) Phone(field, s string) Phone {
	s = FoldDigits(c.Line(field, s, MaxLine))
	if s == "" {
		return ""
	}
	p := Phone(s)
	if n := utf8.RuneCountInString(p.Digits()); n < 3 || n > 15 || strings.Trim(s, "0123456789+-./() \u00a0\u2010\u2011\u2013") != "" {
		c.Problems.Add(field, "phone")
		return ""
	}
	return p
}

// FoldDigits turns the decimal digits of every script into ASCII, for reading
// numbers and dates typed on people's own keyboards.
func FoldDigits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < utf8.RuneSelf:
			return r
		case r == '＋':
			return '+'
		case unicode.IsDigit(r):
			return '0' + digitValue(r)
		}
		return r
	}, s)
}

// digitValue returns the value of a decimal digit. Unicode keeps the ten digits
// of a script side by side, from zero on (Unicode 16.0, section 4.6).
func digitValue(r rune) rune {
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	return 0
}
