package registry_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

var updateDocs = flag.Bool("update", false, "write the tables of docs/privacy.md anew")

// classTable is the table of docs/privacy.md.
func classTable() string {
	var b strings.Builder
	b.WriteString("| record | what it is | P0 | P1 | P2 | P3 | P4 |\n|---|---|---|---|---|---|---|\n")
	for _, d := range registry.Declarations() {
		fmt.Fprintf(&b, "| %s | %s |", d.Type, d.What)
		for _, f := range d.Fields {
			fmt.Fprintf(&b, " %s |", strings.Join(strings.Fields(f), ", "))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestPrivacyPage holds docs/privacy.md to the classes in code.
func TestPrivacyPage(t *testing.T) {
	const file, from, to = "../docs/privacy.md", "-update -->\n", "<!-- end of classes -->"
	doc, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(doc), from)
	got, after, found := strings.Cut(rest, to)
	if !ok || !found {
		t.Fatal("docs/privacy.md has no place for the table of classes")
	}
	if *updateDocs {
		if err := os.WriteFile(file, []byte(before+from+classTable()+to+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != classTable() {
		t.Error("docs/privacy.md is not what registry/class.go says: run go test ./registry -run TestPrivacyPage -update")
	}
}
