package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Limits of one record: longer ones are refused, not read into memory.
const (
	maxLine        = 1 << 20
	maxRecordLines = 500
)

// line is one physical line without its end.
type line struct {
	no      int // from 1
	text    []byte
	tooLong bool
}

// lines reads physical lines and lets the reader go back to some of them.
type lines struct {
	r     *bufio.Reader
	no    int
	ahead []line
	cut   bool // the last line has no line end
}

// next returns the next line, io.EOF after the last one, and errTruncated where
// a packed file ends in the middle.
func (l *lines) next() (line, error) {
	if len(l.ahead) > 0 {
		out := l.ahead[0]
		l.ahead = l.ahead[1:]
		return out, nil
	}
	var buf []byte
	out := line{no: l.no + 1}
	for {
		part, err := l.r.ReadSlice('\n')
		if len(buf)+len(part) <= maxLine {
			buf = append(buf, part...)
		} else {
			out.tooLong = true
		}
		switch {
		case err == nil:
			l.no++
			out.text = bytes.TrimRight(buf, "\r\n")
			return out, nil
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF) && len(buf) > 0:
			l.no++
			l.cut = true
			out.text = bytes.TrimRight(buf, "\r\n")
			return out, nil
		case errors.Is(err, io.EOF):
			return line{}, io.EOF
		default:
			return line{}, &truncated{after: l.no, err: err}
		}
	}
}

// back makes next return these lines again.
func (l *lines) back(list []line) { l.ahead = append(list, l.ahead...) }

// truncated says that a file ends too early or cannot be read on.
type truncated struct {
	after int
	err   error
}

func (t *truncated) Error() string {
	if errors.Is(t.err, io.ErrUnexpectedEOF) {
		return fmt.Sprintf("the file ends too early, after line %d: it is not complete", t.after)
	}
	return fmt.Sprintf("the file cannot be read after line %d: %v", t.after, cause(t.err))
}

func (t *truncated) Unwrap() error { return t.err }
