package boltstore_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/boltstore"
	"github.com/retrouve/retrouve/registry/storetest"
	"github.com/retrouve/retrouve/registry/vault"
)

// crashDir tells the test binary that it is the child of TestCrash.
const crashDir = "RETROUVE_TEST_CRASH_DIR"

// TestCrash kills a writing process at random moments. Every record whose commit
// was answered must be there afterwards, and nothing may be half written.
func TestCrash(t *testing.T) {
	if dir := os.Getenv(crashDir); dir != "" {
		writeUntilKilled(t, dir)
		return
	}
	rounds := 8
	if testing.Short() {
		rounds = 2
	}
	dir, total := t.TempDir(), 0
	v, _, err := vault.LoadOrCreate(filepath.Join(dir, "key"))
	if err != nil {
		t.Fatal(err)
	}
	acknowledged := map[string]bool{}
	for round := range rounds {
		for _, id := range killedChild(t, dir) {
			acknowledged[id] = true
		}
		s := open(t, filepath.Join(dir, "registry.db"), boltstore.Options{Sealer: v})
		verify(t, s)
		_ = s.View(t.Context(), func(r registry.Reader) error {
			for id := range acknowledged {
				var i storetest.Item
				if _, err := r.Get(registry.Ref{Kind: registry.KindTask, ID: id}, &i); err != nil || i.Text != "text of "+id {
					t.Errorf("round %d: %s was acknowledged: %q, %v", round, id, i.Text, err)
				}
			}
			total = r.Count(registry.KindTask)
			return nil
		})
		s.Close()
	}
	t.Logf("%d acknowledged, %d written", len(acknowledged), total)
	if len(acknowledged) == 0 {
		t.Error("nothing was acknowledged, so nothing was tested")
	}
}

// killedChild runs the child for a random time and returns what it acknowledged.
func killedChild(t *testing.T, dir string) (ids []string) {
	child := exec.Command(os.Args[0], "-test.run=^TestCrash$")
	child.Env = append(os.Environ(), crashDir+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if ids = append(ids, lines.Text()); len(ids) == 1 { // it has begun
			time.AfterFunc(time.Duration(rand.IntN(int(200*time.Millisecond))), func() { child.Process.Kill() })
		}
	}
	if err := child.Wait(); err == nil {
		t.Fatal("the child ended by itself")
	}
	return ids
}

// writeUntilKilled commits in several goroutines and prints the id of each record
// once its commit is answered.
func writeUntilKilled(t *testing.T, dir string) {
	v, err := vault.Load(filepath.Join(dir, "key"))
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, filepath.Join(dir, "registry.db"), boltstore.Options{Sealer: v})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for start := time.Now(); time.Since(start) < time.Minute; {
				id := registry.NewID()
				key := registry.Key{Index: registry.IndexQueue, Value: id[:2]}
				if _, err := s.Commit(t.Context(), storetest.Put(task(id, "text of "+id, key))); err != nil {
					t.Error(err)
					return
				}
				fmt.Println(id) // one write, so a kill leaves no half of a line
			}
		})
	}
	wg.Wait()
}
