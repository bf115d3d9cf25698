package httpapi

import (
	"time"

	"github.com/retrouve/retrouve/registry"
)

// adminClockPage compares the clock of the machine with when it was seen last:
// while they are far apart nothing is erased until an admin calls it right.
type adminClockPage struct {
	Base
	Nav   []AdminNav
	Odd   string // why nothing is erased; empty while all is well
	Facts []Fact
	Shown string // the time that the page shows, for its form
}

func (s *Server) clockRoutes(r router) {
	r.get("/admin/clock", s.adminClock)
	r.post("/admin/clock", s.adminTrustClock)
}

func (s *Server) adminClock(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	return r.adminClockPage(nil)
}

func (r *request) adminClockPage(problems registry.Problems) error {
	c, err := r.Service.ClockState(r.ctx)
	if err != nil {
		return err
	}
	due, err := r.Service.Overdue(r.ctx, 0)
	if err != nil {
		return err
	}
	p := adminClockPage{
		Base: r.base(r.t("admin.clock.title"), "/desk"), Nav: r.adminNav("clock"), Odd: r.clockDoubt(c), Shown: c.Now.Format(time.RFC3339),
		Facts: []Fact{{Term: r.t("admin.clock.now"), Value: r.at(c.Now)}},
	}
	if !c.Seen.IsZero() {
		p.Facts = append(p.Facts, Fact{Term: r.t("admin.clock.seen"), Value: r.at(c.Seen)})
	}
	p.Facts = append(p.Facts, Fact{Term: r.t("admin.clock.due"), Value: r.cat.Number(due)})
	r.wrong(&p.Base, problems)
	return r.render(status(problems), "adminclock", p)
}

// clockDoubt says how far the clock is off; nothing while it can be believed.
func (r *request) clockDoubt(c registry.ClockState) string {
	days := int(c.Ahead().Abs() / (24 * time.Hour))
	switch {
	case !c.Odd():
		return ""
	case c.Ahead() < 0:
		return r.t("admin.clock.behind", "n", days)
	}
	return r.t("admin.clock.ahead", "n", days)
}

// adminTrustClock says that the clock is right.
func (s *Server) adminTrustClock(r *request) error {
	if err := r.adminForm(); err != nil {
		return err
	}
	shown, _ := time.Parse(time.RFC3339, r.form("shown")) // none: the registry refuses it
	return r.governed(s.Service.TrustClock(r.ctx, r.viewer, shown), r.adminClockPage, "/admin/clock")
}
