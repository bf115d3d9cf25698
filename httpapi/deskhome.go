package httpapi

import (
	"net/http"

	"github.com/retrouve/retrouve/registry"
)

// deskHomePage lists every page that the account may use, by what it is for: the
// menu would not hold them all on a telephone.
type deskHomePage struct {
	Base
	Groups []DeskGroup
}

// DeskGroup is a heading with the pages under it.
type DeskGroup struct {
	Title string
	Links []DeskLink
}

// DeskLink is a page, with one sentence about what it is for.
type DeskLink struct{ URL, Text, Hint string }

// deskPlace is a page of staff; its words are under desk.home.<name>.
type deskPlace struct{ name, path string }

// deskGroup is a group of such pages, and who may use them.
type deskGroup struct {
	name   string
	mayUse func(registry.Viewer) bool
	places []deskPlace
}

// deskGroups lists all pages of staff in the order in which their work comes.
func deskGroups() []deskGroup {
	return []deskGroup{
		{"organisation", func(v registry.Viewer) bool { return v.Ring == registry.RingOrganisation },
			[]deskPlace{{"new", "/desk/arrivals/new"}, {"arrivals", "/desk/arrivals"}, {"messages", "/desk/messages"}, {"members", "/desk/members"}}},
		{"people", registry.Viewer.Reviews, []deskPlace{{"queue", "/desk/queue"}}},
		{"care", registry.Viewer.Decides,
			[]deskPlace{{"review", "/desk/review"}, {"flags", "/desk/flags"}, {"threads", "/desk/threads"}, {"claims", "/desk/claims"}, {"sources", "/desk/sources"}}},
		{"access", func(v registry.Viewer) bool { return v.Ring == registry.RingAdmin },
			[]deskPlace{{"accounts", "/admin/accounts"}, {"invitations", "/admin/invitations"}, {"organisations", "/admin/organisations"}, {"keys", "/admin/keys"}}},
		{"running", func(v registry.Viewer) bool { return v.Ring == registry.RingAdmin },
			[]deskPlace{{"events", "/admin/events"}, {"outbox", "/admin/outbox"}, {"hooks", "/admin/hooks"}, {"brakes", "/admin/brakes"}, {"clock", "/admin/clock"}}},
		{"control", registry.Viewer.Audits, []deskPlace{{"audit", "/admin/audit"}}},
		{"self", func(registry.Viewer) bool { return true }, []deskPlace{{"account", "/account"}}},
	}
}

func (s *Server) deskHome(r *request) error {
	if r.user == "" || r.who.Pending {
		return r.refused()
	}
	p := deskHomePage{Base: r.base(r.t("desk.home.title"), "")}
	for _, g := range deskGroups() {
		if !g.mayUse(r.viewer) {
			continue
		}
		shown := DeskGroup{Title: r.t("desk.home." + g.name)}
		for _, place := range g.places {
			key := "desk.home." + place.name
			shown.Links = append(shown.Links, DeskLink{r.to(place.path), r.t(key), r.t(key + ".hint")})
		}
		p.Groups = append(p.Groups, shown)
	}
	return r.render(http.StatusOK, "deskhome", p)
}
