package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// record is one record of an import file: its values by canonical column.
type record struct {
	line   int
	values map[string]string
	err    error // why it cannot be read at all
}

// records yields the records of a file until io.EOF.
type records interface {
	next() (record, error)
	columns() (known, unknown []string)
}

// table reads comma, semicolon, tab or bar separated values. A field may be in
// double quotes and then hold separators, line ends and doubled quotes.
type table struct {
	lines  *lines
	sep    byte
	width  int
	names  []string // canonical by position, "" for an unknown column
	header []string // as written
}

func newTable(l *lines, words vocabulary) (*table, error) {
	head, err := firstLine(l)
	if err != nil {
		return nil, err
	}
	t := &table{lines: l, sep: sniff(head.text)}
	fields, err := t.fields(head)
	if err != nil {
		return nil, err
	}
	if !utf8.Valid(head.text) {
		return nil, errors.New("the header line is not UTF-8 text: save the file as UTF-8")
	}
	t.header, t.width = fields, len(fields)
	for _, f := range fields {
		t.names = append(t.names, words.canonical(f))
	}
	return t, twice(t.names, t.header)
}

// firstLine returns the first line that is not empty.
func firstLine(l *lines) (line, error) {
	for {
		head, err := l.next()
		if errors.Is(err, io.EOF) {
			return head, errors.New("the file is empty")
		}
		if err != nil || len(bytes.TrimSpace(head.text)) > 0 {
			return head, err
		}
	}
}

// sniff returns the separator that the header has most of, outside quotes.
func sniff(header []byte) byte {
	best, most := byte(','), 0
	for _, sep := range []byte{',', ';', '\t', '|'} {
		n, quoted := 0, false
		for _, c := range header {
			if c == '"' {
				quoted = !quoted
			} else if c == sep && !quoted {
				n++
			}
		}
		if n > most {
			best, most = sep, n
		}
	}
	return best
}

// next returns the next record. Lines that cannot be read come as a record with
// an error; the reader goes on behind them.
func (t *table) next() (record, error) {
	for {
		l, err := t.lines.next()
		if err != nil {
			return record{}, err
		}
		if len(bytes.TrimSpace(l.text)) == 0 && !l.tooLong {
			continue
		}
		fields, err := t.fields(l)
		if cut := (*truncated)(nil); errors.As(err, &cut) {
			return record{}, err
		}
		if err != nil {
			return record{line: l.no, err: err}, nil
		}
		return t.record(l.no, fields), nil
	}
}

func (t *table) record(no int, fields []string) record {
	rec := record{line: no, values: map[string]string{}}
	if len(fields) != t.width {
		rec.err = fmt.Errorf("it has %d columns where the header has %d", len(fields), t.width)
		if t.lines.cut && len(fields) < t.width && no == t.lines.no {
			rec.err = fmt.Errorf("it has %d of %d columns and no line end: the file seems to be cut off here", len(fields), t.width)
		}
		return rec
	}
	for i, f := range fields {
		if !utf8.ValidString(f) {
			rec.err = fmt.Errorf("column %s is not UTF-8 text", t.header[i])
			return rec
		}
		if f = strings.TrimSpace(f); f != "" && t.names[i] != "" {
			rec.values[t.names[i]] = f
		}
	}
	return rec
}

// fields splits a line, and reads on while a quote is open. Where the quote
// never closes only the first line is refused: the rest is read again.
func (t *table) fields(l line) ([]string, error) {
	text, more := l.text, []line(nil)
	for {
		if l.tooLong || len(text) > maxLine {
			return nil, errors.New("it is longer than 1 MB")
		}
		fields, open := split(text, t.sep)
		if !open {
			return fields, nil
		}
		next, err := t.lines.next()
		if cut := (*truncated)(nil); errors.As(err, &cut) {
			return nil, err
		}
		if err != nil || len(more) >= maxRecordLines {
			t.lines.back(more)
			return nil, errors.New("it has a quotation mark that is never closed")
		}
		more = append(more, next)
		text = append(append(bytes.Clone(text), '\n'), next.text...)
		l.tooLong = next.tooLong
	}
}

// split cuts a line into its fields; open means that it ends inside a quote. A
// quotation mark in the middle of a field is a letter like any other.
func split(text []byte, sep byte) (fields []string, open bool) {
	for {
		if len(text) > 0 && text[0] == '"' {
			field, rest, ok := quoted(text[1:], sep)
			if !ok {
				return nil, true
			}
			fields = append(fields, field)
			if rest == nil {
				return fields, false
			}
			text = rest
			continue
		}
		i := bytes.IndexByte(text, sep)
		if i < 0 {
			return append(fields, string(text)), false
		}
		fields = append(fields, string(text[:i]))
		text = text[i+1:]
	}
}

// quoted reads a field up to its closing quote. rest is nil at the end of the line.
func quoted(text []byte, sep byte) (field string, rest []byte, ok bool) {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] != '"':
			b.WriteByte(text[i])
		case i+1 == len(text):
			return b.String(), nil, true
		case text[i+1] == sep:
			return b.String(), text[i+2:], true
		default:
			b.WriteByte('"')
			if text[i+1] == '"' {
				i++
			}
		}
	}
	return "", nil, false
}

func (t *table) columns() (known, unknown []string) {
	for i, name := range t.names {
		if name == "" {
			unknown = append(unknown, t.header[i])
		} else {
			known = append(known, name)
		}
	}
	return known, unknown
}

func twice(names, header []string) error {
	seen := map[string]string{}
	for i, n := range names {
		if n == "" {
			continue
		}
		if first, again := seen[n]; again {
			return fmt.Errorf("the columns %q and %q mean the same: keep one of them", first, header[i])
		}
		seen[n] = header[i]
	}
	return nil
}
