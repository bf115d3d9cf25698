package vault

import (
	"os"
	"path/filepath"
	"testing"
)

// TestPromote: the next key takes the place of the old one, which is kept; once
// more changes nothing; and neither does a crash between the steps.
func TestPromote(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data.key")
	old, _, err := LoadOrCreate(path)
	if err != nil {
		t.Fatal(err)
	}
	next, _, err := LoadOrCreate(NextPath(path))
	if err != nil {
		t.Fatal(err)
	}
	other, _ := New(NewKey())
	if err := Promote(path, other); err == nil {
		t.Error("a key that is not the waiting one was promoted")
	}
	if err := os.Link(path, old.OldPath(path)); err != nil { // as a crash would leave it
		t.Fatal(err)
	}
	for range 2 {
		if err := Promote(path, next); err != nil {
			t.Fatal(err)
		}
		for file, want := range map[string]string{path: next.ID(), old.OldPath(path): old.ID()} {
			if v, err := Load(file); err != nil || v.ID() != want {
				t.Errorf("%s: %v", file, err)
			}
		}
		if _, err := os.Stat(NextPath(path)); err == nil {
			t.Error("the next key still waits")
		}
	}
}
