package httpapi

import (
	"strings"

	"github.com/retrouve/retrouve/registry/access"
)

// Purposes of a proof of work.
const (
	proofFile = "file"
	proofMore = "more" // to find further records
)

// ProofForm is the hidden part of a form that a script fills in with a proof of
// work. Without the script the form works too, and says so by an empty answer.
type ProofForm struct{ Challenge, Wait string }

// askProof puts a proof of work on a page: its script is the only one of the
// site, and only such pages may run it.
func (r *request) askProof(b *Base, purpose string) *ProofForm {
	b.Script = r.assets.URL("js/proof.js")
	h := r.c.Response().Header()
	csp := h.Get("Content-Security-Policy")
	if !strings.Contains(csp, "script-src") {
		h.Set("Content-Security-Policy", csp+"; script-src 'self'")
	}
	who := access.VisitorOf(r.c.RealIP()).Address
	return &ProofForm{Challenge: r.proofKey.Challenge(r.brakes.proof(purpose, r.now()), purpose, who, r.now()), Wait: r.t("proof.wait")}
}

// proven reports whether the form that was sent brings a proof of work that
// nobody used before.
func (r *request) proven(purpose string) bool {
	who := access.VisitorOf(r.c.RealIP()).Address
	seal, until, err := r.proofKey.Check(r.form("challenge"), r.form("proof"), purpose, who, r.now())
	return err == nil && r.brakes.spend(seal, until)
}

// more answers the proof of work of somebody who wants to find further records,
// and leads back to their search. Who has no proof, since their browser runs no
// script or gave all that count today, can wait instead.
func (s *Server) more(r *request) error {
	back := r.form("back")
	if !strings.HasPrefix(back, "/") || strings.HasPrefix(back, "//") || strings.ContainsFunc(back, astray) {
		back = "/search"
	}
	if r.proven(proofMore) && s.brakes.proved(r.address(), r.now()) {
		return r.redirect(back)
	}
	return r.wait(back)
}

// astray tells characters that browsers drop or read as a slash: after them a path
// leads to another site (URL standard, "remove all ASCII tab or newline").
func astray(c rune) bool { return c < 0x21 || c == '\\' }
