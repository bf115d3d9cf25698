package registry_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// retentionTable is the table of docs/retention.md.
func retentionTable() string {
	var b strings.Builder
	b.WriteString("| what | kept | from | what stays |\n|---|---|---|---|\n")
	for _, r := range registry.Retentions() {
		keep := fmt.Sprintf("%d days", int(r.Keep/(24*time.Hour)))
		if r.Keep == 0 {
			keep = "until"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.What, keep, r.From, r.Then)
	}
	return b.String()
}

// TestRetentionDoc holds what operators read to what the program does.
func TestRetentionDoc(t *testing.T) {
	doc, err := os.ReadFile("../docs/retention.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(doc), retentionTable()) {
		t.Errorf("docs/retention.md must have this table:\n%s", retentionTable())
	}
}
