package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync/atomic"

	"golang.org/x/text/encoding/unicode"
)

// source is an import file as UTF-8 text, whatever it was packed in.
type source struct {
	*bufio.Reader
	file *os.File
	size int64
	read atomic.Int64 // bytes of the file itself, for the progress bar
}

// openSource opens a file, unpacks gzip and turns UTF-16 with a byte order mark
// into UTF-8. What it is, is told by its first bytes and not by its name.
func openSource(path string) (*source, error) {
	f, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("there is no file %s", path)
	case err != nil:
		return nil, fmt.Errorf("cannot read %s: %w", path, cause(err))
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = fmt.Errorf("%s is a folder: name the files in it", path)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	s := &source{file: f, size: info.Size()}
	if s.Reader, err = decoded(bufio.NewReader(counted{f, &s.read})); err != nil {
		return nil, errors.Join(fmt.Errorf("cannot read %s: %w", path, err), f.Close())
	}
	return s, nil
}

// decoded takes off compression and byte order mark.
func decoded(r *bufio.Reader) (*bufio.Reader, error) {
	if head, _ := r.Peek(2); string(head) == "\x1f\x8b" {
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, errors.New("it is a damaged gzip file")
		}
		r = bufio.NewReaderSize(z, 1<<16)
	}
	head, _ := r.Peek(3)
	switch {
	case len(head) == 3 && string(head) == "\xef\xbb\xbf":
		_, err := r.Discard(3)
		return r, err
	case len(head) >= 2 && (string(head[:2]) == "\xff\xfe" || string(head[:2]) == "\xfe\xff"):
		utf16 := unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM)
		return bufio.NewReaderSize(utf16.NewDecoder().Reader(r), 1<<16), nil
	}
	return r, nil
}

func (s *source) Close() error { return s.file.Close() }

// counted counts what is read through it.
type counted struct {
	r io.Reader
	n *atomic.Int64
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}
