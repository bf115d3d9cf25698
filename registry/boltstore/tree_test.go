package boltstore

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry/vault"
	"go.etcd.io/bbolt"
)

func newSealer(t testing.TB) *vault.Vault {
	v, err := vault.New(vault.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestDrawing compares the tree drawn in doc.go with a fresh file.
func TestDrawing(t *testing.T) {
	s, err := Open(filepath.Join(t.TempDir(), "registry.db"), Options{Sealer: newSealer(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var file []string
	err = s.db.View(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
			file = append(file, string(name))
			return b.ForEach(func(k, _ []byte) error {
				file = append(file, string(name)+"/"+string(k))
				return nil
			})
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	drawn := drawing(t)
	slices.Sort(file)
	slices.Sort(drawn)
	if !slices.Equal(file, drawn) {
		t.Errorf("a fresh file has\n%q\nand doc.go draws\n%q", file, drawn)
	}
}

// drawing reads the names in doc.go: a bucket at the margin, what is in it behind
// a branch. Indented lines without a branch are remarks.
func drawing(t *testing.T) (names []string) {
	src, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, tree, _ := strings.Cut(string(src), "# Bucket tree")
	tree, _, _ = strings.Cut(tree, "//\n// # ")
	top := ""
	for line := range strings.Lines(tree) {
		line, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), "//\t")
		name, _, _ := strings.Cut(strings.TrimLeft(line, "├└─ "), " ")
		switch {
		case !ok || strings.HasPrefix(line, " "):
		case strings.HasPrefix(line, "├") || strings.HasPrefix(line, "└"):
			names = append(names, top+"/"+name)
		default:
			top = name
			names = append(names, name)
		}
	}
	return names
}
