package httpapi

import (
	"bufio"
	"cmp"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/table"
	"github.com/retrouve/retrouve/search/places"
)

// adminPlacesPage is the places of an event, with the form that takes a list of
// them and what became of one.
type adminPlacesPage struct {
	Base
	Action, Look string
	Fields       []Field // of the file
	Replace      []Field
	Result       *placesResult
	Items        []PlaceLine
	Pages        []PageLink
}

// PlaceLine is one place of an event.
type PlaceLine struct{ Name, Others, Meta string }

// placesResult is what a list of places would do, or did.
type placesResult struct {
	Done          bool // else it is a look at what it would do
	Text, Removed string
	Refused       []string
	More          string // that not all refused lines are shown
	Unknown       string // columns that mean nothing
	Keep          string // the list, for the form that takes it
	Replace       bool
}

// Limits of a list.
const (
	maxListKB   = 1024 // of decoded text; 5,000 places are about half of that
	shownBad    = 50   // refused lines
	placesShown = 50   // on a page
)

var (
	placesField  = fieldDef{name: "list", typ: "file", covers: []string{"file", "places"}}
	replaceField = fieldDef{name: "replace", kind: kindCheck}
)

func (s *Server) eventPlaces(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	e, err := r.eventNamed(r.c.Param("event"))
	if err != nil {
		return err
	}
	return r.placesPage(&e, nil, nil)
}

func (r *request) placesPage(e *registry.Event, result *placesResult, problems registry.Problems) error {
	list, err := r.Service.PlacesOf(r.ctx, e.ID)
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b registry.EventPlace) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	r.here = "/admin/events/" + e.Slug + "/places"
	page := r.pageNumber()
	p := adminPlacesPage{
		Base: r.base(r.t("admin.places.title", "n", len(list), "event", e.Title(r.cat.Code)), "/admin/events/"+e.Slug), Action: r.to(r.here), Look: r.to(r.here + "/look"),
		Fields: r.fields("places", []fieldDef{placesField}, none, problems), Replace: r.fields("places", []fieldDef{replaceField}, r.form, nil), Result: result,
		Pages: pageLinks(len(list), placesShown, page, func(n int) string { return r.to(r.here + "?page=" + strconv.Itoa(n)) }),
	}
	p.Replace[0].Only = true // the box says it
	for _, pl := range slicePage(list, placesShown, page) {
		p.Items = append(p.Items, r.placeLine(pl))
	}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "adminplaces", p)
}

func (r *request) placeLine(p registry.EventPlace) PlaceLine {
	l := PlaceLine{Name: p.Name, Others: strings.Join(p.Alternates, ", ")}
	parts := []string{p.Area, decimals(p.Point.Lat) + ", " + decimals(p.Point.Lon)}
	if p.Kind != registry.PlaceOther {
		parts = append([]string{r.t("place.kind." + string(p.Kind))}, parts...)
	}
	l.Meta = strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
	return l
}

// importPlaces takes a list of places, or says what it would do. The look carries
// the list along, so that nobody has to choose the file a second time. A list that
// takes the place of all that is there asks for a fresh code.
func (s *Server) importPlaces(dry bool) handler {
	return func(r *request) error {
		if err := r.admin(); err != nil {
			return err
		}
		e, err := r.eventNamed(r.c.Param("event"))
		if err != nil {
			return err
		}
		result, err := r.takePlaces(&e, dry)
		if problems, ok := errors.AsType[registry.Problems](err); ok {
			return r.placesPage(&e, nil, problems)
		}
		if cut, ok := errors.AsType[*table.Cut](err); ok {
			return r.placesPage(&e, nil, registry.Problems{{Field: "file", Code: "cut", Args: map[string]any{"line": cut.After}}})
		}
		if err != nil {
			return err
		}
		return r.placesPage(&e, result, nil)
	}
}

func (r *request) takePlaces(e *registry.Event, dry bool) (*placesResult, error) {
	text, err := r.sentList()
	if err != nil {
		return nil, err
	}
	list, err := table.PlaceReader{Point: places.ParsePoint}.Read(bufio.NewReader(strings.NewReader(text)))
	if err != nil {
		return nil, err
	}
	out := &placesResult{Done: !dry, Keep: text, Replace: r.form("replace") != "", Unknown: strings.Join(list.Unknown, ", ")}
	req := registry.ImportPlaces{Event: e.ID, Places: list.List, Dry: dry, Replace: out.Replace && len(list.Refused) == 0}
	if req.Replace && !dry {
		r.c.Request().PostForm.Set("keep", text) // a file would not come along
		if err := r.fresh(); err != nil {
			return nil, err
		}
	}
	done, removed, err := r.Service.ImportPlaces(r.ctx, r.viewer, req)
	if err != nil {
		return nil, err
	}
	n := map[registry.Outcome]int{}
	for i, d := range done {
		if n[d.Outcome]++; d.Outcome == registry.OutcomeRefused {
			list.Refused = append(list.Refused, table.BadLine{Line: list.Lines[i], Err: d.Err})
		}
	}
	r.placesWords(out, n, removed, list.Refused)
	return out, nil
}

// placesWords says what becomes of a list.
func (r *request) placesWords(out *placesResult, n map[registry.Outcome]int, removed int, refused []table.BadLine) {
	what := "would"
	if out.Done {
		what = "did"
	}
	good := n[registry.OutcomeNew] + n[registry.OutcomeUpdated] + n[registry.OutcomeUnchanged]
	out.Text = r.t("admin.places."+what, "n", good, "new", n[registry.OutcomeNew], "changed", n[registry.OutcomeUpdated], "same", n[registry.OutcomeUnchanged], "refused", len(refused))
	if removed > 0 {
		out.Removed = r.t("admin.places."+what+".removed", "n", removed)
	} else if out.Replace && len(refused) > 0 {
		out.Removed = r.t("admin.places.none_removed")
	}
	slices.SortStableFunc(refused, func(a, b table.BadLine) int { return a.Line - b.Line })
	for _, bad := range refused[:min(len(refused), shownBad)] {
		out.Refused = append(out.Refused, r.t("admin.places.line", "line", bad.Line, "why", r.errorText(bad.Err)))
	}
	if len(refused) > shownBad {
		out.More = r.t("admin.places.more", "n", len(refused)-shownBad)
	}
	if !utf8.ValidString(out.Keep) { // a page cannot carry it along unchanged
		out.Keep, out.More = "", r.t("admin.places.encoding")
	}
	if good == 0 {
		out.Keep = ""
	}
}

// errorText is the sentences for what is wrong with a line.
func (r *request) errorText(err error) string {
	problems, ok := errors.AsType[registry.Problems](err)
	if !ok {
		return r.t("admin.places.damaged")
	}
	var out []string
	for _, p := range problems {
		out = append(out, r.problemText(p))
	}
	return strings.Join(out, ". ")
}

// sentList returns the list that a form carries: a file, or what a look at one kept.
func (r *request) sentList() (string, error) {
	form := r.c.Request().MultipartForm
	if form == nil || len(form.File["list"]) == 0 {
		if text := r.form("keep"); text != "" && len(text) <= maxListKB<<10 {
			return text, nil
		}
		return "", registry.Problems{{Field: "file", Code: "choose"}}
	}
	f, err := form.File["list"][0].Open()
	if err != nil {
		return "", err
	}
	defer f.Close()
	in, err := table.Decode(f)
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(io.LimitReader(in, maxListKB<<10+1))
	switch {
	case err != nil:
		return "", registry.Problems{{Field: "file", Code: "gzip"}}
	case len(text) > maxListKB<<10:
		return "", registry.Problems{{Field: "file", Code: "too_large", Args: map[string]any{"max": maxListKB}}}
	}
	return string(text), nil
}
