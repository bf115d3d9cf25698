package httpapi

import (
	"net/http"
	"time"

	"github.com/retrouve/retrouve/registry/access"
)

// waitPage lets somebody wait instead of a proof of work: the way for browsers
// without scripts.
type waitPage struct {
	Base
	Text   string
	Plain  string // for browsers without scripts; "" where nobody else comes here
	Why    string
	Stamp  string // "" where waiting is over for today
	Action string
	Kept   []KeptField
	Proof  *ProofForm // nil: waiting is the only way
	Button string
}

// waitLife is how long a wait can be made use of.
const waitLife = time.Hour

// patience reports whether the form that was sent brings a wait for a purpose that
// is over and that nobody used before; else it returns the stamp to wait with, and
// how long.
func (r *request) patience(purpose string) (over bool, stamp string, left time.Duration, err error) {
	since, ok, err := r.stamped(purpose)
	need, waited := r.brakes.rules.Views.Wait, r.now().Sub(since)
	switch ok = ok && waited < waitLife; {
	case err != nil:
		return false, "", 0, err
	case ok && waited < need:
		return false, r.form("stamp"), need - waited, nil
	case ok && r.brakes.spend(r.form("stamp"), since.Add(waitLife)):
		return true, "", 0, nil
	}
	stamp, err = r.stamp(purpose, r.now())
	return false, stamp, need, err
}

// seconds returns whole seconds, none too few.
func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }

// wait leads back to the search of somebody who waited, and asks others to.
// Afterwards people are found by their whole names.
func (r *request) wait(back string) error {
	over, stamp, left, err := r.patience("wait " + access.VisitorOf(r.c.RealIP()).Address.String())
	if err != nil {
		return err
	}
	if over && r.brakes.waited(r.address(), r.now()) {
		return r.redirect(back)
	}
	r.here = "/search"
	p := waitPage{Base: r.base(r.t("wait.title"), back), Action: r.to("/more"), Kept: []KeptField{{"back", back}}, Text: r.t("wait.over"), Button: r.t("meter.more")}
	if stamp != "" && r.brakes.mayWait(r.address(), r.now()) {
		p.Stamp, p.Text, p.Why = stamp, r.t("wait.text", "n", seconds(left)), r.t("wait.why")
	}
	return r.render(http.StatusOK, "wait", p)
}
