package httpapi

import (
	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
)

// noticePage is a notice as everybody sees it.
type noticePage struct {
	Base
	Reference string
	Card      Card
	Shielded  bool
	Facts     []Fact
	Timeline  []TimelineEntry
}

func (s *Server) notice(r *request) error {
	ref, ok := registry.ParseReference(r.c.Param("ref"))
	if !ok {
		return r.missed(echo.ErrNotFound)
	}
	n, err := r.Service.PublicNotice(r.ctx, ref)
	if err != nil {
		return r.missed(err)
	}
	r.brakes.opened(r.c.RealIP(), n.Reference, r.now())
	r.useEvent(n.Event)
	p := noticePage{Reference: n.Reference.String(), Card: r.card(n.PublicNotice, nil), Shielded: n.Shielded, Facts: r.publicFacts(n.PublicNotice), Timeline: r.publicTimeline(n)}
	p.Base = r.base(p.Card.Name.Text, "/")
	return r.renderPublic("notice", p)
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
