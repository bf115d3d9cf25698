package httpapi

import (
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
)

// Bounds of the hint at notices that may be of the same person.
const (
	maxAlike = 3
	maxNot   = 20 // of those that the filer said are other people
)

// alikeBox shows, before a notice is sent, those that may be of the same person.
type alikeBox struct {
	Action string
	Cards  []Card
	Not    []string // references that "none of these" is said of
}

// otherForm says of a notice that is being joined that it is somebody else's.
type otherForm struct{ Action, Not string }

// alike returns the hint for a draft, nil when there is nothing to show. It asks
// as the public does, whoever is signed in: what is hidden must not show here by
// being there or not (abuse case A32). A search that fails holds nobody up.
func (r *request) alike(d *draft) *alikeBox {
	if d.joins() {
		return nil
	}
	p := alikeBox{Action: r.to(d.to("same"))}
	not := notThese(d)
	for _, c := range r.alikeCards(d, not) {
		shown := r.card(c.PublicNotice, c.Reasons)
		shown.Pick = &Pick{Action: p.Action, Reference: string(c.Reference), Name: shown.Name.Text, Label: r.t("alike.same")}
		p.Cards, p.Not = append(p.Cards, shown), append(p.Not, string(c.Reference))
	}
	if len(p.Cards) == 0 {
		return nil
	}
	return &p
}

// alikeCards searches by the name as typed, first where the person was last seen
// and then anywhere. Only what may be shown counts as found.
func (r *request) alikeCards(d *draft, not []string) (out []registry.Card) {
	a := r.answers(func(name string) string { return d.Answers[name] })
	req := a.notice(r.today(), r.cat.Code)
	q, ok := registry.Alike(&req.Person, r.now())
	if !ok {
		return nil
	}
	q.Event, q.Lang, q.Limit = d.Event, r.cat.Code, maxAlike+maxNot
	var found []registry.Card
	if near := q; req.LastSeen.Place.Area != "" {
		near.Place = req.LastSeen.Place.Area
		found, _, _ = r.Service.Search(r.ctx, registry.Viewer{}, near)
	}
	more, _, _ := r.Service.Search(r.ctx, registry.Viewer{}, q)
	for _, c := range append(found, more...) {
		if !c.Shielded && sameName(c.Reasons) && !slices.Contains(not, string(c.Reference)) && len(out) < maxAlike {
			out, not = append(out, c), append(not, string(c.Reference)) // found twice
		}
	}
	out, _ = r.findable(q.Text, out)
	return out
}

// sameName reports whether a card was found by the whole name or by two words of
// it: one name that two people share says nothing.
func sameName(reasons []registry.Reason) bool {
	return slices.ContainsFunc(reasons, func(w registry.Reason) bool {
		return w.Field == "name" && w.Code != "initial" && (w.Code != "part" || len(strings.Fields(w.Args["name"])) > 1)
	})
}

// notThese returns the notices that the filer said are of other people.
func notThese(d *draft) []string { return strings.Fields(d.Answers["not"]) }

// otherForm leads back from joining, nil where the draft files a notice of its own.
func (r *request) otherForm(d *draft) *otherForm {
	if !d.joins() {
		return nil
	}
	f := otherForm{Action: r.to(d.to("same"))}
	if n, err := r.Service.NoticeByID(r.ctx, d.About); err == nil {
		f.Not = string(n.Reference)
	}
	return &f
}

// same answers the hint: the same person as that notice's, or none of those shown.
// What was typed stays, whichever it is.
func (r *request) same(d *draft) error {
	about := registry.Reference("")
	if s := r.form("about"); s != "" {
		ref, ok := registry.ParseReference(s)
		if !ok {
			return echo.ErrNotFound
		}
		about = ref
	}
	not := notThese(d)
	for _, s := range r.c.Request().PostForm["not"] {
		if ref, ok := registry.ParseReference(s); ok && !slices.Contains(not, string(ref)) {
			not = append(not, string(ref))
		}
	}
	not = not[max(len(not)-maxNot, 0):]
	if err := r.Service.SaveDraft(r.ctx, d.from.Draft, map[string]string{"not": strings.Join(not, " ")}); err != nil {
		return err
	}
	err := r.Service.SameAs(r.ctx, d.from.Draft, about)
	if k := registry.KindOf(err); err != nil && k != registry.KindNotFound && k != registry.KindGone {
		return err // one that has ended since is no longer among those shown
	}
	if about == "" && d.joins() && d.Answers["names"] == "" {
		return r.redirect(d.to(findJourney.steps[0].name)) // they came from the notice's page
	}
	return r.redirect(d.to("check"))
}

// told is what somebody who joins a notice typed about the person before they saw
// that there is one.
func (r *request) told(d *draft) []Fact {
	if !d.joins() {
		return nil
	}
	var out []Fact
	typed := draft{d.Draft, d.from, findJourney}
	for _, st := range findJourney.steps {
		if st.name == seekerStep.name || st.name == "sharing" {
			continue
		}
		for _, f := range st.fields {
			if fact := r.answerFact(&typed, st, f); fact.Value != r.t("check.missing") && d.Answers[f.name] != "unknown" {
				out = append(out, Fact{Term: fact.Term, Value: fact.Value})
			}
		}
	}
	return out
}

// toldText is all of it in words for the people who check.
func (r *request) toldText(d *draft, text string) string {
	var lines []string
	if text != "" {
		lines = append(lines, text)
	}
	for _, f := range r.told(d) {
		lines = append(lines, f.Term+" – "+f.Value)
	}
	return strings.Join(lines, "\n")
}
