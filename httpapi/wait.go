package httpapi

import (
	"net/http"
	"time"

	"github.com/retrouve/retrouve/registry/access"
)

// waitPage lets somebody wait instead of a proof of work: the way for browsers
// without scripts. Afterwards people are found by their whole names.
type waitPage struct {
	Base
	Text   string
	Stamp  string // "" where waiting is over for today
	Back   string
	Button string
}

// waitLife is how long a wait can be made use of.
const waitLife = time.Hour

// wait leads back to the search of somebody who waited, and asks others to.
func (r *request) wait(back string) error {
	purpose, now := "wait "+access.VisitorOf(r.c.RealIP()).Address.String(), r.now()
	since, ok, err := r.stamped(purpose)
	if err != nil {
		return err
	}
	ok = ok && now.Sub(since) < waitLife
	need := r.brakes.rules.Views.Wait
	if ok && now.Sub(since) >= need && r.brakes.spend(r.form("stamp"), since.Add(waitLife)) && r.brakes.waited(r.address(), now) {
		return r.redirect(back)
	}
	r.here = "/search"
	p := waitPage{Base: r.base(r.t("wait.title"), back), Back: back, Text: r.t("wait.over"), Button: r.t("meter.more")}
	if r.brakes.mayWait(r.address(), now) {
		left := need
		if p.Stamp = r.form("stamp"); ok && now.Sub(since) < need {
			left -= now.Sub(since)
		} else if p.Stamp, err = r.stamp(purpose, now); err != nil {
			return err
		}
		p.Text = r.t("wait.text", "n", int((left+time.Second-1)/time.Second))
	}
	return r.render(http.StatusOK, "wait", p)
}
