package httpapi

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// Meter says that a search found people who are not shown, why, and how to go on.
type Meter struct {
	Text, Why string
	Proof     *ProofForm // nil: no proof would show more
	Back      string     // the search
	Wait      bool       // who has no script can wait instead
}

// findable leaves out of the cards those that the visitor may not find any more
// today, and tells what it left out.
func (r *request) findable(text string, cards []registry.Card) (shown []registry.Card, f finding) {
	list, refs := make([]find, len(cards)), make([]registry.Reference, len(cards))
	for i, c := range cards {
		list[i], refs[i] = find{c.Reference, byName(text, c)}, c.Reference
	}
	f = r.brakes.find(r.address(), r.viewer.Account, list, r.now())
	for _, c := range cards {
		if f.shown[c.Reference] {
			shown = append(shown, c)
		}
	}
	r.canary(refs...)
	return shown, f
}

// byName reports whether a card was found by the whole name of somebody, as typed
// by who looks for that person: two words of it or more, or all of a name that has
// only one; a letter or the beginning of a name is not enough. Words about looks
// are none of a name.
func byName(text string, c registry.Card) bool {
	words, name := len(strings.Fields(text)), registry.Reason{}
	for _, w := range c.Reasons {
		switch w.Field {
		case "name":
			name = w
		case "looks":
			words -= len(strings.Fields(w.Args["words"]))
		}
	}
	switch name.Code {
	case "", "initial", "prefix":
		return false
	case "part":
		words = len(strings.Fields(name.Args["name"]))
	}
	return words > 1 || words == 1 && slices.ContainsFunc(c.Names, func(n registry.Name) bool { return len(strings.Fields(n.Full)) == 1 })
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
func (r *request) metered(p *searchPage, text string, cards []registry.Card) []registry.Card {
	shown, f := r.findable(text, cards)
	if n := f.named + f.leafed; n > 0 {
		p.Meter = &Meter{Text: r.t("meter.kept", "n", n), Why: r.t("meter.why"), Back: r.here, Wait: f.named > 0}
		if f.crowd {
			p.Meter.Why = r.t("meter.crowd")
		}
		if f.named > 0 || f.sold {
			p.Meter.Proof = r.askProof(&p.Base, proofMore)
		}
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
	if r.Locked != nil {
		return errLocked // it may be there; the copy does not know
	}
	return err
}
