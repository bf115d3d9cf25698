package table

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

// Line is one physical line without its end.
type Line struct {
	No      int // from 1
	Text    []byte
	TooLong bool // more than 1 MB: Text is the beginning
}

// Lines reads physical lines of any length in bounded memory, and can go back to
// some of them.
type Lines struct {
	r     *bufio.Reader
	no    int
	ahead []Line
	cut   bool // the last line has no line end
}

// NewLines reads the lines of decoded text.
func NewLines(text *bufio.Reader) *Lines { return &Lines{r: text} }

// Next returns the next line, io.EOF after the last one, and a *Cut where
// a packed file ends in the middle.
func (l *Lines) Next() (Line, error) {
	if len(l.ahead) > 0 {
		return l.take(1)[0], nil
	}
	return l.read()
}

func (l *Lines) read() (Line, error) {
	var buf []byte
	out := Line{No: l.no + 1}
	for {
		part, err := l.r.ReadSlice('\n')
		if len(buf)+len(part) <= maxLine {
			buf = append(buf, part...)
		} else {
			out.TooLong = true
		}
		switch {
		case err == nil:
			l.no++
			out.Text = bytes.TrimRight(buf, "\r\n")
			return out, nil
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF) && len(buf) > 0:
			l.no++
			l.cut = true
			out.Text = bytes.TrimRight(buf, "\r\n")
			return out, nil
		case errors.Is(err, io.EOF):
			return Line{}, io.EOF
		default:
			return Line{}, &Cut{After: l.no, Err: err}
		}
	}
}

// peek returns the line that Next will return after n others.
func (l *Lines) peek(n int) (Line, error) {
	for len(l.ahead) <= n {
		next, err := l.read()
		if err != nil {
			return next, err
		}
		l.ahead = append(l.ahead, next)
	}
	return l.ahead[n], nil
}

// take returns the next n lines, which were peeked at.
func (l *Lines) take(n int) []Line {
	out := l.ahead[:n]
	l.ahead = l.ahead[n:]
	return out
}

// back makes Next return these lines again.
func (l *Lines) back(list []Line) { l.ahead = append(list, l.ahead...) }

// Cut says that a file ends too early or cannot be read on.
type Cut struct {
	After int // the last line that could be read
	Err   error
}

// Error says so in English.
func (c *Cut) Error() string {
	if c.Early() {
		return fmt.Sprintf("the file ends too early, after line %d: it is not complete", c.After)
	}
	return fmt.Sprintf("the file cannot be read after line %d: %v", c.After, c.Err)
}

// Early reports whether a packed file ends in the middle.
func (c *Cut) Early() bool { return errors.Is(c.Err, io.ErrUnexpectedEOF) }

// Unwrap returns the cause.
func (c *Cut) Unwrap() error { return c.Err }
