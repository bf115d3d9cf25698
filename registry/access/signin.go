package access

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// Try is one try to sign in.
type Try struct {
	Name, Password string
	Code           string // of the second factor, or a recovery code; empty until that is set up
	From           string // address
	Device         Device // that it comes from
	Once           string // made with the form: the same form again gives the same session
}

// LogValue redacts the try.
func (Try) LogValue() slog.Value { return slog.StringValue("a try to sign in") }

// ErrWrong says that name, password and code do not belong together. It does not
// tell which of them is wrong, or that the account is closed.
var ErrWrong = errors.New("wrong name, password or code")

// SignIn starts a session of staff. All refusals are ErrWrong and take the same
// time, whether or not there is such an account, except KindLimited, which says
// that there were too many tries, by whoever.
func (a *Accounts) SignIn(ctx context.Context, t Try) (registry.Token, error) {
	t.Name = foldName(t.Name)
	return a.again.do(ctx, a.clock.Now(), func() (registry.Token, error) { return a.signIn(ctx, t) },
		t.Once, "sign in", t.Name, t.Password, t.Code)
}

func (a *Accounts) signIn(ctx context.Context, t Try) (registry.Token, error) {
	var acc Account
	var known bool
	err := a.store.View(ctx, func(r registry.Reader) (err error) {
		acc, _, known, err = find(r, t.Name)
		return err
	})
	if err != nil {
		return "", err
	}
	now := a.clock.Now()
	e := entry{name: t.Name, from: t.From, known: known, code: acc.shows(t.Code, now), device: acc.knows(t.Device, now)}
	back := a.brake.admit(e, now)
	if back == nil {
		return "", &registry.Error{Op: "SignIn", Kind: registry.KindLimited}
	}
	good, err := a.checkPassword(ctx, t.Password, acc.Password, known)
	if err != nil {
		return "", err
	}
	if !good {
		return "", ErrWrong
	}
	if ok, alarm := a.brake.accepts(e, now); acc.Factor() && !ok {
		if alarm {
			a.alarm(acc.ID)
		}
		return "", ErrWrong
	}
	token := registry.NewToken()
	err = a.change(ctx, "SignIn", func(r registry.Reader, b *batch, now time.Time) error {
		return a.enter(r, b, token, acc, t.Code, e.device != "", now)
	})
	if err != nil {
		return "", err
	}
	back()
	a.touch(token.Hash(), now)
	return token, nil
}

// checkPassword takes as long for an account that there is not.
func (a *Accounts) checkPassword(ctx context.Context, password, hashed string, known bool) (bool, error) {
	if !known || hashed == "" { // or one that waits to be reset
		_, err := a.hash.key(ctx, password, make([]byte, argonSalt), argonTime, argonMemory)
		return false, err
	}
	return a.hash.check(ctx, password, hashed)
}

// enter starts the session of an account whose password was right, if the code is
// right as well and nothing of the account has changed meanwhile. known says
// whether it has seen the browser before: of another its owner is told.
func (a *Accounts) enter(r registry.Reader, b *batch, token registry.Token, checked Account, code string, known bool, now time.Time) error {
	var acc Account
	v, err := r.Get(checked.Ref(), &acc)
	if err != nil {
		return err
	}
	if acc.Password != checked.Password || closed(r, &acc, now) || acc.Factor() && !acc.use(code, now) {
		return ErrWrong
	}
	a.staff(b, token, &acc, now)
	if acc.Factor() {
		what := map[bool]string{true: "account.signed_in", false: "account.signed_in_anew"}[known]
		b.put(acc.viewer(), &acc, v, what, now)
	}
	return nil
}
