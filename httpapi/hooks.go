package httpapi

import (
	"context"
	"errors"

	"github.com/retrouve/retrouve/registry"
)

// hooksPage is the programs that are told of changes.
type hooksPage struct {
	Base
	Nav    []AdminNav
	Once   string
	Fields []Field
	Hooks  []hookLine
	Secret string // of the hook just added, shown once
}

// hookLine is one hook with what can be done about it.
type hookLine struct {
	URL, State                  string
	Remove, Resume, Pause, Test string
	Pending                     bool // a test is about to be sent
	Last                        []HookTryLine
}

// HookTryLine is one message to a hook, and how it went.
type HookTryLine struct{ When, What, Result, Tone string }

var hookFields = []fieldDef{{name: "url", dir: "ltr", typ: "url"}}

func (s *Server) hookRoutes(r router) {
	r.get("/admin/hooks", s.hooks)
	r.post("/admin/hooks", s.addHook)
	r.post("/admin/hooks/:hook/remove", s.changeHook((*registry.Service).RemoveHook))
	r.post("/admin/hooks/:hook/pause", s.changeHook((*registry.Service).PauseHook))
	r.post("/admin/hooks/:hook/test", s.changeHook((*registry.Service).TestHook))
	r.post("/admin/hooks/:hook/resume", s.changeHook((*registry.Service).ResumeHook))
}

func (s *Server) hooks(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	return r.hooksPage("", nil)
}

func (r *request) hooksPage(secret string, problems registry.Problems) error {
	list, err := r.Service.Hooks(r.ctx, r.viewer)
	if err != nil {
		return err
	}
	r.here = "/admin/hooks"
	p := hooksPage{Base: r.base(r.t("hooks.title"), "/desk"), Nav: r.adminNav("hooks"), Once: registry.NewID(), Fields: r.fields("hooks", hookFields, r.form, problems), Secret: secret}
	if secret != "" {
		p.Fields[0].Value = ""
	}
	for _, h := range list {
		l := r.hookLine(h)
		p.Hooks = append(p.Hooks, l)
	}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "hooks", p)
}

func (r *request) hookLine(h registry.Hook) hookLine {
	at := r.to("/admin/hooks/" + string(h.ID))
	l := hookLine{URL: h.URL, State: r.hookState(h), Remove: at + "/remove", Test: at + "/test", Pending: !h.Test.IsZero()}
	if h.Ended || !h.Paused.IsZero() {
		l.Resume = at + "/resume"
	} else {
		l.Pause = at + "/pause"
	}
	for _, t := range h.Last {
		line := HookTryLine{When: r.at(t.At), What: r.t("hooks.changes", "n", t.Changes), Result: r.t("hooks.taken"), Tone: "good"}
		if t.Test {
			line.What = r.t("hooks.test.what")
		}
		if t.Cause != "" {
			line.Result, line.Tone = r.outboxCause(t.Cause), "attention"
		}
		l.Last = append(l.Last, line)
	}
	return l
}

func (r *request) hookState(h registry.Hook) string {
	switch {
	case !h.Paused.IsZero():
		return r.t("hooks.paused", "since", r.at(h.Paused))
	case h.Ended:
		return r.t("hooks.ended", "since", r.at(h.Since), "cause", r.outboxCause(h.Cause))
	case h.Cause != "":
		return r.t("hooks.failing", "since", r.at(h.Since), "cause", r.outboxCause(h.Cause))
	case h.Told.IsZero():
		return r.t("hooks.new")
	}
	return r.t("hooks.told", "when", r.at(h.Told))
}

// addHook answers the form itself: the secret is shown this once, and again only
// for the very same form.
func (s *Server) addHook(r *request) error {
	if err := r.adminForm(); err != nil {
		return err
	}
	_, secret, err := s.Service.AddHook(r.ctx, r.viewer, r.form("url"), r.form("once"))
	if problems, ok := errors.AsType[registry.Problems](err); ok {
		return r.hooksPage("", problems)
	}
	if err != nil {
		return err
	}
	return r.hooksPage(secret, nil)
}

// hookChange is a use-case on one hook.
type hookChange func(*registry.Service, context.Context, registry.Viewer, registry.HookID) error

func (s *Server) changeHook(change hookChange) handler {
	return func(r *request) error {
		if err := r.adminForm(); err != nil {
			return err
		}
		if err := change(s.Service, r.ctx, r.viewer, registry.HookID(r.c.Param("hook"))); err != nil {
			return err
		}
		return r.redirect("/admin/hooks")
	}
}
