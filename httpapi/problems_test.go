package httpapi_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// checkProblems holds every box of problems that any test meets to the promise of
// it: each line leads to something that takes the focus, or to another page, says
// the same words as stand beside that, and the lines follow the order of the page.
func checkProblems(t testing.TB, path string, p page) {
	t.Helper()
	box := p.Find(".summary-box")
	if box.Length() == 0 {
		return
	}
	if title := p.Find("title").Text(); !strings.HasPrefix(title, "Error:") && !strings.HasPrefix(title, "Erreur") {
		t.Errorf("%s: the title does not tell of the problem: %q", path, title)
	}
	if box.AttrOr("role", "") != "alert" || box.AttrOr("tabindex", "") != "-1" || box.Is("[autofocus]") == false {
		t.Errorf("%s: the box of problems does not take the focus", path)
	}
	order := p.Find("[id]").Map(func(_ int, e *goquery.Selection) string { return e.AttrOr("id", "") })
	last := -1
	box.Find("li a").Each(func(_ int, a *goquery.Selection) {
		id, here := strings.CutPrefix(a.AttrOr("href", ""), "#")
		if !here {
			return
		}
		at, target := slices.Index(order, id), p.Find(`[id="`+id+`"]`)
		switch {
		case at < 0 || target.Length() != 1:
			t.Errorf("%s: a problem leads to #%s, which is there %d times", path, id, target.Length())
			return
		case at < last:
			t.Errorf("%s: the problem of #%s stands after one that is farther down", path, id)
		}
		last = at
		if !target.Is("input, textarea, select") {
			return // a form or a part of the page that has what mends it
		}
		if words := target.Closest(".wrong, .filters").Find(".error").Text(); !strings.HasSuffix(words, a.Text()) {
			t.Errorf("%s: %q above and %q beside #%s", path, a.Text(), words, id)
		}
	})
}
