package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync/atomic"

	"github.com/retrouve/retrouve/registry/table"
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
	if s.Reader, err = table.Decode(counted{f, &s.read}); err != nil {
		return nil, errors.Join(within("cannot read "+path, err), f.Close())
	}
	return s, nil
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
