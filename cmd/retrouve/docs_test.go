package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestHardCasesHaveTheirTests: docs/linking.md names the test behind each promise,
// and each of them exists.
func TestHardCasesHaveTheirTests(t *testing.T) {
	doc, err := os.ReadFile("../../docs/linking.md")
	if err != nil {
		t.Fatal(err)
	}
	promised := regexp.MustCompile("`(Test[A-Z][A-Za-z]+)`").FindAllStringSubmatch(string(doc), -1)
	if len(promised) < 15 {
		t.Fatalf("only %d tests are named", len(promised))
	}
	var code strings.Builder
	err = filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		b, err := os.ReadFile(path)
		code.Write(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range promised {
		if !strings.Contains(code.String(), "func "+p[1]+"(t *testing.T)") {
			t.Errorf("there is no %s", p[1])
		}
	}
}
