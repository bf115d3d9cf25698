package boltstore

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestFullDisk fills a small disk of its own, where the system lets it mount one.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=8m"); err != nil {
		t.Skipf("mounting is not permitted: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	ballast := filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 4<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	fillAndRecover(t, dir, 0, func(*Store) {
		if err := os.Remove(ballast); err != nil {
			t.Error(err)
		}
	})
}
