package httpapi

import (
	"net/http"
	"strings"

	"github.com/retrouve/retrouve/registry"
)

// noticePage is a notice as everybody sees it.
type noticePage struct {
	Base
	Reference string
	RefCode   string // without dashes, for addresses
	Card      Card
	Shielded  bool
	Public    bool // everybody may report, flag and claim it
	Join      bool // and look for the person too
	Relay     bool // the visitor may write to who looks for the person
	Facts     []Fact
	Timeline  []TimelineEntry

	Verified   bool // what follows is for people with an account
	Candidates []CandidateLine
}

// CandidateLine is a report that may be about the person, masked; URL leads to
// one of the viewer's own organisation.
type CandidateLine struct{ Text, Marks, Since, URL string }

func (s *Server) notice(r *request) error {
	ref, err := r.reference()
	if err != nil {
		return r.missed(err)
	}
	if r.viewer.Verified() {
		return r.verifiedNotice(ref)
	}
	n, err := r.Service.PublicNotice(r.ctx, ref)
	if err != nil {
		return r.missed(err)
	}
	r.canary(n.Reference)
	r.brakes.opened(r.address(), n.Reference, r.now())
	r.useEvent(n.Event)
	p := noticePage{Reference: n.Reference.String(), RefCode: string(n.Reference), Card: r.card(n.PublicNotice, nil), Shielded: n.Shielded, Public: true, Join: !n.Shielded, Relay: n.Relay, Facts: r.publicFacts(n.PublicNotice), Timeline: r.publicTimeline(n)}
	p.Base = r.base(p.Card.Name.Text, "/")
	return r.renderPublic("notice", p)
}

// verifiedNotice is the page for people with an account: also of notices that the
// public does not know of.
func (r *request) verifiedNotice(ref registry.Reference) error {
	v, err := r.Service.VerifiedNotice(r.ctx, r.viewer, ref)
	if err != nil {
		return err
	}
	r.useEvent(v.Event)
	p := noticePage{
		Reference: v.Reference.String(), RefCode: string(v.Reference), Card: r.card(v.PublicNotice, nil), Facts: r.verifiedFacts(v),
		Timeline: r.publicTimeline(v.NoticePage), Verified: true, Relay: v.Relay, Public: v.Public, Join: v.Public && !v.Shielded,
	}
	for _, c := range v.Candidates {
		p.Candidates = append(p.Candidates, r.candidateLine(c))
	}
	p.Base = r.base(p.Card.Name.Text, "/")
	return r.render(http.StatusOK, "notice", p)
}

func (r *request) verifiedFacts(v registry.VerifiedNotice) []Fact {
	card := v.PublicNotice
	if v.Person != nil {
		card.Looks = nil // the same is among the rest
	}
	list := r.publicFacts(card)
	if v.Person != nil {
		list = append(list, r.bodyFacts(*v.Person)...)
	}
	if v.LastSeen != nil {
		p := v.Person
		list = append(list, facts(
			r.fact("names", joinNames(p.Names)), r.fact("birth", r.date(p.Birth)), r.fact("place", v.LastSeen.Place.Text), r.fact("companions", p.Companions),
			r.fact("medical", p.Medical), r.fact("languages", r.languages(p.Languages)), r.fact("home", placeText(p.Home)),
		)...)
	}
	return list
}

func (r *request) candidateLine(c registry.MaskedReport) CandidateLine {
	var parts []string
	if c.AgeBand != nil {
		parts = append(parts, r.ageBand(*c.AgeBand))
	}
	if s := r.sexWord(c.Sex); s != "" {
		parts = append(parts, s)
	}
	l := CandidateLine{Text: strings.Join(parts, ", "), Marks: marks(c.Marks), Since: r.t("notice.candidates.since", "when", r.at(c.Known))}
	if l.Text == "" {
		l.Text = r.t("notice.candidates.unknown")
	}
	if c.Reference != "" {
		l.URL = r.to("/desk/arrivals/" + string(c.Reference))
	}
	return l
}

func (r *request) publicFacts(n registry.PublicNotice) []Fact {
	list := facts(r.fact("area", n.Area), r.fact("seen", r.date(n.Seen)))
	if n.AgeBand != nil {
		list = append(list, r.fact("age", r.ageBand(*n.AgeBand)))
	}
	list = append(list, facts(r.fact("sex", r.sexWord(n.Sex)))...)
	if l := n.Looks; !l.Empty() {
		list = append(list, facts(
			r.fact("height", r.height(l.HeightCM)), r.fact("build", l.Build), r.fact("hair", l.Hair), r.fact("eyes", l.Eyes),
			r.fact("beard", l.Beard), r.fact("glasses", l.Glasses), r.fact("clothes", joinLines(l.Clothes)),
		)...)
	}
	return append(list, r.fact("confirmed", r.day(n.Confirmed)), r.fact("expires", r.day(n.Expires)))
}

// publicTimeline is what happened in public, newest first.
func (r *request) publicTimeline(n registry.NoticePage) []TimelineEntry {
	var out []TimelineEntry
	for i := len(n.Statements) - 1; i >= 0; i-- {
		st := n.Statements[i]
		meta := r.t("by." + string(st.By))
		if st.Checked {
			meta = r.t("by.checked")
		}
		out = append(out, TimelineEntry{Text: st.Text, Meta: r.t("meta.said", "by", meta, "when", r.at(st.Made))})
	}
	if n.Confirmed.After(n.Filed) {
		out = append(out, TimelineEntry{Text: r.t("timeline.confirmed"), Meta: r.at(n.Confirmed)})
	}
	return append(out, TimelineEntry{Text: r.t("timeline.filed"), Meta: r.at(n.Filed)})
}

// aboutNotice begins a page with a form about the notice of the address: its event,
// and where the form is. It returns the notice and where its own page is.
func (r *request) aboutNotice(form string) (n registry.NoticePage, path string, err error) {
	ref, err := r.reference()
	if err == nil {
		n, err = r.Service.PublicNotice(r.ctx, ref)
	}
	if err != nil {
		return n, "", r.missed(err)
	}
	r.useEvent(n.Event)
	path = "/p/" + string(n.Reference)
	r.here = path + "/" + form
	return n, path, nil
}
