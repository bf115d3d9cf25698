package httpapi

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/retrouve/retrouve/registry"
)

// distances are the ones to choose from around a place, in kilometres. An address
// may hold another, as far as registry.MaxWithin.
var distances = []int{2, 5, 10, 25, 50}

// filter is what narrows a search besides its words and its place.
type filter struct {
	name   string
	fields []string
}

var filters = []filter{
	{"sex", []string{"sex"}}, {"age", []string{"age_from", "age_to"}}, {"seen", []string{"since", "until"}}, {"news", []string{"news"}},
}

// inUse returns the filters that a search uses.
func inUse(sent url.Values) []filter {
	return slices.DeleteFunc(slices.Clone(filters), func(f filter) bool {
		return !slices.ContainsFunc(f.fields, func(name string) bool { return !blank(sent, name) })
	})
}

// SearchBox is the form of a search with what was typed.
type SearchBox struct {
	Action, Q, Place, Event      string
	Filters, Asked               bool
	Open                         bool // the filters are shown: something is wrong with one
	Used                         int  // filters in use, the distance among them
	Within, Sex, News            []Option
	AgeFrom, AgeTo, Since, Until string
	Wrong                        map[string]*ShownProblem // by field: age and seen have two boxes each
}

func (r *request) searchBox(action string) SearchBox {
	get := func(name string) string { return shown(r.c.QueryParam(name)) }
	b := SearchBox{
		Action: r.to(action), Q: get("q"), Place: get("place"), Event: r.chosen, Filters: true, Within: r.within(cleaned(get("within"))),
		AgeFrom: get("age_from"), AgeTo: get("age_to"), Since: get("since"), Until: get("until"),
	}
	for _, v := range []string{"", "female", "male", "other"} {
		b.Sex = append(b.Sex, Option{Value: v, Label: r.t("filter.sex." + v), Checked: get("sex") == v})
	}
	for _, v := range []string{"", "looking", "news"} {
		b.News = append(b.News, Option{Value: v, Label: r.t("filter.news." + v), Checked: get("news") == v})
	}
	sent := r.c.QueryParams()
	b.Used = len(inUse(sent))
	if !blank(sent, "within") {
		b.Used++
	}
	return b
}

// within is the distances to choose from. One that is not among them, or is none
// at all, stands behind them, so that what an address holds is not lost.
func (r *request) within(typed string) []Option {
	if typed == "0" {
		typed = ""
	}
	out := []Option{{Label: r.t("filter.within."), Checked: typed == ""}}
	for _, km := range distances {
		v := strconv.Itoa(km)
		out = append(out, Option{Value: v, Label: r.t("filter.within.km", "km", v), Checked: typed == v})
	}
	if !slices.ContainsFunc(out, func(o Option) bool { return o.Checked }) {
		out = append(out, Option{Value: typed, Label: typed, Checked: true})
	}
	return out
}

// query reads a search from what an address holds.
func (r *request) query(sent url.Values) (registry.Query, registry.Problems) {
	get := sent.Get
	a := r.answers(get)
	q := registry.Query{Text: get("q"), Place: get("place"), Lang: r.cat.Code, News: registry.NewsFilter(get("news"))}
	if r.event != nil {
		q.Event = r.event.ID // the one of the banner: an exercise and the real thing never mix
	}
	km, _ := a.number("within", "within")
	q.Within = float64(km)
	q.Sex, _ = registry.ParseSex(get("sex"))
	lo, hasLo := a.number("age", "age_from")
	hi, hasHi := a.number("age", "age_to")
	if hasLo || hasHi {
		q.Age = &registry.Span{Min: lo, Max: hi}
		if !hasHi {
			q.Age.Max = registry.MaxAge
		}
	}
	for name, d := range map[string]*registry.PartialDate{"since": &q.Since, "until": &q.Until} {
		var ok bool
		if *d, ok = registry.ParsePartialDate(get(name)); !ok {
			a.Problems.Add("seen", "date")
		}
	}
	if !q.Since.IsZero() && !q.Until.IsZero() && q.Until.Last().Before(q.Since.First()) {
		a.Problems.Add("seen", "upside_down")
	}
	return q, a.Problems
}

// searchAddress is the address of a search, without what is empty. The page is
// that of another search, and the event is added again.
func (r *request) searchAddress(action string, sent url.Values) string {
	v := url.Values{}
	for name, values := range sent {
		if name != "page" && name != "event" && len(values) > 0 && values[0] != "" {
			v.Set(name, values[0])
		}
	}
	return r.to(action + "?" + v.Encode())
}
