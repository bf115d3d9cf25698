package httpapi

import (
	"errors"
	"strconv"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// lifeRoutes are for renewing a notice and for having it erased.
func (s *Server) lifeRoutes(r router) {
	r.post("/manage/extend", s.manageExtend)
	r.get("/manage/erase", s.manageEraseForm)
	r.post("/manage/erase", s.manageErase)
	r.post("/desk/notices/:ref/erase", s.deskErase)
	r.post("/desk/notices/:ref/keep", s.deskKeep)
}

var (
	lifeFields      = []fieldDef{{name: "life", kind: kindRadios, options: []string{"30", "60", "90", "180"}}}
	eraseFields     = []fieldDef{{name: "erase", kind: kindRadios, options: []string{"later", "now"}}}
	deskEraseFields = []fieldDef{{name: "erase_note", covers: []string{"erase"}}}
	deskKeepFields  = []fieldDef{{name: "keep_note"}}
)

// lifeTexts says how long the notice still lives and what happens then.
func (p *managePage) lifeTexts(r *request, n registry.SeekerNotice) {
	p.ExpiresText = r.t("manage.expires", "date", r.day(n.Expires))
	p.Expiring = n.Expiring
	if n.Faded {
		p.ExpiresText = r.t("manage.faded", "date", r.day(n.Expires), "gone", r.day(n.Gone))
	}
	p.ClosedText, p.Erasable = r.t("manage.closed.text", "date", r.day(n.Gone)), n.Erasable
	if n.Erasing {
		p.ClosedText = r.t("manage.erasing.text", "date", r.day(n.Gone))
	}
	if n.Reason == registry.CloseHidden {
		p.ClosedText = r.t("claim.seeker.closed")
	}
	p.Life = r.fields("manage", lifeFields, func(name string) string {
		if v := r.form(name); v != "" {
			return v
		}
		return strconv.Itoa(n.Life)
	}, nil)
}

func (s *Server) manageExtend(r *request) error {
	return r.managed("extended", func() error {
		life := time.Duration(atoi(r.form("life"))) * 24 * time.Hour // 0: as chosen before
		return s.Service.ExtendNotice(r.ctx, r.viewer, life)
	})
}

// erasePage asks once more before everything about a search is erased.
type erasePage struct {
	Base
	Others string // says that others look too, empty where nobody does
	Fields []Field
}

func (s *Server) manageEraseForm(r *request) error { return r.erasePage(nil) }

func (r *request) erasePage(problems registry.Problems) error {
	if r.viewer.Ring != registry.RingSeeker {
		return r.redirect("/m")
	}
	n, err := r.Service.SeekerNotice(r.ctx, r.viewer)
	if err != nil {
		return err
	}
	if !n.Erasable && len(problems) == 0 {
		return r.redirect("/manage")
	}
	r.useEvent(n.Event)
	r.here = "/manage/erase"
	p := erasePage{Base: r.base(r.t("erase.title"), "/manage"), Fields: r.fields("manage", eraseFields, r.form, problems)}
	if n.Others > 0 {
		p.Others = r.t("erase.others", "n", n.Others)
	}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "erase", p)
}

// manageErase has everything about the search erased: after some days, or at once,
// and then the session ends with it.
func (s *Server) manageErase(r *request) error {
	if r.viewer.Scope == (registry.Ref{}) {
		return r.redirect("/m") // a second click
	}
	if err := r.own(); err != nil {
		return err
	}
	when := r.form("erase")
	var problems registry.Problems
	if when != "later" && when != "now" {
		problems.Add("erase", "choose")
		return r.erasePage(problems)
	}
	gone, err := s.Service.EraseNotice(r.ctx, r.viewer, registry.NoticeID(r.viewer.Scope.ID), "", when == "now")
	if problems, ok := errors.AsType[registry.Problems](err); ok {
		return r.erasePage(problems)
	}
	if err != nil {
		return err
	}
	if gone {
		return r.endHolding("/m?done=erased")
	}
	return r.redirect("/manage?done=erasing")
}

func (s *Server) deskErase(r *request) error {
	return r.deskForm(func(n registry.DeskNotice) error {
		_, err := s.Service.EraseNotice(r.ctx, r.viewer, n.ID, r.form("erase_note"), false)
		return err
	})
}

func (s *Server) deskKeep(r *request) error {
	return r.deskForm(func(n registry.DeskNotice) error {
		return s.Service.KeepNotice(r.ctx, r.viewer, n.ID, r.form("keep_note"))
	})
}

// confirmedAge says how long ago somebody last said that they still look.
func (r *request) confirmedAge(at time.Time) string {
	days := int(r.now().Sub(at) / (24 * time.Hour))
	if days <= 0 {
		return r.t("life.today")
	}
	return r.t("life.ago", "n", days)
}
