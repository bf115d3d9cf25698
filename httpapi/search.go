package httpapi

import (
	"net/http"
	"strconv"

	"github.com/retrouve/retrouve/registry"
)

// Bounds of a search (trust.md, A03): who needs more narrows it down.
const (
	pageSize   = 8
	maxResults = 48
)

// SearchBox is the form of a search with what was typed.
type SearchBox struct {
	Action, Q, Place, Event      string
	Filters, Open, Asked         bool
	Sex, News                    []Option
	AgeFrom, AgeTo, Since, Until string
}

// searchPage is a search and its results.
type searchPage struct {
	Base
	Lead   string
	Search SearchBox
	Asked  bool
	Cards  []Card
	First  int
	Pages  []PageLink
	More   bool // there are more than are shown
	Next   *nextStep
}

// nextStep is what to do when it is none of these.
type nextStep struct{ Title, Text, Action, Button string }

func (s *Server) search(r *request) error {
	return r.searchPage(searchKind{title: "search.title", action: "/search", next: findJourney})
}

// findFirst is the first page of "I am looking for someone": search, then file.
func (s *Server) findFirst(r *request) error {
	return r.searchPage(searchKind{title: "find.title", lead: "find.lead", action: "/find", next: findJourney, back: "/"})
}

// reportSearch is where somebody who knows a name picks the person.
func (s *Server) reportSearch(r *request) error {
	return r.searchPage(searchKind{title: "report.search.title", lead: "report.search.lead", action: "/report/search", next: reportJourney, back: "/report", pick: true})
}

// searchKind is a search page of one of the journeys.
type searchKind struct {
	title, lead, action, back string
	next                      *journey
	pick                      bool
}

func (r *request) searchPage(k searchKind) error {
	q, problems := r.query()
	p := searchPage{Base: r.base(r.t(k.title), k.back), Search: r.searchBox(k.action)}
	page := max(atoi(r.c.QueryParam("page")), 1)
	if page > maxResults/pageSize {
		page = maxResults / pageSize
	}
	sent := r.c.QueryParams()
	p.Asked = sent.Has("q") || sent.Has("place") || len(problems) > 0
	p.Search.Asked = p.Asked
	if k.lead != "" && !p.Asked {
		p.Lead = r.t(k.lead)
	}
	if p.Asked && len(problems) == 0 {
		q.Offset, q.Limit = (page-1)*pageSize, pageSize
		cards, total, err := r.Service.Search(r.ctx, r.viewer, q)
		if typed, ok := err.(registry.Problems); ok {
			problems = typed
		} else if err != nil {
			return err
		} else {
			r.results(&p, k, cards, total, page)
		}
	}
	if p.Asked {
		n := k.next.name
		p.Next = &nextStep{Title: r.t(n + ".none"), Text: r.t(n + ".none.text"), Action: r.to(k.next.base + "/new"), Button: r.t(n + ".none.button")}
	}
	r.wrong(&p.Base, problems)
	for i, q := range problems {
		p.Problems[i].ID = map[string]string{"age": "age_from", "seen": "since"}[q.Field]
		if q.Field == "q" || q.Field == "place" {
			p.Problems[i].ID = q.Field
		}
	}
	if len(problems) > 0 {
		return r.render(http.StatusUnprocessableEntity, "search", p)
	}
	return r.renderPublic("search", p)
}

func (r *request) results(p *searchPage, k searchKind, cards []registry.Card, total, page int) {
	p.Title = r.t("search.count", "n", total)
	if total > maxResults {
		p.Title, p.More = r.t("search.count.more", "n", maxResults), true
		total = maxResults
	}
	p.First = (page-1)*pageSize + 1
	for _, c := range cards {
		shown := r.card(c.PublicNotice, c.Reasons)
		if k.pick {
			shown.Pick = &Pick{Action: r.to("/report/new"), Reference: string(c.Reference), Name: shown.Name.Text}
		}
		p.Cards = append(p.Cards, shown)
	}
	p.Pages = pageLinks(total, pageSize, page, func(n int) string {
		v := r.c.QueryParams()
		v.Set("page", strconv.Itoa(n))
		v.Del("event")
		return r.to(k.action + "?" + v.Encode())
	})
}

// query reads a search from the address.
func (r *request) query() (registry.Query, registry.Problems) {
	get := r.c.QueryParam
	a := r.answers(get)
	q := registry.Query{Text: get("q"), Place: get("place"), News: registry.NewsFilter(get("news"))}
	if r.event != nil {
		q.Event = r.event.ID // the one of the banner: an exercise and the real thing never mix
	}
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

func (r *request) searchBox(action string) SearchBox {
	get := func(name string) string { return shown(r.c.QueryParam(name)) }
	b := SearchBox{
		Action: r.to(action), Q: get("q"), Place: get("place"), Event: r.chosen, Filters: true,
		AgeFrom: get("age_from"), AgeTo: get("age_to"), Since: get("since"), Until: get("until"),
	}
	for _, v := range []string{"", "female", "male", "other"} {
		b.Sex = append(b.Sex, Option{Value: v, Label: r.t("filter.sex." + v), Checked: get("sex") == v})
	}
	for _, v := range []string{"", "looking", "news"} {
		b.News = append(b.News, Option{Value: v, Label: r.t("filter.news." + v), Checked: get("news") == v})
	}
	b.Open = get("sex")+get("news")+b.AgeFrom+b.AgeTo+b.Since+b.Until != ""
	return b
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
