package search

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
)

// Bleve deletes merged segments while a new generation is made durable.
func TestSyncTreeWhileFilesVanish(t *testing.T) {
	dir := t.TempDir()
	for i := range 400 {
		if err := os.WriteFile(filepath.Join(dir, strconv.Itoa(i)), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var deleting sync.WaitGroup
	deleting.Go(func() {
		for i := 399; i >= 0; i-- {
			_ = os.Remove(filepath.Join(dir, strconv.Itoa(i)))
		}
	})
	if err := syncTree(dir); err != nil {
		t.Error(err)
	}
	deleting.Wait()
	if err := syncTree(filepath.Join(dir, "absent")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a directory that is not there: %v", err)
	}
}
