package registry_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestSecurityPage holds docs/security.md to the tests: a row for each abuse case,
// each test that it names exists, and a row without a test says that it is not built.
func TestSecurityPage(t *testing.T) {
	doc, err := os.ReadFile("../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	tests := testNames(t)
	for i := range 35 {
		id := fmt.Sprintf("A%02d", i+1)
		row := regexp.MustCompile(`(?m)^\| ` + id + ` \|.*$`).FindString(string(doc))
		if row == "" {
			t.Errorf("docs/security.md has no row %s", id)
			continue
		}
		cells := strings.Split(row, "|")
		last := cells[len(cells)-2]
		names := regexp.MustCompile(`\bTest\w+`).FindAllString(last, -1)
		for _, name := range names {
			if !tests[name] {
				t.Errorf("docs/security.md: %s names %s, which does not exist: name the test that holds the defence now", id, name)
			}
		}
		if len(names) == 0 && !strings.Contains(last, "not built yet") && id != "A34" {
			t.Errorf("docs/security.md: %s names no test and does not say that it is not built yet", id)
		}
	}
}

// TestHardCasesHaveTheirTests: docs/linking.md names the test behind each promise,
// and each of them exists.
func TestHardCasesHaveTheirTests(t *testing.T) {
	doc, err := os.ReadFile("../docs/linking.md")
	if err != nil {
		t.Fatal(err)
	}
	tests := testNames(t)
	promised := regexp.MustCompile("`(Test[A-Z][A-Za-z]+)`").FindAllStringSubmatch(string(doc), -1)
	if len(promised) < 15 {
		t.Errorf("only %d tests are named", len(promised))
	}
	for _, p := range promised {
		if !tests[p[1]] {
			t.Errorf("docs/linking.md names %s, which does not exist", p[1])
		}
	}
}

// testNames returns the names of all tests of the module.
func testNames(t *testing.T) map[string]bool {
	names := map[string]bool{}
	decl := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() == "node_modules" {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(file, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(file)
		for _, m := range decl.FindAllStringSubmatch(string(text), -1) {
			names[m[1]] = true
		}
		return err
	})
	if err != nil || len(names) < 300 {
		t.Fatalf("found %d tests: %v", len(names), err)
	}
	return names
}
