package main

import (
	"encoding/binary"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"go.etcd.io/bbolt"
)

func TestFolderFailures(t *testing.T) {
	t.Run("no registry", func(t *testing.T) {
		oneSentence(t, command(t, "check", "-d", t.TempDir()), "there is no registry in the folder")
	})
	t.Run("a file in its place", func(t *testing.T) {
		oneSentence(t, command(t, "event", "add", "x", "--name-en", "x", "-d", file(t, "data", "")), "is a file and not a folder")
	})
	t.Run("below a file", func(t *testing.T) {
		oneSentence(t, command(t, "event", "add", "x", "--name-en", "x", "-d", filepath.Join(file(t, "f", ""), "data")), "cannot be made")
	})
	t.Run("not writable", func(t *testing.T) {
		if os.Getuid() == 0 || runtime.GOOS == "windows" {
			t.Skip("this user may write everywhere")
		}
		dir := dataFolder(t)
		if err := os.Chmod(filepath.Join(dir, databaseName), 0o400); err != nil {
			t.Fatal(err)
		}
		oneSentence(t, command(t, "event", "list", "-d", dir), "may not write")
	})
	t.Run("locked", func(t *testing.T) {
		dir := dataFolder(t)
		db, err := bbolt.Open(filepath.Join(dir, databaseName), 0o600, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		oneSentence(t, command(t, "import", file(t, "a.csv", "name\nA\n"), "--kind", "notices", "-d", dir), "is in use by another retrouve")
	})
	t.Run("newer version", func(t *testing.T) {
		dir := dataFolder(t)
		setSchema(t, dir, 99)
		oneSentence(t, command(t, "event", "list", "-d", dir), "version 99")
	})
	t.Run("port in use", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		oneSentence(t, command(t, "serve", "--listen", l.Addr().String(), "-d", dataFolder(t)), "is in use by another program")
		oneSentence(t, command(t, "demo", "--listen", "nonsense"), "cannot listen")
	})
}

func setSchema(t *testing.T, dir string, version uint64) {
	t.Helper()
	db, err := bbolt.Open(filepath.Join(dir, databaseName), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("meta")).Put([]byte("schema"), binary.BigEndian.AppendUint64(nil, version))
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestKeyFailures(t *testing.T) {
	dir := dataFolder(t)
	key := dir + ".key"
	t.Run("made beside the folder", func(t *testing.T) {
		if _, err := os.Stat(key); err != nil {
			t.Fatal(err)
		}
		r := must(t, "event", "add", "x", "--name-en", "x", "-d", filepath.Join(t.TempDir(), "new"))
		if !strings.Contains(r.err, "WITHOUT IT NOBODY CAN READ") {
			t.Errorf("no warning: %q", r.err)
		}
	})
	t.Run("inside the folder", func(t *testing.T) {
		oneSentence(t, command(t, "event", "list", "-d", dir, "--key", filepath.Join(dir, "k")), "lies in the data folder")
	})
	t.Run("foreign", func(t *testing.T) {
		other := dataFolder(t)
		oneSentence(t, command(t, "event", "list", "-d", dir, "--key", other+".key"), "does not belong to this data folder")
	})
	t.Run("missing", func(t *testing.T) {
		if err := os.Rename(key, key+".away"); err != nil {
			t.Fatal(err)
		}
		oneSentence(t, command(t, "event", "list", "-d", dir), "is missing")
		if _, err := os.Stat(key); err == nil {
			t.Error("another key was made in its place")
		}
	})
}

func TestDamagedDatabase(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"empty":    func([]byte) []byte { return nil },
		"cut":      func(b []byte) []byte { return b[:len(b)/2] },
		"no roots": func(b []byte) []byte { clear(b[:2*os.Getpagesize()]); return b },
		"not ours": func([]byte) []byte { return []byte(strings.Repeat("hello ", 5000)) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := dataFolder(t)
			path := filepath.Join(dir, databaseName)
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, damage(b), 0o600); err != nil {
				t.Fatal(err)
			}
			oneSentence(t, command(t, "check", "-d", dir), "is damaged")
		})
	}
}

// A flipped bit in a record is found and named, and nothing is made worse.
func TestCheckFindsDamage(t *testing.T) {
	dir := dataFolder(t)
	must(t, "import", file(t, "a.csv", "id,name\n1,Amina\n"), "--kind", "notices", "-d", dir)
	must(t, "check", "-d", dir)
	db, err := bbolt.Open(filepath.Join(dir, databaseName), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte("record")).Bucket([]byte("notice"))
		id, value := b.Cursor().First()
		bad := append([]byte(nil), value...)
		bad[len(bad)-1] ^= 1
		return b.Put(id, bad)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	r := command(t, "check", "-d", dir)
	oneSentence(t, r, "wrong in")
	if !strings.Contains(r.out, "notice/") {
		t.Errorf("the record is not named: %q", r.out)
	}
}

// A damaged index repairs itself and says so.
func TestDamagedIndex(t *testing.T) {
	for name, damage := range map[string]func(path string) error{
		"cut":   func(path string) error { return os.Truncate(path, 1000) },
		"gone":  os.Remove,
		"empty": func(path string) error { return os.Truncate(path, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := dataFolder(t)
			must(t, "import", file(t, "a.csv", "id,name\n1,Amina\n2,Bilal\n"), "--kind", "notices", "-d", dir)
			list, err := filepath.Glob(filepath.Join(dir, indexName, "gen-*", "notices", "store", "root.bolt"))
			if err != nil || len(list) != 1 {
				t.Fatalf("index files %v, %v", list, err)
			}
			if err := damage(list[0]); err != nil {
				t.Fatal(err)
			}
			r := program(t, "check", "-d", dir)
			out, err := r.CombinedOutput()
			if err != nil {
				// a file that was cut can end the process; the next start repairs
				out, err = program(t, "check", "-d", dir).CombinedOutput()
			}
			if err != nil || !strings.Contains(string(out), "index is rebuilt") || !strings.Contains(string(out), "All is well") {
				t.Errorf("%v\n%s", err, out)
			}
			must(t, "reindex", "-d", dir)
		})
	}
}
