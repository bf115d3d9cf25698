package httpapi

import (
	"html/template"
	"net/http"

	"github.com/retrouve/retrouve/registry"
)

// componentsPage shows every component once, with made-up content, for who works
// on the pages.
type componentsPage struct {
	Base
	Search   SearchBox
	Cards    []Card
	Fields   []Field
	Facts    []Fact
	Timeline []TimelineEntry
	Pages    []PageLink
	Tones    []string
	Offers   []Offer
}

func (s *Server) components(r *request) error {
	var problems registry.Problems
	problems.Add("names", "name_or_description")
	p := componentsPage{
		Base:   r.base("Components", "/"),
		Search: r.searchBox("/search"),
		Cards: []Card{
			{URL: "#", Name: NameText{Text: "Amina Haddad"}, Others: []NameText{{Text: "أمينة حداد", Lang: "und-Arab"}}, Meta: "25 – 29", Tag: r.t("tag.looking"), TagTone: "info", Why: []template.HTML{r.cat.HTML("reason.name.script", "query", "أمينة", "name", "Amina")}},
			{URL: "#", Name: NameText{Text: "Дмитрий Иванов", Lang: "und-Cyrl"}, Tag: r.t("tag.news"), TagTone: "attention", Pick: &Pick{Action: "#", Name: "Дмитрий Иванов", Label: r.t("report.pick")}},
		},
		Facts:    []Fact{{"A", "B", "#"}, {"C", "D\nE", ""}},
		Timeline: []TimelineEntry{{Text: r.t("timeline.confirmed"), Meta: r.at(r.now()), New: true}, {Text: r.t("timeline.filed"), Meta: r.at(r.now())}},
		Pages:    pageLinks(20, 8, 2, func(int) string { return "#" }),
		Offers: []Offer{
			{Text: r.cat.HTML("search.offer.place", "place", "Lyon"), URL: "#", Found: r.t("search.offer.found", "n", 3)},
			{Text: r.cat.HTML("search.offer.word", "word", "حداد"), URL: "#", Found: r.t("search.offer.more", "n", 48)},
		},
		Tones: []string{"", "info", "attention", "good", "review"},
	}
	p.Fields = r.fields("find", []fieldDef{{name: "names"}, {name: "birth", kind: kindDate}, ageField, {name: "visibility", kind: kindRadios, options: []string{"public", "card", "verified"}}, marksField, {name: "risk", kind: kindCheck}}, none, problems)
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(http.StatusOK, "components", p)
}
