package httpapi

import (
	"net/http"
	"slices"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// deskHomePage lists every page that the account may use, by what it is for and with
// what waits there: the menu would not hold them all on a telephone.
type deskHomePage struct {
	Base
	Odd    string // the clock is in doubt, and nothing is erased
	Groups []DeskGroup
}

// DeskGroup is a heading with the pages under it.
type DeskGroup struct {
	Title string
	Links []DeskLink
}

// DeskLink is a page, with one sentence about what it is for and what waits there.
type DeskLink struct {
	URL, Text, Hint string
	Waiting         []string
	Oldest          string
}

// deskPlace is a page of staff; its words are under desk.home.<name>.
type deskPlace struct {
	name, path string
	work       []registry.Work // what waits there
}

// deskGroup is a group of such pages, and who may use them.
type deskGroup struct {
	name   string
	mayUse func(registry.Viewer) bool
	places []deskPlace
}

// deskGroups lists all pages of staff in the order in which their work comes.
func deskGroups() []deskGroup {
	admin := func(v registry.Viewer) bool { return v.Ring == registry.RingAdmin }
	at := func(name, path string, work ...registry.Work) deskPlace { return deskPlace{name, path, work} }
	return []deskGroup{
		{"organisation", func(v registry.Viewer) bool { return v.Ring == registry.RingOrganisation },
			[]deskPlace{at("new", "/desk/arrivals/new"), at("arrivals", "/desk/arrivals"), at("messages", "/desk/messages", registry.WorkAnswers), at("verify", "/desk/claims"), at("members", "/desk/members")}},
		{"people", registry.Viewer.Reviews, []deskPlace{at("queue", "/desk/queue", registry.WorkPairs, registry.WorkTasks)}},
		{"care", registry.Viewer.Decides, []deskPlace{
			at("claims", "/desk/claims", registry.WorkClaims), at("review", "/desk/review", registry.WorkReview), at("flags", "/desk/flags", registry.WorkFlags),
			at("threads", "/desk/threads", registry.WorkMessages), at("sources", "/desk/sources"),
		}},
		{"access", admin, []deskPlace{at("accounts", "/admin/accounts"), at("invitations", "/admin/invitations"), at("organisations", "/admin/organisations"), at("keys", "/admin/keys")}},
		{"running", admin, []deskPlace{
			at("events", "/admin/events"), at("outbox", "/admin/outbox", registry.WorkLetters), at("hooks", "/admin/hooks", registry.WorkHooks), at("brakes", "/admin/brakes"), at("clock", "/admin/clock"), at("lock", "/admin/lock"),
		}},
		{"control", registry.Viewer.Audits, []deskPlace{at("audit", "/admin/audit")}},
		{"self", func(registry.Viewer) bool { return true }, []deskPlace{at("account", "/account")}},
	}
}

// adminGroups are the groups that the page of admins has.
var adminGroups = []string{"access", "running", "control"}

func (s *Server) deskHome(r *request) error {
	if r.user == "" || r.who.Pending {
		return r.refused()
	}
	return r.hubPage(r.t("desk.home.title"), func(deskGroup) bool { return true })
}

// adminHome is the part of the desk that is for admins.
func (s *Server) adminHome(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	return r.hubPage(r.t("admin.nav"), func(g deskGroup) bool { return slices.Contains(adminGroups, g.name) })
}

func (r *request) hubPage(title string, has func(deskGroup) bool) error {
	work, err := r.Service.WaitingWork(r.ctx, r.viewer)
	if err != nil {
		return err
	}
	p := deskHomePage{Base: r.base(title, "")}
	for _, g := range deskGroups() {
		if !g.mayUse(r.viewer) || !has(g) {
			continue
		}
		shown := DeskGroup{Title: r.t("desk.home." + g.name)}
		for _, place := range g.places {
			shown.Links = append(shown.Links, r.deskLink(place, work))
		}
		p.Groups = append(p.Groups, shown)
	}
	if r.viewer.Ring == registry.RingAdmin {
		c, err := r.Service.ClockState(r.ctx)
		if err != nil {
			return err
		}
		p.Odd = r.clockDoubt(c)
	}
	return r.render(http.StatusOK, "deskhome", p)
}

func (r *request) deskLink(place deskPlace, work map[registry.Work]registry.Waiting) DeskLink {
	key := "desk.home." + place.name
	l := DeskLink{URL: r.to(place.path), Text: r.t(key), Hint: r.t(key + ".hint")}
	var oldest time.Time
	for _, name := range place.work {
		w := work[name]
		if w.N == 0 {
			continue
		}
		number := r.cat.Number(w.N)
		if w.More {
			number += "+"
		}
		l.Waiting = append(l.Waiting, r.t("desk.work."+string(name), "n", w.N, "number", number))
		if !w.Oldest.IsZero() && (oldest.IsZero() || w.Oldest.Before(oldest)) {
			oldest = w.Oldest
		}
	}
	if since := r.now().Sub(oldest); !oldest.IsZero() && since >= time.Minute {
		l.Oldest = r.t("desk.work.oldest", "since", r.duration(since))
	}
	return l
}
