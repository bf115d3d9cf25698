package httpapi

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// Meter says that a search found people who are not shown, since too many
// different ones were found from here today, and how to go on.
type Meter struct {
	Proof *ProofForm
	Back  string // the search
	Text  string
}

// findable leaves out of the cards those that the visitor may not find any more
// today, and says how many.
func (r *request) findable(cards []registry.Card) (shown []registry.Card, kept int) {
	refs := make([]registry.Reference, len(cards))
	for i, c := range cards {
		refs[i] = c.Reference
	}
	may := r.brakes.find(r.address(), r.viewer.Account, refs, r.now())
	for _, c := range cards {
		if may[c.Reference] {
			shown = append(shown, c)
		}
	}
	r.canary(refs...)
	return shown, len(cards) - len(shown)
}

// canary raises the alarm when one of the references is a canary's: somebody
// reads what no family looks for. From then on, for a while, finding needs a proof
// of work. The log names the canary and a keyed hash of the network, by which two
// alarms can be compared, and nothing else of who it was.
func (r *request) canary(refs ...registry.Reference) {
	id, found, err := r.Service.Canary(r.ctx, refs...)
	if err != nil || !found || r.user != "" {
		return
	}
	from, err := r.Service.Way(r.ctx, registry.WayNetwork, access.VisitorOf(r.c.RealIP()).Network.String())
	r.Log.Warn("a canary was read: somebody may be copying the register", "notice", string(id), "from", string(from), "err", err)
	r.brakes.alarm(r.now())
}

// metered is findable for a page, which says how to go on.
func (r *request) metered(p *searchPage, cards []registry.Card) []registry.Card {
	shown, kept := r.findable(cards)
	if kept > 0 {
		p.Meter = &Meter{Text: r.t("meter.kept", "n", kept), Back: r.here, Proof: r.askProof(&p.Base, proofMore)}
	}
	return shown
}

// missed counts that somebody asked for a notice which is not there, or which
// they may not know of: who asks for many is guessing. The answer is the same for
// both.
func (r *request) missed(err error) error {
	if statusFor(err) != http.StatusNotFound || r.user != "" {
		return err
	}
	if r.brakes.pay(access.ActMiss, actor{address: r.address()}, r.now()) == access.Wait {
		return echo.ErrTooManyRequests
	}
	return err
}
