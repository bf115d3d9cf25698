package table

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// separated reads comma, semicolon, tab or bar separated values. A field may be in
// double quotes and then hold separators, line ends and doubled quotes.
type separated struct {
	lines  *Lines
	sep    byte
	width  int
	names  []string // canonical by position, "" for an unknown column
	header []string // as written
	open   int      // the lines ahead up to this one close no quote
}

func newSeparated(l *Lines, words Vocabulary) (*separated, error) {
	head, err := firstLine(l)
	if err != nil {
		return nil, err
	}
	t := &separated{lines: l, sep: sniff(head.Text)}
	fields, err := t.fields(head)
	if err != nil {
		return nil, err
	}
	if !utf8.Valid(head.Text) {
		return nil, file("header")
	}
	t.header, t.width = fields, len(fields)
	for _, f := range fields {
		t.names = append(t.names, words.Canonical(f))
	}
	return t, twice(t.names, t.header)
}

// firstLine returns the first line that is not empty.
func firstLine(l *Lines) (Line, error) {
	for {
		head, err := l.Next()
		if errors.Is(err, io.EOF) {
			return head, file("empty")
		}
		if err != nil || len(bytes.TrimSpace(head.Text)) > 0 {
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

// Next returns the next record. Lines that cannot be read come as a record with
// an error; the reader goes on behind them.
func (t *separated) Next() (Record, error) {
	for {
		l, err := t.lines.Next()
		if err != nil {
			return Record{}, err
		}
		if len(bytes.TrimSpace(l.Text)) == 0 && !l.TooLong {
			continue
		}
		fields, err := t.fields(l)
		if cut := (*Cut)(nil); errors.As(err, &cut) {
			return Record{}, err
		}
		if err != nil {
			return Record{Line: l.No, Err: err}, nil
		}
		return t.record(l.No, fields), nil
	}
}

func (t *separated) record(no int, fields []string) Record {
	rec := Record{Line: no, Values: map[string]string{}}
	if len(fields) != t.width {
		rec.Err = badLine("columns", "n", len(fields), "want", t.width)
		if t.lines.cut && len(fields) < t.width && no == t.lines.no {
			rec.Err = badLine("cut_off", "n", len(fields), "want", t.width)
		}
		return rec
	}
	for i, f := range fields {
		if !utf8.ValidString(f) {
			rec.Err = badLine("encoding", "column", t.header[i])
			return rec
		}
		if f = strings.TrimSpace(f); f != "" && t.names[i] != "" {
			rec.Values[t.names[i]] = f
		}
	}
	return rec
}

// fields splits a line, and reads on while a quote is open. Where the quote
// never closes only the first line is refused: the rest is read again.
func (t *separated) fields(l Line) ([]string, error) {
	if l.TooLong {
		return nil, badLine("too_long")
	}
	fields, open := split(l.Text, t.sep)
	if !open {
		return fields, nil
	}
	size := len(l.Text)
	for n := range maxRecordLines {
		next, err := t.lines.peek(n)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if size += 1 + len(next.Text); next.TooLong || size > maxLine {
			t.lines.take(n + 1)
			return nil, badLine("too_long")
		}
		if t.closes(next) {
			text := slices.Grow(bytes.Clone(l.Text), size-len(l.Text))
			for _, more := range t.lines.take(n + 1) {
				text = append(append(text, '\n'), more.Text...)
			}
			fields, _ = split(text, t.sep)
			return fields, nil
		}
	}
	return nil, badLine("quote")
}

// closes reports whether a quote that is open where a line begins is closed where it
// ends: what stands before does not matter, so each line is looked at once.
func (t *separated) closes(l Line) bool {
	if l.No <= t.open {
		return false
	}
	t.open = l.No
	_, open := split(append([]byte{'"'}, l.Text...), t.sep)
	return !open
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

// Columns returns the columns of the header.
func (t *separated) Columns() (known, unknown []string) {
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
			return file("twice", "first", first, "second", header[i])
		}
		seen[n] = header[i]
	}
	return nil
}
