package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// runFile is where a run is written. It appears under its name when it is complete.
type runFile struct {
	path string
	file *os.File // nil when none was asked for
}

// newRunFile fails at once where the file could not be written at the end.
func newRunFile(path string) (*runFile, error) {
	if path == "" {
		return &runFile{}, nil
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file that can be replaced: choose another one with --run", path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.part")
	if err != nil {
		return nil, fmt.Errorf("the run file %s cannot be written: %w", path, cause(err))
	}
	return &runFile{path, f}, nil
}

// write completes the file.
func (r *runFile) write(text string) error {
	if r.file == nil {
		return nil
	}
	_, err := r.file.WriteString(text)
	if err == nil {
		err = r.file.Close()
	}
	if err == nil {
		err = os.Rename(r.file.Name(), r.path)
	}
	if err != nil {
		return fmt.Errorf("the run file %s cannot be written: %w", r.path, cause(err))
	}
	return nil
}

// discard throws away what was not completed.
func (r *runFile) discard() {
	if r.file != nil {
		_ = r.file.Close()
		_ = os.Remove(r.file.Name())
	}
}
