package search

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// Whatever is wrong with the files, the index heals itself.
func TestDamagedIndexIsRebuilt(t *testing.T) {
	for name, damage := range map[string]func(t *testing.T, dir, gen string){
		"marker":        func(t *testing.T, _, gen string) { write(t, filepath.Join(gen, fileOpening), "") },
		"no pointer":    func(t *testing.T, dir, _ string) { remove(t, filepath.Join(dir, fileCurrent)) },
		"odd pointer":   func(t *testing.T, dir, _ string) { write(t, filepath.Join(dir, fileCurrent), "../../etc") },
		"lost pointer":  func(t *testing.T, dir, _ string) { write(t, filepath.Join(dir, fileCurrent), "gen-77") },
		"no metadata":   func(t *testing.T, _, gen string) { remove(t, filepath.Join(gen, "notices", "index_meta.json")) },
		"odd metadata":  func(t *testing.T, _, gen string) { write(t, filepath.Join(gen, "reports", "index_meta.json"), "{") },
		"no reports":    func(t *testing.T, _, gen string) { remove(t, filepath.Join(gen, "reports")) },
		"empty root":    func(t *testing.T, _, gen string) { write(t, filepath.Join(gen, "notices", "store", "root.bolt"), "") },
		"no generation": func(t *testing.T, _, gen string) { remove(t, gen) },
		"lost segments": func(t *testing.T, _, gen string) {
			files, err := filepath.Glob(filepath.Join(gen, "notices", "store", "*.zap"))
			if err != nil || len(files) == 0 {
				t.Fatal("no segments", err)
			}
			for _, f := range files {
				remove(t, f)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, dir := newStore(t), t.TempDir()
			seq := put(t, s, notice("a", "Maria Silva"))
			x, err := Open(t.Context(), dir, s, fixedClock{testNow}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			stop := run(t, x)
			wait(t, x, seq)
			stop()
			gen, _ := current(dir)
			damage(t, dir, gen)
			if x, err = Open(t.Context(), dir, s, fixedClock{testNow}, Options{}); err != nil {
				t.Fatal(err)
			}
			stop = run(t, x)
			wait(t, x, seq)
			expect(t, x, "silva", "a")
			noDifference(t, x)
			stop()
			if left, _ := filepath.Glob(filepath.Join(dir, dirPrefix+"*")); len(left) != 1 {
				t.Errorf("generations left: %v", left)
			}
		})
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
}

// Another store, as after a restore, has another epoch; the index of the old one
// serves until the new one is there.
func TestRestoredStoreIsIndexedAnew(t *testing.T) {
	old, dir := newStore(t), t.TempDir()
	seq := put(t, old, notice("a", "Maria Silva"))
	x, err := Open(t.Context(), dir, old, fixedClock{testNow}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	stop := run(t, x)
	wait(t, x, seq)
	stop()
	s := newStore(t)
	seq = put(t, s, notice("b", "Maria Silva"))
	x, err = Open(t.Context(), dir, s, fixedClock{testNow}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if st := x.Status(); !st.Serving || st.Applied != 0 {
		t.Errorf("%+v", st)
	}
	expect(t, x, "silva") // a is not in this store
	run(t, x)
	wait(t, x, seq)
	expect(t, x, "silva", "b")
	noDifference(t, x)
}

func TestOtherMappingIsNotServed(t *testing.T) {
	s, dir := newStore(t), t.TempDir()
	seq := put(t, s, notice("a", "Maria Silva"))
	g, err := createGeneration(filepath.Join(dir, "gen-4"), "x", Options{LockTimeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	for _, idx := range g.indexes() {
		if err := idx.SetInternal([]byte(keyMapping), []byte("0")); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(g.close(), writeFile(filepath.Join(dir, fileCurrent), []byte("gen-4"))); err != nil {
		t.Fatal(err)
	}
	x, err := Open(t.Context(), dir, s, fixedClock{testNow}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := x.Search(t.Context(), registry.Query{Text: "silva"}); registry.KindOf(err) != registry.KindUnavailable {
		t.Errorf("%v", err)
	}
	run(t, x)
	wait(t, x, seq)
	expect(t, x, "silva", "a")
	if is, _ := current(dir); filepath.Base(is) != "gen-5" {
		t.Error(is)
	}
}

// A second process must not wait for ever, nor throw away what the first one serves.
func TestLockedIndexIsRefused(t *testing.T) {
	s, dir := newStore(t), t.TempDir()
	seq := put(t, s, notice("a", "Maria Silva"))
	x := start(t, dir, s, fixedClock{testNow})
	wait(t, x, seq)
	_, err := Open(t.Context(), dir, s, fixedClock{testNow}, Options{LockTimeout: 50 * time.Millisecond})
	if registry.KindOf(err) != registry.KindUnavailable {
		t.Fatalf("%v", err)
	}
	expect(t, x, "silva", "a")
	if gen, _ := current(dir); gen == "" {
		t.Error("the pointer is gone")
	} else if _, err := os.Stat(filepath.Join(gen, fileOpening)); err == nil {
		t.Error("the marker was left")
	}
}
