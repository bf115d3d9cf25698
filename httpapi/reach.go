package httpapi

import (
	"time"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
)

// reachLine is one way in which news reaches the holder of a code.
type reachLine struct {
	To, State    string
	Via          string
	Ask          bool // offers to send a letter that confirms the address
	Again        bool // one was sent before
	Digits       []Field
	Resume, Told bool
}

var digitsField = []fieldDef{{name: "digits", mode: "numeric", dir: "ltr", width: "w10", auto: "one-time-code"}}

// reachLines says where news goes, and offers what would let it go there.
func (r *request) reachLines(problems registry.Problems) ([]reachLine, error) {
	list, err := r.Service.Reaches(r.ctx, r.viewer)
	if err != nil {
		return nil, err
	}
	var out []reachLine
	for _, x := range list {
		if !x.Possible && !x.Confirmed {
			continue // nobody can send there; the contact stands among the facts
		}
		l := reachLine{To: x.To, Via: string(x.Via)}
		switch {
		case x.Stopped && x.Confirmed:
			l.State, l.Resume = r.t("reach.stopped"), true
		case x.Stopped:
			l.State = r.t("reach.stopped")
		case x.Confirmed:
			l.State, l.Told = r.t("reach.confirmed"), true
		default:
			l.State, l.Ask, l.Again = r.t("reach.unconfirmed"), true, x.Asked
			if x.Via == registry.BySMS && x.Asked {
				l.Digits = r.fields("reach", digitsField, r.form, problems)
			}
		}
		out = append(out, l)
	}
	return out, nil
}

// manageAsk sends the letter that confirms an address.
func (s *Server) manageAsk(r *request) error {
	return r.managed("asked", func() error { return s.Service.AskAgain(r.ctx, r.viewer, registry.Channel(r.form("via"))) })
}

func (s *Server) manageDigits(r *request) error {
	return r.managed("confirmed", func() error { return s.Service.ConfirmDigits(r.ctx, r.viewer, r.form("digits")) })
}

func (s *Server) manageResume(r *request) error {
	return r.managed("resumed", func() error { return s.Service.ResumeLetters(r.ctx, r.viewer, registry.Channel(r.form("via"))) })
}

// manageCode makes a new code and shows it: the old one ends, and so do all other
// sessions. The same form sent again shows the same code.
func (s *Server) manageCode(r *request) error {
	if r.viewer.Scope == (registry.Ref{}) {
		return echo.ErrForbidden
	}
	if err := r.own(); err != nil {
		return err
	}
	keep := registry.Ref{Kind: registry.KindSession, ID: r.session.Hash()}
	made, err := s.Service.RenewCode(r.ctx, r.viewer, r.form("once"), keep)
	if err != nil {
		return err
	}
	return r.newCode(made, "/manage")
}

// marked marks what happened since the holder of the code was here before.
func marked(list []TimelineEntry, before time.Time) []TimelineEntry {
	for i := range list {
		list[i].New = !before.IsZero() && list[i].at.After(before)
	}
	return list
}

// since returns when the holder of the code was here before; the zero time, which
// marks nothing, when that cannot be told.
func (r *request) since() time.Time {
	before, err := r.Service.LastVisit(r.ctx, r.viewer)
	if err != nil {
		r.Log.Warn("the last visit is unknown", "err", err)
	}
	return before
}
