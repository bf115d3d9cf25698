package httpapi

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// TestPagesHoldNoRecords reads every struct of this package: what a page is made of
// holds views and words, never a record, nor a part of one that has contacts,
// secrets or sensitive fields. A template cannot print what it is not given.
func TestPagesHoldNoRecords(t *testing.T) {
	forbidden := map[string]bool{"Notice": true, "Report": true, "Email": true, "Phone": true}
	for _, d := range registry.Declarations() {
		if d.Fields[registry.P2]+d.Fields[registry.P3]+d.Fields[registry.P4] != "" {
			forbidden[d.Type] = true
		}
	}
	inward := strings.Fields("answers draft") // what is read from a form on its way in; never handed to a template
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	structs := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			s, ok := spec.Type.(*ast.StructType)
			if !ok || slices.Contains(inward, spec.Name.Name) {
				return false
			}
			structs++
			for _, f := range s.Fields.List {
				ast.Inspect(f.Type, func(n ast.Node) bool {
					if _, isFunc := n.(*ast.FuncType); isFunc {
						return false
					}
					sel, ok := n.(*ast.SelectorExpr)
					if x, isName := selX(sel, ok); isName && x == "registry" && forbidden[sel.Sel.Name] {
						t.Errorf("%s: %s holds registry.%s, a record or what has private parts: give the page strings, or a view of package registry", file, spec.Name.Name, sel.Sel.Name)
					}
					return true
				})
			}
			return false
		})
	}
	if structs < 30 {
		t.Errorf("read %d structs only", structs)
	}
}

func selX(sel *ast.SelectorExpr, ok bool) (string, bool) {
	if !ok {
		return "", false
	}
	x, ok := sel.X.(*ast.Ident)
	if !ok {
		return "", false
	}
	return x.Name, true
}
