package httpapi

import (
	"net/http"

	"github.com/retrouve/retrouve/registry"
)

// outboxPage is what an admin sees of the letters.
type outboxPage struct {
	Base
	Nav     []AdminNav
	Off     bool // no mail server is set up
	Facts   []Fact
	Waiting []outboxLine
	Failed  []outboxLine
	Dropped []outboxLine
}

// outboxLine is one letter, without its address.
type outboxLine struct {
	What, Where, When, Cause string
	Retry                    string // where a form sends it again
}

func (s *Server) outboxRoutes(r router) {
	r.get("/admin/outbox", s.outbox)
	r.post("/admin/outbox/:letter/retry", s.retryLetter)
}

func (s *Server) outbox(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	box, err := s.Service.Outbox(r.ctx, r.viewer)
	if err != nil {
		return err
	}
	p := outboxPage{Base: r.base(r.t("outbox.title"), "/desk"), Nav: r.adminNav("outbox"), Off: !s.Mails}
	p.Facts = []Fact{
		{Term: r.t("outbox.waiting"), Value: r.cat.Number(box.Waiting)}, {Term: r.t("outbox.failed"), Value: r.cat.Number(box.Failed)},
		{Term: r.t("outbox.dropped"), Value: r.cat.Number(box.Dropped)}, {Term: r.t("outbox.sent"), Value: r.cat.Number(box.Sent)},
	}
	if !box.Oldest.IsZero() {
		p.Facts = append(p.Facts, Fact{Term: r.t("outbox.oldest"), Value: r.at(box.Oldest)})
	}
	lists := map[registry.LetterState]*[]outboxLine{registry.LetterWaiting: &p.Waiting, registry.LetterFailed: &p.Failed, registry.LetterDropped: &p.Dropped}
	for _, l := range box.Letters {
		*lists[l.State] = append(*lists[l.State], r.outboxLine(l))
	}
	return r.render(http.StatusOK, "outbox", p)
}

func (r *request) outboxLine(l registry.OutboxLetter) outboxLine {
	line := outboxLine{What: r.t("outbox.kind." + string(l.Kind)), Where: l.Where, When: r.t("outbox.made", "when", r.at(l.Made), "n", l.Tries)}
	if l.Cause != "" {
		line.Cause = r.outboxCause(l.Cause)
	}
	if l.State == registry.LetterFailed && l.Kind != registry.LetterLost {
		line.Retry = r.to("/admin/outbox/" + string(l.ID) + "/retry")
	}
	return line
}

// outboxCause puts the code of a failure into words; what a server answered stays
// a number.
func (r *request) outboxCause(code string) string {
	if key := "outbox.cause." + code; r.cat.Has(key) {
		return r.t(key)
	}
	return r.t("outbox.cause.other", "code", code)
}

func (s *Server) retryLetter(r *request) error {
	if err := r.adminForm(); err != nil {
		return err
	}
	if err := s.Service.RetryLetter(r.ctx, r.viewer, registry.LetterID(r.c.Param("letter"))); err != nil {
		return err
	}
	return r.redirect("/admin/outbox")
}
