package boltstore_test

import (
	"bytes"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry/boltstore"
	"github.com/retrouve/retrouve/registry/storetest"
)

// refuses checks that Open fails with a sentence that contains want.
func refuses(t *testing.T, path string, opts boltstore.Options, want string) {
	t.Helper()
	s, err := boltstore.Open(path, opts)
	if err == nil {
		s.Close()
		t.Errorf("opens, want %q", want)
	} else if !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %q", err, want)
	}
}

func TestOpenSentences(t *testing.T) {
	dir, v := t.TempDir(), newVault(t)
	path := filepath.Join(dir, "registry.db")
	opts := boltstore.Options{Sealer: v, Timeout: 50 * time.Millisecond}
	refuses(t, path, boltstore.Options{}, "needs a sealer")
	refuses(t, filepath.Join(dir, "none", "registry.db"), opts, "there is no registry in the folder")
	refuses(t, path, boltstore.Options{Sealer: v, ReadOnly: true}, "there is no registry in the folder")

	s := open(t, path, opts)
	refuses(t, path, opts, "another retrouve is running on this folder")
	refuses(t, path, boltstore.Options{Sealer: v, Timeout: 50 * time.Millisecond, ReadOnly: true}, "another retrouve is running")
	s.Close()
	refuses(t, path, boltstore.Options{Sealer: newVault(t)}, "this key file does not belong to this data folder")
	open(t, path, opts) // none of the refusals keeps it locked

	if left, _ := filepath.Glob(path + ".new-*"); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestOpenUnwritable(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	if f, err := os.Create(filepath.Join(dir, "x")); err == nil {
		f.Close()
		t.Skip("this user may write anywhere")
	}
	refuses(t, filepath.Join(dir, "registry.db"), boltstore.Options{Sealer: newVault(t)}, "may not write in the folder")
}

// TestOpenTogether lets two create the same file at once: one gets it, the other
// waits for it.
func TestOpenTogether(t *testing.T) {
	path, v := filepath.Join(t.TempDir(), "registry.db"), newVault(t)
	done := make(chan error, 4)
	for range cap(done) {
		go func() {
			s, err := boltstore.Open(path, boltstore.Options{Sealer: v, Timeout: 10 * time.Second})
			if err == nil {
				err = s.Close()
			}
			done <- err
		}()
	}
	for range cap(done) {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// filled makes a store with some records and returns its bytes.
func filled(t *testing.T, path string, opts boltstore.Options) []byte {
	s := open(t, path, opts)
	for n := range 200 {
		if _, err := s.Commit(t.Context(), storetest.Put(task(string(rune('a'+n)), strings.Repeat("text ", 100)))); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestOpenDamaged(t *testing.T) {
	path, opts := filepath.Join(t.TempDir(), "registry.db"), boltstore.Options{Sealer: newVault(t)}
	good := filled(t, path, opts)
	noise := make([]byte, 1<<16)
	rand.Read(noise)
	pages := func(from, to int, with []byte) []byte {
		bad := bytes.Clone(good)
		copy(bad[from<<12:to<<12], with)
		return bad
	}
	for name, data := range map[string][]byte{
		"empty":           nil,
		"one byte":        good[:1],
		"one page":        good[:4096],
		"two pages":       good[:8192],
		"half a page":     good[:10000],
		"cut in the data": good[:40960],
		"noise":           noise,
		"zeros":           make([]byte, len(good)),
		"no meta pages":   pages(0, 2, make([]byte, 8192)),
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			refuses(t, path, opts, "is damaged; keep the file and restore the last backup")
			if after, _ := os.ReadFile(path); !bytes.Equal(after, data) {
				t.Error("the damaged file was changed")
			}
		})
	}
}

// TestDamagedPages overwrites one page after another. Whatever that hits, there is
// an error or an intact store, never a panic.
func TestDamagedPages(t *testing.T) {
	path, opts := filepath.Join(t.TempDir(), "registry.db"), boltstore.Options{Sealer: newVault(t)}
	good := filled(t, path, opts)
	noise := make([]byte, 4096)
	rand.Read(noise)
	detected := 0
	for page := range min(len(good)>>12, 64) {
		bad := bytes.Clone(good)
		copy(bad[page<<12:], noise)
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := boltstore.Open(path, opts)
		if err != nil {
			detected++
			continue
		}
		if errs := s.Verify(t.Context(), nil); errs != nil {
			detected++
		}
		_, _ = s.Commit(t.Context(), storetest.Put(task("a", "new"), task("z", "new")))
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	if detected < 16 {
		t.Errorf("only %d damaged pages were noticed", detected)
	}
}
