package httpapi

import (
	"errors"
	"maps"
	"net/http"
	"slices"

	"github.com/retrouve/retrouve/registry"
)

// stepUpPage asks somebody who is signed in to show who they are once more, before
// a grave act. It carries the whole form along and sends it to where it was going.
type stepUpPage struct {
	Base
	Action string
	Parts  bool // sent in parts, as the form was: encoded it would be too long
	Kept   []KeptField
	Fields []Field
}

// KeptField is a value of the form that waits.
type KeptField struct{ Name, Value string }

var (
	stepUpFields   = []fieldDef{{name: "stepup", auto: "one-time-code", mode: "numeric", dir: "ltr", width: "w10", secret: true}}
	exerciseFields = []fieldDef{{name: "stepup", typ: "password", auto: "current-password", dir: "ltr", secret: true}}
)

// errAnswered says that the page has been written already.
var errAnswered = errors.New("answered")

// fresh lets pass who showed a code of their second factor within
// access.ProofLife, and asks others for one. It is for forms only, after own: what
// was typed goes through the page that asks, so nothing is lost.
func (r *request) fresh() error {
	if r.who.Fresh(r.now()) {
		return nil
	}
	var problems registry.Problems
	if code := r.form("stepup"); code != "" {
		token, err := r.Accounts.Prove(r.ctx, r.session, code)
		if err == nil {
			r.useSession(token)
			return nil
		}
		var ok bool
		if problems, ok = errors.AsType[registry.Problems](err); !ok {
			return err
		}
	}
	if err := r.stepUpPage(problems); err != nil {
		return err
	}
	return errAnswered
}

func (r *request) stepUpPage(problems registry.Problems) error {
	action := r.prefix + r.here
	r.here = "/account"
	defs, scope := stepUpFields, "code"
	if acc, err := r.Accounts.Account(r.ctx, r.viewer.Account); err != nil {
		return err
	} else if !acc.Factor() {
		defs, scope = exerciseFields, "exercise"
	}
	p := stepUpPage{Base: r.base(r.t("stepup.title"), ""), Action: action, Parts: r.c.Request().MultipartForm != nil, Fields: r.fields(scope, defs, none, problems)}
	form := r.c.Request().PostForm
	for _, name := range slices.Sorted(maps.Keys(form)) {
		if name == "token" || name == "stepup" {
			continue
		}
		for _, v := range form[name] {
			p.Kept = append(p.Kept, KeptField{name, shown(v)})
		}
	}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(http.StatusForbidden, "stepup", p)
}
