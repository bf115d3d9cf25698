package registry

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"log/slog"
	"strings"
)

// Identifiers of records. Each is 128 random bits in lower-case base32, so an
// id can be neither guessed nor confused with one of another kind.
type (
	EventID     string
	NoticeID    string
	ReportID    string
	StatementID string
	LinkID      string
	TaskID      string
	AccountID   string
	OrgID       string
	ThreadID    string
	MessageID   string
	ClaimID     string
)

var lowerBase32 = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// NewID returns 128 fresh random bits in lower-case Crockford base32 (26 letters).
func NewID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails: crypto/rand ends the program instead
	return lowerBase32.EncodeToString(b[:])
}

// Reference is the short public name of a notice or report: seven random
// letters and digits and a check letter, without vowels, as printed on paper.
// The stored form has no dashes: RT7K4Q92.
type Reference string

// referenceAlphabet is Crockford's base 32 (https://www.crockford.com/base32.html)
// without its vowels A and E, so that no reference spells a word. 29 of its 30
// symbols are used: a prime size lets one check symbol notice every wrong letter
// and every swap of neighbours.
const referenceAlphabet = "0123456789BCDFGHJKMNPQRSTVWXY"

// NewReference returns a fresh reference.
func NewReference() Reference {
	const n = byte(len(referenceAlphabet))
	const fair = 255 / n * n // bytes from here on would favour the first letters
	out := make([]byte, 0, 8)
	for len(out) < 7 {
		var b [16]byte
		rand.Read(b[:])
		for _, x := range b {
			if x < fair && len(out) < 7 {
				out = append(out, referenceAlphabet[x%n])
			}
		}
	}
	return Reference(append(out, referenceCheck(string(out))))
}

// referenceCheck returns the check letter of seven letters: a
// position-weighted sum modulo 29, as ISBN-10 does modulo 11.
func referenceCheck(s string) byte {
	sum := 0
	for i := range len(s) {
		sum += (i + 2) * strings.IndexByte(referenceAlphabet, s[i])
	}
	return referenceAlphabet[sum%len(referenceAlphabet)]
}

// ParseReference reads a reference as people write it: any case, with spaces
// or dashes, with O for 0 and I or L for 1. It answers false for anything whose
// length or check letter is wrong.
func ParseReference(s string) (Reference, bool) {
	s = crockfordFold(s)
	if len(s) != 8 {
		return "", false
	}
	for i := range len(s) {
		if strings.IndexByte(referenceAlphabet, s[i]) < 0 {
			return "", false
		}
	}
	if referenceCheck(s[:7]) != s[7] {
		return "", false
	}
	return Reference(s), true
}

// String groups the reference for reading: RT7-4KQ-92.
func (r Reference) String() string {
	if len(r) != 8 {
		return string(r)
	}
	return string(r[:3] + "-" + r[3:6] + "-" + r[6:])
}

// crockfordFold upper-cases, drops separators and maps the letters people
// confuse, as Crockford's base 32 allows.
func crockfordFold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			r -= 'a' - 'A'
		}
		switch r {
		case 'O':
			return '0'
		case 'I', 'L':
			return '1'
		case ' ', '-', '\u2010', '\u2011', '\u2012', '\u2013', '\u00a0', '\t', '\n', '\r', '.':
			return -1
		}
		return r
	}, s)
}

// Token is a secret of 160 random bits in Crockford base 32 (32 letters). It
// names a draft or a session, and is never logged or stored, only its hash.
type Token string

var upperBase32 = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// NewToken returns a fresh token.
func NewToken() Token {
	var b [20]byte
	rand.Read(b[:])
	return Token(upperBase32.EncodeToString(b[:]))
}

// ParseToken reads a token as people copy it: any case, spaces and dashes
// allowed. It answers false when the length or a letter is wrong.
func ParseToken(s string) (Token, bool) {
	s = crockfordFold(s)
	if len(s) != 32 || strings.Trim(s, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") != "" {
		return "", false
	}
	return Token(s), true
}

// Hash returns the form in which a token is stored: hex SHA-256. A token has
// 160 random bits, so neither salt nor stretching adds anything.
func (t Token) Hash() string {
	h := sha256.Sum256([]byte("retrouve token\x00" + string(t)))
	return hex.EncodeToString(h[:])
}

// Derive returns another token that only a holder of t can compute. The code of
// a notice is derived from the token of its draft: a re-sent form yields the same
// code again, though only its hash was kept.
func (t Token) Derive(purpose string) Token {
	h := sha256.Sum256([]byte("retrouve derive\x00" + purpose + "\x00" + string(t)))
	return Token(upperBase32.EncodeToString(h[:20]))
}

// LogValue redacts the token.
func (Token) LogValue() slog.Value { return redacted }

var redacted = slog.StringValue("[redacted]")
