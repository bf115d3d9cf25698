package httpapi

import (
	"net/url"
	"strconv"

	"github.com/retrouve/retrouve/registry"
)

func (r *request) seenVersion() registry.Version {
	n, _ := strconv.ParseUint(r.form("seen"), 10, 64)
	return registry.Version(n)
}

func (s *Server) decide(r *request) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	basis, _ := registry.ParseConfidence(r.form("basis")) // "source": as the source knows it
	to := registry.LinkState(r.form("decision"))
	return r.decided(s.Service.DecideLink(r.ctx, r.viewer, registry.DecideLink{
		Link: registry.LinkID(r.c.Param("link")), Seen: r.seenVersion(), To: to,
		Reason: r.form("reason"), Basis: basis, ContactPoint: r.form("contact_point"),
	}), r.afterDecision(to))
}

// afterDecision is the page that follows a decision: the one with the pair's
// siblings when it came from there, the queue when the pair was put off.
func (r *request) afterDecision(to registry.LinkState) string {
	pair := "/desk/pairs/" + r.c.Param("link")
	switch side := r.form("side"); {
	case side == "report" || side == "notice":
		return "/desk/pairs/" + url.PathEscape(r.form("from")) + "/" + side
	case to == registry.LinkProposed:
		return "/desk/queue"
	}
	return pair
}

// decided shows the pair again with the problems, or leads on.
func (r *request) decided(err error, next string) error {
	again := func(problems registry.Problems) error { return r.pairPage(r.form, problems, nil) }
	return r.governed(err, again, next)
}

func (s *Server) undo(r *request) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	return r.decided(s.Service.UndoLink(r.ctx, r.viewer, registry.LinkID(r.c.Param("link")), r.seenVersion(), r.form("undo_reason")), "/desk/pairs/"+r.c.Param("link"))
}
