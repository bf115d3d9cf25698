package httpapi

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/templates/i18n"
)

// auditCalls are the functions that write a line of the audit log, and which of
// their arguments names the act.
var auditCalls = map[string]int{
	"audit": 1, "watch": 2, "noteRead": 2, "changeHook": 3, "answer": 3, // of the registry
	"put": 3, "drop": 3, "log": 2, "govern": 2, "renew": 2, // of accounts
}

// composedActs are the acts that the code puts together, by the expression.
var composedActs = map[string][]string{
	`"link." + string(req.To)`:     {"link.proposed", "link.checking", "link.confirmed", "link.refused"},
	`"flags." + string(req.Act)`:   {"flags." + string(registry.FlagsDismiss), "flags." + string(registry.FlagsHold), "flags." + string(registry.FlagsFalse)},
	`"swept." + string(req.Act)`:   {"swept." + string(registry.SweepHold), "swept." + string(registry.SweepRelease), "swept." + string(registry.SweepFalse)},
	`"claim." + string(c.State)`:   {"claim.refused", "claim.withdrawn"},
	`m.act()`:                      {"notice.shielded", "notice.unshielded", "notice.muted", "notice.unmuted"},
	`req.Act`:                      nil, // of a sweep, which is no line of the log
	`string(ref.Kind) + ".erased"`: {"notice.erased", "report.erased"},
}

// acts walks the source of the registry and returns every act that it can write.
func acts(t *testing.T) (list []string) {
	for _, pattern := range []string{"../registry/*.go", "../registry/access/*.go"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, decl := range parsed.Decls {
				if fn, ok := decl.(*ast.FuncDecl); ok && fn.Body != nil {
					w := actWalk{t: t, file: file, fn: fn, access: strings.Contains(pattern, "access")}
					ast.Inspect(fn.Body, w.visit)
					list = append(list, w.acts...)
				}
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

type actWalk struct {
	t      *testing.T
	file   string
	fn     *ast.FuncDecl
	access bool
	acts   []string
}

func (w *actWalk) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		sel, ok := n.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		at, known := auditCalls[sel.Sel.Name]
		ofAccess := slices.Contains([]string{"put", "drop", "log", "govern", "renew"}, sel.Sel.Name)
		if known && len(n.Args) > at && ofAccess == w.access {
			w.add(n.Args[at])
		}
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Act" {
			w.add(n.Value)
		}
	}
	return true
}

// add takes an act that is written there, that the function was given, that it
// keeps in a variable, or that it puts together.
func (w *actWalk) add(e ast.Expr) {
	text := types.ExprString(e)
	switch e := e.(type) {
	case *ast.BasicLit:
		if s, err := strconv.Unquote(e.Value); err == nil && s != "" {
			w.acts = append(w.acts, s)
		}
		return
	case *ast.Ident:
		if w.given(e.Name) {
			return // whoever calls it is looked at
		}
		if list := w.assigned(e.Name); len(list) > 0 {
			w.acts = append(w.acts, list...)
			return
		}
	}
	list, ok := composedActs[text]
	if !ok {
		w.t.Errorf("%s: nobody knows which acts %s is: add it to composedActs", w.file, text)
	}
	w.acts = append(w.acts, list...)
}

// given reports whether the function has a parameter of that name.
func (w *actWalk) given(name string) (found bool) {
	for _, p := range w.fn.Type.Params.List {
		found = found || slices.ContainsFunc(p.Names, func(i *ast.Ident) bool { return i.Name == name })
	}
	return found
}

// assigned returns the texts that the function assigns to a variable.
func (w *actWalk) assigned(name string) (list []string) {
	ast.Inspect(w.fn.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Lhs) != len(a.Rhs) {
			return true
		}
		for i, left := range a.Lhs {
			if id, ok := left.(*ast.Ident); ok && id.Name == name {
				ast.Inspect(a.Rhs[i], func(n ast.Node) bool {
					if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
						s, _ := strconv.Unquote(lit.Value)
						list = append(list, s)
					}
					return true
				})
			}
		}
		return true
	})
	return list
}

// TestEveryActHasWords: whatever the code can write into the audit log is told in
// words in every language, and no word is left of what it cannot write any more.
func TestEveryActHasWords(t *testing.T) {
	list := acts(t)
	if len(list) < 70 {
		t.Errorf("found %d acts: %v", len(list), list)
	}
	catalogues, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range catalogues {
		for _, act := range list {
			if !c.Has("act." + act) {
				t.Errorf("%s has no act.%s", c.Code, act)
			}
		}
	}
}
