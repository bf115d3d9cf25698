package vault

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

func TestLoadOrCreate(t *testing.T) {
	path := PathBeside(filepath.Join(t.TempDir(), "data") + "/")
	a, created, err := LoadOrCreate(path)
	if err != nil || !created {
		t.Fatalf("first: created %v, %v", created, err)
	}
	b, created, err := LoadOrCreate(path)
	if err != nil || created || b.ID() != a.ID() {
		t.Fatalf("second: created %v, same key %v, %v", created, b.ID() == a.ID(), err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 || b.Warning() != "" {
		t.Errorf("mode %v, warning %q", info.Mode(), b.Warning())
	}
	if left, _ := filepath.Glob(path + ".new-*"); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	wrapped, _ := a.Wrap(testRef, NewKey())
	if _, err := b.Unwrap(testRef, wrapped); err != nil {
		t.Errorf("after loading again: %v", err)
	}
}

func TestCreateTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k")
	ids := make([]string, 8)
	var wg sync.WaitGroup
	for i := range ids {
		wg.Go(func() {
			v, _, err := LoadOrCreate(path)
			if err != nil {
				t.Error(err)
				return
			}
			ids[i] = v.ID()
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("different keys: %v", ids)
		}
	}
}

func TestLoadSentences(t *testing.T) {
	dir := t.TempDir()
	good := string(format(NewKey()))
	_, key, _ := strings.Cut(good, "key ")
	swap := "A"
	if key[0] == 'A' {
		swap = "B"
	}
	for name, c := range map[string]struct{ text, want string }{
		"empty":      {"", "52 letters"},
		"other file": {"PNG\x00\x01", "nothing else"},
		"cut":        {good[:len(good)-40], "damaged"},
		"typo":       {strings.Replace(good, "key "+key[:1], "key "+swap, 1), "a letter of one of them is wrong"},
		"two keys":   {good + good, "one line"},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(path); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Load(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "missing") {
		t.Errorf("missing file: %v", err)
	}
	if _, _, err := LoadOrCreate(filepath.Join(dir, "no", "folder")); err == nil || !strings.Contains(err.Error(), "cannot be created") {
		t.Errorf("missing folder: %v", err)
	}
	if _, _, err := LoadOrCreate(dir); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Errorf("a folder: %v", err)
	}
}

func TestPermissionWarning(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no such modes")
	}
	path := filepath.Join(t.TempDir(), "k")
	if _, _, err := LoadOrCreate(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if v, err := Load(path); err != nil || !strings.Contains(v.Warning(), "0644") {
		t.Errorf("warning %q, %v", v.Warning(), err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(format(bytes.Repeat([]byte{7}, KeySize)))
	f.Add([]byte("key AAAA\nid 00\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		master, err := parse(text)
		if err != nil {
			return
		}
		again, err := parse(format(master))
		if err != nil || !bytes.Equal(again, master) {
			t.Fatalf("does not survive its own format: %v", err)
		}
	})
}
