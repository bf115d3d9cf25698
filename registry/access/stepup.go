package access

import (
	"context"
	"errors"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// overlap is how long a session stays good after its token was renewed: a form
// that was sent twice arrives the second time with the old one.
const overlap = 20 * time.Second

// maxWrong is how many wrong proofs end a session: who has it may have stolen it.
const maxWrong = 10

// Prove takes a fresh code of the second factor from somebody who is signed in,
// in an exercise the password, and returns the token of a new session in place of
// the old. A wrong one is a Problem of the field "stepup"; too many are
// KindLimited, and maxWrong of them end the session.
func (a *Accounts) Prove(ctx context.Context, token registry.Token, proof string) (registry.Token, error) {
	return a.again.do(ctx, a.clock.Now(), func() (registry.Token, error) { return a.prove(ctx, token, proof) },
		"prove", string(token), proof)
}

func (a *Accounts) prove(ctx context.Context, old registry.Token, proof string) (registry.Token, error) {
	var acc Account
	now := a.clock.Now()
	err := a.store.View(ctx, func(r registry.Reader) (err error) {
		_, acc, err = a.open(r, old, now)
		return err
	})
	if err != nil {
		return "", err
	}
	back := a.brake.proof(acc.ID, now)
	if back == nil {
		return "", &registry.Error{Op: "Prove", Kind: registry.KindLimited}
	}
	right := false
	if !acc.Factor() {
		if right, err = a.hash.check(ctx, proof, acc.Password); err != nil {
			return "", err
		}
	}
	fresh := registry.NewToken()
	err = a.change(ctx, "Prove", func(r registry.Reader, b *batch, now time.Time) error {
		return a.replace(r, b, old, fresh, func(acc *Account) bool { return right && !acc.Factor() || acc.use(proof, now) }, now)
	})
	if _, wrong := errors.AsType[registry.Problems](err); wrong {
		if e := a.missed(ctx, old); e != nil {
			return "", e
		}
	}
	if err != nil {
		return "", err
	}
	back()
	a.touch(fresh.Hash(), now)
	return fresh, nil
}

// missed counts a wrong proof, and ends the session with the last it may have.
func (a *Accounts) missed(ctx context.Context, token registry.Token) error {
	return a.change(ctx, "Prove", func(r registry.Reader, b *batch, now time.Time) error {
		s, _, err := a.open(r, token, now)
		if err != nil {
			return err
		}
		if s.Wrong++; s.Wrong >= maxWrong {
			b.forget(r, s.Ref())
			return nil
		}
		b.keep(&s, r.Version(s.Ref()))
		return nil
	})
}

// replace puts a new session in place of the old if the proof is right.
func (a *Accounts) replace(r registry.Reader, b *batch, old, fresh registry.Token, right func(*Account) bool, now time.Time) error {
	s, acc, err := a.open(r, old, now)
	if err != nil {
		return err
	}
	if !right(&acc) {
		return registry.Problems{{Field: "stepup", Code: "wrong"}}
	}
	next := s
	next.ID, next.Proven, next.Form, next.Wrong = fresh.Hash(), now, s.form(old), 0
	b.keep(&next, 0)
	s.Secret, s.Codes, s.Proven, s.Ends = "", "", time.Time{}, now.Add(overlap)
	b.keep(&s, r.Version(s.Ref()))
	if acc.Factor() {
		b.put(acc.viewer(), &acc, r.Version(acc.Ref()), "account.proven", now)
	}
	return nil
}

// ChangePassword gives the account of a session another password. It begins a new
// session and ends all others.
func (a *Accounts) ChangePassword(ctx context.Context, token registry.Token, old, password string) (registry.Token, error) {
	var acc Account
	now := a.clock.Now()
	err := a.store.View(ctx, func(r registry.Reader) (err error) {
		_, acc, err = a.open(r, token, now)
		return err
	})
	if err != nil {
		return "", err
	}
	var p registry.Problems
	if checkStrength(password, acc.Name, &p); len(p) > 0 {
		return "", p
	}
	back := a.brake.proof(acc.ID, now)
	if back == nil {
		return "", &registry.Error{Op: "ChangePassword", Kind: registry.KindLimited}
	}
	if good, err := a.hash.check(ctx, old, acc.Password); err != nil {
		return "", err
	} else if !good {
		return "", registry.Problems{{Field: "password", Code: "wrong"}}
	}
	hashed, err := a.hash.make(ctx, password)
	if err != nil {
		return "", err
	}
	back()
	return a.renew(ctx, "ChangePassword", "account.password_changed", token, func(acc *Account, s *Session, _ registry.Token, now time.Time) error {
		acc.Password, s.Codes = hashed, ""
		return nil
	})
}
