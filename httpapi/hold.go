package httpapi

import (
	"context"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// HoldBox says who works on a pair and offers what can be done about it.
type HoldBox struct {
	Text                    string
	Mine, Other, Free       bool
	TakeAction, FreeAction  string
	TakeLabel, ReleaseLabel string
}

// holdBox is nil for volunteers and where there is nothing left to work on.
func (r *request) holdBox(v registry.Pair) *HoldBox {
	if v.Masked || v.State != registry.LinkProposed && v.State != registry.LinkChecking {
		return nil
	}
	path := r.to("/desk/pairs/" + string(v.ID))
	b := &HoldBox{TakeAction: path + "/take", FreeAction: path + "/release", TakeLabel: r.t("hold.take"), ReleaseLabel: r.t("hold.release")}
	if v.Held == nil {
		b.Free, b.Text = true, r.t("hold.free")
		return b
	}
	left := v.Held.Since.Add(registry.HoldFor).Sub(r.now())
	if v.Held.By == r.viewer.Account {
		b.Mine, b.Text, b.TakeLabel = true, r.t("hold.mine.text", "left", r.duration(left+time.Minute-1)), r.t("hold.renew")
		return b
	}
	b.Other, b.Text = true, r.t("hold.other.text", "name", r.colleague(v.Held.By), "since", r.duration(r.now().Sub(v.Held.Since)), "left", r.duration(left+time.Minute-1))
	return b
}

// holdLine says on one line of the queue who works on a pair.
func (r *request) holdLine(h *registry.Hold) string {
	switch {
	case h == nil:
		return ""
	case h.By == r.viewer.Account:
		return r.t("hold.mine")
	}
	return r.t("hold.other", "name", r.colleague(h.By), "since", r.duration(r.now().Sub(h.Since)))
}

// colleague names an account of the desk.
func (r *request) colleague(id registry.AccountID) string {
	if id == "" {
		return r.t("by.system")
	}
	name, err := r.Accounts.Name(r.ctx, id)
	if err != nil || name == "" {
		return r.t("hold.somebody")
	}
	return name
}

// duration writes how long something lasted, as far as it matters: minutes in
// the first hours, then hours, then days.
func (r *request) duration(d time.Duration) string {
	switch {
	case d < 2*time.Hour:
		return r.t("duration.minutes", "n", int(max(d, 0)/time.Minute))
	case d < 48*time.Hour:
		return r.t("duration.hours", "n", int(d/time.Hour))
	}
	return r.t("duration.days", "n", int(d/(24*time.Hour)))
}

func (s *Server) take(r *request) error {
	return r.hold(s.Service.TakeLink)
}

func (s *Server) release(r *request) error {
	return r.hold(s.Service.ReleaseLink)
}

// hold takes or releases the pair of the address.
func (r *request) hold(use func(context.Context, registry.Viewer, registry.LinkID) error) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	return r.decided(use(r.ctx, r.viewer, registry.LinkID(r.c.Param("link"))), "/desk/pairs/"+r.c.Param("link"))
}

// takeNext hands out the most urgent pair, or the one after the pair to skip.
func (s *Server) takeNext(r *request) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	id, err := s.Service.TakeNext(r.ctx, r.viewer, registry.LinkID(r.form("skip")))
	if err != nil {
		return err
	}
	if id == "" {
		return r.redirect("/desk/queue?done=none")
	}
	return r.redirect("/desk/pairs/" + string(id))
}

// reviewer refuses who may not look at the queue: visitors are led to the
// sign-in.
func (r *request) reviewer() error {
	if r.viewer.Reviews() {
		return nil
	}
	return r.refused()
}
