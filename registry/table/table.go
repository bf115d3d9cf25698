// Package table reads lists that people keep: comma, semicolon, tab or bar separated
// values and lines of JSON, in UTF-8 or UTF-16, packed with gzip or not. What a
// file is, is told by its first bytes and not by its name; what a column means, by
// its header.
//
// What is wrong with a file or a line comes as registry.Problems of the fields
// "file" and "line", so that whoever shows them has the words: a command its own, a
// page those of its reader. A file that ends too early yields a *Cut.
package table

import (
	"bufio"
	"compress/gzip"
	"io"
	"strings"
	"unicode"

	textencoding "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"github.com/retrouve/retrouve/registry"
)

// Record is one record of a file: its values by the name of their column.
type Record struct {
	Line   int // from 1
	Values map[string]string
	Err    error // why it cannot be read at all
}

// Reader yields the records of a file until io.EOF. It is not safe for concurrent
// use.
type Reader interface {
	Next() (Record, error)
	// Columns returns the columns that were met and mean something, and those that
	// do not, as written.
	Columns() (known, unknown []string)
}

// Column is a column that a file may have.
type Column struct {
	Name    string
	Aliases string // other words for it, folded, with spaces between
}

// Vocabulary leads from a folded word to the name of its column.
type Vocabulary map[string]string

// NewVocabulary makes the vocabulary of some columns.
func NewVocabulary(columns []Column) Vocabulary {
	v := Vocabulary{}
	for _, c := range columns {
		v[c.Name] = c.Name
		for a := range strings.FieldsSeq(c.Aliases) {
			v[a] = c.Name
		}
	}
	return v
}

// Canonical returns the name of the column that a header means, "" for none.
func (v Vocabulary) Canonical(header string) string { return v[Fold(header)] }

// Fold drops case and accents, and writes every run of anything else than letters
// and digits as one underscore.
func Fold(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte('_')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return b.String()
}

// Decode unpacks gzip and turns UTF-16 with a byte order mark into UTF-8.
func Decode(r io.Reader) (*bufio.Reader, error) {
	in := bufio.NewReader(r)
	if head, _ := in.Peek(2); string(head) == "\x1f\x8b" {
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, file("gzip")
		}
		in = bufio.NewReaderSize(z, 1<<16)
	}
	head, _ := in.Peek(3)
	switch {
	case len(head) == 3 && string(head) == "\xef\xbb\xbf":
		_, err := in.Discard(3)
		return in, err
	case len(head) >= 2 && (string(head[:2]) == "\xff\xfe" || string(head[:2]) == "\xfe\xff"):
		utf16 := textencoding.UTF16(textencoding.BigEndian, textencoding.ExpectBOM)
		return bufio.NewReaderSize(utf16.NewDecoder().Reader(in), 1<<16), nil
	}
	return in, nil
}

// New chooses the reader by what decoded text looks like. A reader of separated
// values has read its header and knows its columns; one of JSON knows those that it
// has met.
func New(text *bufio.Reader, words Vocabulary) (Reader, error) {
	l := NewLines(text)
	head, err := firstLine(l)
	if err != nil {
		return nil, err
	}
	l.back([]Line{head})
	switch start := strings.TrimSpace(string(head.Text)); {
	case strings.HasPrefix(start, "PK\x03\x04"):
		return nil, file("spreadsheet")
	case strings.HasPrefix(start, "{"):
		return newNDJSON(l, words), nil
	}
	return newSeparated(l, words)
}

// Headed reports whether a reader knows all columns of its file from a header.
func Headed(r Reader) bool {
	_, ok := r.(*separated)
	return ok
}

// file is what is wrong with a whole file.
func file(code string, args ...any) error {
	var p registry.Problems
	p.Add("file", code, args...)
	return p
}

// badLine is what is wrong with one line.
func badLine(code string, args ...any) error {
	var p registry.Problems
	p.Add("line", code, args...)
	return p
}
