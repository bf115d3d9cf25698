package httpapi

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// purposeBegin is that of a wait, or of a proof of work, to begin a notice or report.
const purposeBegin = "begin"

// filesOn lets those file a notice or report from whose connection too many forms
// came: they may share it with thousands. Pages that show a form are free, a draft
// pays for its own steps, and to begin one costs a proof of work or half a minute.
// It answers with the page that says so; others wait.
func (r *request) filesOn() error {
	route := r.c.Path()
	begins := route == findJourney.base+"/new" || route == reportJourney.base+"/new"
	switch post := r.c.Request().Method == http.MethodPost; {
	case post && begins:
		return r.begin()
	case !post && (begins || route == reportJourney.base || strings.Contains(route, "/new/:draft/")), r.ownDraft():
		return nil
	}
	return echo.ErrTooManyRequests
}

// ownDraft reports whether the address names a draft that has something left of its
// own.
func (r *request) ownDraft() bool {
	token, ok := registry.ParseToken(r.c.Param("draft"))
	if !ok {
		return false
	}
	_, _, err := r.Service.Draft(r.ctx, token)
	return err == nil && r.brakes.pay(access.ActSend, actor{record: token.Hash()}, r.now()) == access.Allowed
}

// begin lets pass who worked or waited, and asks others to, without losing what was
// typed into the search.
func (r *request) begin() error {
	if r.proven(purposeBegin) {
		return nil
	}
	over, stamp, left, err := r.patience(purposeBegin + " " + access.VisitorOf(r.c.RealIP()).Address.String())
	if over || err != nil {
		return err
	}
	p := waitPage{Action: r.prefix + r.c.Request().URL.RequestURI(), Text: r.t("begin.text"), Stamp: stamp, Button: r.t("begin.button")}
	form := r.c.Request().PostForm
	for _, name := range slices.Sorted(maps.Keys(form)) {
		if !slices.Contains([]string{"stamp", "challenge", "proof"}, name) {
			p.Kept = append(p.Kept, KeptField{name, shown(form.Get(name))})
		}
	}
	r.here = "/"
	p.Base = r.base(r.t("wait.title"), "")
	p.Plain = r.t("wait.text", "n", seconds(left))
	if r.brakes.rules.Proof.Mode != access.ProofOff {
		p.Proof = r.askProof(&p.Base, purposeBegin)
	}
	if err := r.render(http.StatusTooManyRequests, "wait", p); err != nil {
		return err
	}
	return errAnswered
}
