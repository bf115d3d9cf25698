package registry_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/retrouve/retrouve"

// arrow says what the files of a folder may import beside the standard library.
// An entry that ends in "..." stands for all that begins so.
type arrow struct {
	own   []string // folders of this module
	tech  []string // modules of others
	tests bool     // may import package testing
}

// arrows is the table of the house plan. The first row that fits a folder holds.
var arrows = []struct {
	dir string
	arrow
}{
	{"registry", arrow{tech: []string{"golang.org/x/text/unicode/norm"}}},
	// The second factor: RFC 6238 and the picture of its secret.
	{"registry/access", arrow{own: []string{"registry"}, tech: []string{"golang.org/x/crypto/argon2", "github.com/pquerna/otp..."}}},
	{"registry/boltstore", arrow{own: []string{"registry"}, tech: []string{"go.etcd.io/bbolt..."}}},
	{"registry/memstore", arrow{own: []string{"registry"}}},
	{"registry/storetest", arrow{own: []string{"registry", "registry/memstore"}, tests: true}},
	{"registry/vault", arrow{own: []string{"registry"}}},
	{"registry/pfif", arrow{own: []string{"registry"}, tech: []string{"golang.org/x/text..."}}},
	{"registry/photo", arrow{own: []string{"registry"}, tech: []string{"golang.org/x/image..."}}},
	// Lists come in UTF-16 too, and their headers with accents.
	{"registry/table", arrow{own: []string{"registry"}, tech: []string{"golang.org/x/text..."}}},
	{"registry/spam", arrow{}},
	{"registry/notify", arrow{own: []string{"registry"}, tech: []string{"github.com/wneessen/go-mail"}}},

	{"search", arrow{
		own:  []string{"registry", "search/names", "search/places", "search/match", "search/texts", "search/internal/segment"},
		tech: []string{"github.com/blevesearch/...", "github.com/RoaringBitmap/roaring/v2", "go.etcd.io/bbolt/errors"},
	}},
	{"search/names", arrow{own: []string{"registry", "search/names/internal/..."}, tech: []string{"golang.org/x/text..."}}},
	{"search/names/internal/han/gen", arrow{tech: []string{"..."}}}, // a module of its own
	{"search/names/internal/...", arrow{own: []string{"search/names/internal/han"}, tech: []string{"golang.org/x/text..."}}},
	{"search/texts", arrow{own: []string{"search/names"}, tech: []string{"golang.org/x/text...", "github.com/blevesearch/bleve/v2/analysis...", "github.com/blevesearch/bleve/v2/registry"}}},
	// Names of places are folded as names of people are.
	{"search/places", arrow{own: []string{"registry", "search/names"}, tech: []string{"golang.org/x/text..."}}},
	{"search/places/gen", arrow{own: []string{"search/places"}}},
	// A name is half of a match, so match may compare names.
	{"search/match", arrow{own: []string{"registry", "search/names", "search/texts"}, tech: []string{"golang.org/x/text..."}}},
	{"search/internal/segment", arrow{tech: []string{"github.com/blevesearch/...", "github.com/RoaringBitmap/roaring/v2", "github.com/golang/snappy"}}},
	{"search/internal/...", arrow{own: []string{"registry"}}},

	{"templates", arrow{own: []string{"templates/i18n"}}},
	{"templates/i18n", arrow{tech: []string{"golang.org/x/text..."}}},
	{"templates/i18n/spoken", arrow{tech: []string{"golang.org/x/text..."}}},
	{"static", arrow{}},
	{"httpapi", arrow{
		own:  []string{"registry", "registry/access", "registry/photo", "registry/pfif", "registry/spam", "registry/table", "search", "search/places", "templates...", "static"},
		tech: []string{"github.com/labstack/echo...", "golang.org/x/text...", "golang.org/x/net..."},
	}},
	{"cmd/...", arrow{own: []string{"registry...", "search", "search/places", "httpapi", "templates...", "static"}, tech: []string{"..."}}},
}

func TestArrows(t *testing.T) {
	checked := 0
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "node_modules" {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		checked++
		checkArrows(t, file)
		return nil
	})
	if err != nil || checked < 50 {
		t.Fatalf("looked at %d files: %v", checked, err)
	}
}

func checkArrows(t *testing.T, file string) {
	dir := filepath.ToSlash(filepath.Dir(strings.TrimPrefix(file, ".."+string(filepath.Separator))))
	row := slices.IndexFunc(arrows, func(a struct {
		dir string
		arrow
	}) bool {
		return fits(dir, []string{a.dir})
	})
	if row < 0 {
		t.Errorf("%s: the house plan has no room %s", file, dir)
		return
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	for _, spec := range parsed.Imports {
		what, _ := strconv.Unquote(spec.Path.Value)
		if !arrows[row].allows(what) {
			t.Errorf("%s must not import %s", file, what)
		}
	}
}

func (a arrow) allows(what string) bool {
	first, _, _ := strings.Cut(what, "/")
	switch {
	case what == module || strings.HasPrefix(what, module+"/"):
		return fits(strings.TrimPrefix(what, module+"/"), a.own)
	case what == "testing" || strings.HasPrefix(what, "testing/"):
		return a.tests
	case !strings.Contains(first, "."):
		return true // the standard library
	}
	return fits(what, a.tech)
}

func fits(what string, list []string) bool {
	return slices.ContainsFunc(list, func(s string) bool {
		start, open := strings.CutSuffix(s, "...")
		return what == s || open && strings.HasPrefix(what, start)
	})
}

func TestArrowsTable(t *testing.T) {
	refused := map[string][]string{
		"registry":           {module + "/search", "golang.org/x/text/language", "go.etcd.io/bbolt", "testing"},
		"registry/access":    {module + "/registry/boltstore", module + "/httpapi", "go.etcd.io/bbolt"},
		"registry/storetest": {module + "/registry/boltstore"},
		"search":             {module + "/httpapi", module + "/registry/boltstore", "github.com/labstack/echo/v4"},
		"search/names":       {module + "/search/match", module + "/search"},
		"templates":          {module + "/registry", module + "/httpapi"},
		"httpapi":            {module + "/cmd/retrouve", module + "/registry/boltstore", "github.com/blevesearch/bleve/v2"},
		"cmd/...":            {module + "/cmd/retrouve"},
	}
	for _, a := range arrows {
		for _, what := range refused[a.dir] {
			if a.allows(what) {
				t.Errorf("%s may import %s", a.dir, what)
			}
		}
		delete(refused, a.dir)
	}
	if len(refused) > 0 {
		t.Errorf("no row for %v", refused)
	}
}

// TestTopLevel keeps the first thing a newcomer sees as short as the house plan.
func TestTopLevel(t *testing.T) {
	want := strings.Fields("cmd registry search httpapi templates static go.mod go.sum README.md SECURITY.md docs e2e .ci Makefile LICENSE CHANGELOG.md")
	ignored := strings.Fields(".git .gitignore bin screens")
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(want, e.Name()) && !slices.Contains(ignored, e.Name()) {
			t.Errorf("%s does not belong at the top", e.Name())
		}
	}
	for _, name := range want {
		if _, err := os.Stat(filepath.Join("..", name)); err != nil {
			t.Error(err)
		}
	}
}
