package httpapi

import (
	"net/http"
	"time"

	"github.com/retrouve/retrouve/registry/access"
)

// brakesPage tells an admin whether visitors must work at present, and why.
type brakesPage struct {
	Base
	Nav   []AdminNav
	State []string
	Facts []Fact
}

func (s *Server) adminBrakes(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	c := s.brakes.state(r.now())
	p := brakesPage{Base: r.base(r.t("brakes.title"), "/desk"), Nav: r.adminNav("brakes"), State: r.brakesState(c)}
	count := func(name string, n int) {
		p.Facts = append(p.Facts, Fact{Term: r.t("brakes." + name), Value: r.cat.Number(n)})
	}
	count("networks", c.networks)
	count("named", c.named)
	count("leafed", c.leafed)
	count("kept", c.kept)
	if !c.attacked.IsZero() {
		p.Facts = append(p.Facts, Fact{Term: r.t("brakes.attacked"), Value: r.at(c.attacked)})
	}
	if !c.flooded.IsZero() {
		p.Facts = append(p.Facts, Fact{Term: r.t("brakes.flooded"), Value: r.at(c.flooded)})
	}
	return r.render(http.StatusOK, "brakes", p)
}

// brakesState says in sentences what visitors meet.
func (r *request) brakesState(c crowdState) []string {
	var out []string
	say := func(key string, since time.Time) {
		if !since.IsZero() {
			out = append(out, r.t(key, "when", r.at(since)))
		}
	}
	if c.work == access.WorkForAll {
		out = append(out, r.t("brakes.state.on"))
	}
	if c.work == access.WorkToLeaf {
		say("brakes.state.copied", c.attacked)
	}
	say("brakes.state.leafed", c.crowd.Leafed.Short)
	say("brakes.state.sold", c.crowd.Sold.Short)
	say("brakes.state.named", c.crowd.Named.Short)
	if r.brakes.wantsProof(r.now()) {
		say("brakes.state.flooded", c.flooded)
	}
	if len(out) == 0 {
		out = append(out, r.t("brakes.state.calm"))
	}
	return out
}
