package search

import (
	"bytes"
	"crypto/cipher"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// clearText counts the files below a directory that hold one of the words.
func clearText(t *testing.T, dir string, words ...string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, w := range words {
			if bytes.Contains(bytes.ToLower(b), []byte(strings.ToLower(w))) {
				n++
				break
			}
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return n
}

// TestSealedParts: what was written is read again; nothing else is, whether it was cut,
// emptied or changed in a bit.
func TestSealedParts(t *testing.T) {
	s := &seals{keys: map[string]cipher.AEAD{}}
	if err := s.use("/x", make([]byte, KeySize)); err != nil {
		t.Fatal(err)
	}
	mark, seal, err := s.writer([]byte("/x/1.zap"))
	if err != nil {
		t.Fatal(err)
	}
	open, err := s.reader(mark, []byte("/x/1.zap"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.reader("aes-gcm-2", []byte("/x/1.zap")); err == nil {
		t.Error("an index is read that has no check sums")
	}
	for _, plain := range []string{"", once, strings.Repeat(once, 3), strings.Repeat(once, 5000), once + "x", "Ana Reis"} {
		sealed := seal([]byte(plain))
		if got, err := open(sealed); err != nil || string(got) != plain {
			t.Fatalf("%.10q is read as %.10q, %v", plain, got, err)
		}
		for n := range sealed {
			for from := range len(sealed) - n + 1 {
				if got, err := open(sealed[from : from+n]); err == nil {
					t.Fatalf("%.10q: bytes %d to %d are read as %.10q", plain, from, from+n, got)
				}
			}
			for bit := range 8 {
				bad := bytes.Clone(sealed)
				bad[n] ^= 1 << bit
				if got, err := open(bad); err == nil {
					t.Fatalf("%.10q: with bit %d of byte %d changed it is read as %.10q", plain, bit, n, got)
				}
			}
		}
	}
	if got, err := open(short(0)); err == nil {
		t.Errorf("no times is read as %q", got)
	}
}

// TestSealed: no word of a record is in any file of a sealed index, not while it
// follows the store, not after a merge, not after it was opened again; a key that
// is another builds it anew, and so does none.
func TestSealed(t *testing.T) {
	words := []string{"canary", "zanzibar"}
	s := newStore(t)
	dir := t.TempDir()
	open := func(key []byte) (*Index, func()) {
		x, err := Open(t.Context(), dir, s, fixedClock{testNow}, Options{Gather: time.Millisecond, Key: key})
		if err != nil {
			t.Fatal(err)
		}
		return x, run(t, x)
	}
	person := func(id string) *registry.Notice {
		return notice(id, "Canary Smith", func(n *registry.Notice) { n.LastSeen.Place.Area = "Zanzibar" })
	}
	key := bytes.Repeat([]byte{7}, KeySize)
	x, stop := open(key)
	for _, id := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		wait(t, x, put(t, s, person(id)))
	}
	if len(search(t, x, "canary smith")) != 8 {
		t.Error("not found while following")
	}
	if err := x.Rebuild(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	last := put(t, s, person("i"))
	wait(t, x, last)
	stop()
	if n := clearText(t, dir, words...); n != 0 {
		t.Errorf("%d files hold a word of a record", n)
	}
	for name, key := range map[string][]byte{"the same key": key, "another key": bytes.Repeat([]byte{8}, KeySize)} {
		x, stop := open(key)
		wait(t, x, last)
		if got := len(search(t, x, "canary smith")); got != 9 {
			t.Errorf("%s: %d found", name, got)
		}
		stop()
		if n := clearText(t, dir, words...); n != 0 {
			t.Errorf("%s: %d files hold a word of a record", name, n)
		}
	}
	x, stop = open(nil)
	wait(t, x, last)
	stop()
	if clearText(t, dir, words...) == 0 {
		t.Fatal("an index in the clear holds no word: this test shows nothing")
	}
	x, stop = open(key)
	wait(t, x, last)
	stop()
	if n := clearText(t, dir, words...); n != 0 {
		t.Errorf("sealed later: %d files hold a word of a record", n)
	}
}
