package httpapi

import (
	"cmp"
	"html/template"
	"net/http"
	"slices"
	"strconv"

	"github.com/retrouve/retrouve/registry"
)

// Bounds of a search (abuse case A03): who needs more narrows it down.
const (
	pageSize   = 8
	maxPages   = 3
	maxResults = maxPages * pageSize
)

// searchPage is a search and its results.
type searchPage struct {
	Base
	Lead   string
	Search SearchBox
	Asked  bool
	Cards  []Card
	First  int
	Pages  []PageLink
	More   bool          // there are more than are shown
	Note   template.HTML // what of the search could not be used
	Offers []Offer       // wider searches, where there are few cards or none
	Advice []string      // where there is none
	Next   *nextStep
	Meter  *Meter // where records are kept back
}

// nextStep is what to do when it is none of these.
type nextStep struct{ Title, Text, Action, Button string }

func (s *Server) search(r *request) error {
	return r.searchPage(searchKind{title: "search.title", action: "/search", next: findJourney})
}

// findFirst is the first page of "I am looking for someone": search, then file.
func (s *Server) findFirst(r *request) error {
	return r.searchPage(searchKind{title: "find.title", lead: "find.lead", action: "/find", next: findJourney, back: "/", pick: "find.pick"})
}

// reportSearch is where somebody who knows a name picks the person.
func (s *Server) reportSearch(r *request) error {
	return r.searchPage(searchKind{title: "report.search.title", lead: "report.search.lead", action: "/report/search", next: reportJourney, back: "/report", pick: "report.pick"})
}

// searchKind is a search page of one of the journeys.
type searchKind struct {
	title, lead, action, back string
	next                      *journey
	pick                      string // words of the button on a card that goes on with its person
}

func (r *request) searchPage(k searchKind) error {
	sent := r.c.QueryParams()
	q, problems := r.query(sent)
	p := searchPage{Base: r.base(r.t(k.title), k.back), Search: r.searchBox(k.action)}
	page := min(r.pageNumber(), maxPages)
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
			cards = r.metered(&p, q.Text, cards)
			r.results(&p, k, cards, total, page)
			r.more(&p, k, q, cards, total)
		}
	}
	if p.Asked && r.Locked == nil {
		n := k.next.name
		p.Next = &nextStep{Title: r.t(n + ".none"), Text: r.t(n + ".none.text"), Action: r.to(k.next.base + "/new"), Button: r.t(n + ".none.button")}
	}
	r.wrong(&p.Base, problems)
	p.Search.Wrong = map[string]*ShownProblem{}
	for i, q := range p.Problems {
		p.Search.Wrong[q.Field] = &p.Problems[i]
		p.Problems[i].ID = cmp.Or(map[string]string{"age": "age_from", "seen": "since"}[q.Field], q.Field)
		p.Search.Open = p.Search.Open || q.Field != "q" && q.Field != "place"
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
		if k.pick != "" && (k.next == reportJourney || !c.Shielded) {
			shown.Pick = &Pick{Action: r.to(k.next.base + "/new"), Reference: string(c.Reference), Name: shown.Name.Text, Label: r.t(k.pick)}
		}
		p.Cards = append(p.Cards, shown)
	}
	here := r.searchAddress(k.action, r.c.QueryParams())
	p.Pages = pageLinks(total, pageSize, page, func(n int) string { return here + "&page=" + strconv.Itoa(n) })
}

// more adds what helps where there are few results or none, and says when a
// distance could not be used.
func (r *request) more(p *searchPage, k searchKind, q registry.Query, cards []registry.Card, total int) {
	sent := r.c.QueryParams()
	switch {
	case q.Within == 0:
	case blank(sent, "place"):
		p.Note = r.cat.HTML("search.within.nowhere")
	case unlocated(cards):
		p.Note = r.cat.HTML("search.within.unknown", "place", p.Search.Place)
	}
	if total < fewResults {
		p.Offers = r.offers(k, sent, total)
	}
	if total == 0 {
		p.Advice = r.advice(sent)
	}
}

// unlocated reports whether a search by distance was answered by the name of the
// place, which the index does where nobody knows where the place is: its reasons
// tell (search.ReasonCodes).
func unlocated(cards []registry.Card) bool {
	return slices.ContainsFunc(cards, func(c registry.Card) bool {
		return slices.ContainsFunc(c.Reasons, func(w registry.Reason) bool { return w.Field == "place" && w.Code != "near" })
	})
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
