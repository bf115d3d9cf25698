package access

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// FactorLife is how long another phone can be set up after that was begun, with a
// fresh proof. A session that is stolen later must not end it.
const FactorLife = 15 * time.Minute

// sets reports whether a session sets up a second factor: the first of the
// account, or one that was begun a moment ago.
func (s *Session) sets(acc *Account, now time.Time) bool {
	return s.Secret != "" && (!acc.Factor() || now.Sub(s.Begun) < FactorLife)
}

// Setup is a second factor that waits for its first code.
type Setup struct {
	Name   string // of the account
	Secret string // base 32, to be typed where no camera is at hand
	First  bool   // there is none yet
}

// Image draws the secret for an app's camera, as a PNG. issuer names the site.
func (s Setup) Image(issuer string) ([]byte, error) { return secretImage(issuer, s.Name, s.Secret) }

// Setup returns the second factor that a session sets up: KindNotFound when it
// does not.
func (a *Accounts) Setup(ctx context.Context, token registry.Token) (out Setup, err error) {
	err = a.store.View(ctx, func(r registry.Reader) error {
		now := a.clock.Now()
		s, acc, err := a.open(r, token, now)
		if err != nil {
			return err
		}
		if !s.sets(&acc, now) {
			return &registry.Error{Op: "Setup", Kind: registry.KindNotFound}
		}
		out = Setup{Name: acc.Name, Secret: s.Secret, First: !acc.Factor()}
		return nil
	})
	return out, err
}

// BeginFactor begins to set up another second factor, on a new phone for
// example, for FactorLife. The old one counts until the new one is confirmed.
func (a *Accounts) BeginFactor(ctx context.Context, token registry.Token) error {
	return a.change(ctx, "BeginFactor", func(r registry.Reader, b *batch, now time.Time) error {
		s, acc, err := a.open(r, token, now)
		if err != nil || s.sets(&acc, now) {
			return err
		}
		s.Secret, s.Begun = newSecret(), now
		b.keep(&s, r.Version(s.Ref()))
		return nil
	})
}

// ConfirmFactor ends setting up the second factor with its first code. It begins
// a new session, ends all others of the account, and makes recovery codes, which
// RecoveryCodes shows. It answers KindNotFound when Setup does.
func (a *Accounts) ConfirmFactor(ctx context.Context, token registry.Token, code string) (registry.Token, error) {
	return a.renew(ctx, "ConfirmFactor", "account.factor_set", token, func(acc *Account, s *Session, fresh registry.Token, now time.Time) error {
		if !s.sets(acc, now) {
			return &registry.Error{Op: "ConfirmFactor", Kind: registry.KindNotFound}
		}
		step, ok := matchTOTP(s.Secret, code, 0, now)
		if !ok {
			return registry.Problems{{Field: "code", Code: "wrong"}}
		}
		acc.Secret, acc.Step, s.Secret, s.Proven = s.Secret, step, "", now
		s.Begun = time.Time{}
		newRecovery(acc, s, fresh, now)
		return nil
	})
}

// RenewRecovery makes new recovery codes; the old ones open nothing any more.
func (a *Accounts) RenewRecovery(ctx context.Context, token registry.Token) (registry.Token, error) {
	return a.renew(ctx, "RenewRecovery", "account.recovery_renewed", token, func(acc *Account, s *Session, fresh registry.Token, now time.Time) error {
		if !acc.Factor() {
			return &registry.Error{Op: "RenewRecovery", Kind: registry.KindForbidden}
		}
		newRecovery(acc, s, fresh, now)
		return nil
	})
}

func newRecovery(acc *Account, s *Session, fresh registry.Token, now time.Time) {
	s.Codes, s.Shown = registry.NewID(), now
	acc.Recovery = hashRecovery(makeRecovery(fresh, s.Codes))
}

// RecoveryCodes returns the codes that were made with this session, for
// RecoveryShown: KindNotFound afterwards and once one of them was used.
func (a *Accounts) RecoveryCodes(ctx context.Context, token registry.Token) (codes []string, err error) {
	now := a.clock.Now()
	err = a.store.View(ctx, func(r registry.Reader) error {
		s, acc, err := a.open(r, token, now)
		if err != nil {
			return err
		}
		codes = makeRecovery(token, s.Codes)
		if s.Codes == "" || now.Sub(s.Shown) > RecoveryShown || !slices.Equal(hashRecovery(codes), acc.Recovery) {
			codes, err = nil, &registry.Error{Op: "RecoveryCodes", Kind: registry.KindNotFound}
		}
		return err
	})
	return codes, err
}

// RecoveryLeft returns how many recovery codes an account has not used yet.
func (a *Accounts) RecoveryLeft(ctx context.Context, id registry.AccountID) (n int, err error) {
	err = a.store.View(ctx, func(r registry.Reader) error {
		var acc Account
		_, err := r.Get(accountRef(id), &acc)
		n = len(acc.Recovery)
		return err
	})
	return n, err
}

// renew changes an account from a session of its own, puts a new session in place
// of that one and ends all others.
func (a *Accounts) renew(ctx context.Context, op, what string, old registry.Token, decide func(acc *Account, s *Session, fresh registry.Token, now time.Time) error) (registry.Token, error) {
	token := registry.NewToken()
	err := a.change(ctx, op, func(r registry.Reader, b *batch, now time.Time) error {
		s, acc, err := a.open(r, old, now)
		if err != nil {
			return err
		}
		if s.Account == "" {
			return &registry.Error{Op: op, Kind: registry.KindForbidden}
		}
		if err := decide(&acc, &s, token, now); err != nil {
			return err
		}
		b.put(acc.viewer(), &acc, r.Version(acc.Ref()), what, now)
		endAll(r, b, acc.ID)
		s.ID = token.Hash()
		b.keep(&s, 0)
		return nil
	})
	if err != nil {
		return "", err
	}
	a.touch(token.Hash(), a.clock.Now())
	return token, nil
}

// LogValue redacts the secret.
func (Setup) LogValue() slog.Value { return slog.StringValue("a second factor") }
