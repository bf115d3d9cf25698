package access

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// How long sessions last.
const (
	StaffIdle  = 30 * time.Minute
	StaffLife  = 12 * time.Hour
	HolderLife = 2 * time.Hour // of somebody who came with a code, perhaps on a shared phone
	ProofLife  = 5 * time.Minute
)

// Session is a signed-in browser. Its id is the hash of the cookie's token.
type Session struct {
	ID      string             `json:"id"`
	Account registry.AccountID `json:"account,omitzero"` // of staff
	Scope   registry.Ref       `json:"scope,omitzero"`   // of the holder of a code
	Seeker  registry.SeekerID  `json:"seeker,omitzero"`  // likewise
	Created time.Time          `json:"created"`
	Ends    time.Time          `json:"ends"`

	Form   string    `json:"form,omitzero"`   // what forms send back, kept when the token is renewed
	Proven time.Time `json:"proven,omitzero"` // last time that they showed who they are
	Wrong  int       `json:"wrong,omitzero"`  // proofs since then that were wrong
	Secret string    `json:"secret,omitzero"` // of a second factor that is being set up
	Begun  time.Time `json:"begun,omitzero"`  // when that was begun in place of another
	Codes  string    `json:"codes,omitzero"`  // salt of the recovery codes made with this session
	Shown  time.Time `json:"shown,omitzero"`  // when those were made
}

// Ref names the record.
func (s *Session) Ref() registry.Ref { return registry.Ref{Kind: registry.KindSession, ID: s.ID} }

// Keys lists its entries in the secondary indexes.
func (s *Session) Keys() []registry.Key {
	keys := []registry.Key{{Index: registry.IndexSessionEnd, Value: s.Ends.UTC().Format(time.RFC3339)}}
	if s.Scope.ID != "" {
		keys = append(keys, registry.Key{Index: registry.IndexHolderSessions, Value: registry.HolderSession(s.Scope, s.Seeker)})
	}
	if s.Account != "" {
		keys = append(keys, registry.Key{Index: registry.IndexAccountSessions, Value: string(s.Account)})
	}
	return keys
}

// LogValue redacts the session: its id finds it.
func (Session) LogValue() slog.Value { return slog.StringValue("session") }

// Who is somebody who came with a session.
type Who struct {
	registry.Viewer           // the public while Pending
	Name            string    // of the account
	Form            string    // what a form of the session must send back
	Pending         bool      // must set up a second factor before anything else
	Proven          time.Time // last time that they showed who they are
	Ends            time.Time // when their role ends
}

// Fresh reports whether they showed who they are within ProofLife, as grave acts
// ask (step-up).
func (w Who) Fresh(now time.Time) bool { return now.Sub(w.Proven) < ProofLife }

// LogValue shows the account's id only.
func (w Who) LogValue() slog.Value { return slog.StringValue(string(w.Account)) }

// OpenCode starts a session for whoever holds the code of a record, as
// registry.Service.HolderOfCode found out.
func (a *Accounts) OpenCode(ctx context.Context, holder registry.Viewer) (registry.Token, error) {
	token := registry.NewToken()
	err := a.change(ctx, "OpenCode", func(_ registry.Reader, b *batch, now time.Time) error {
		b.start(token, Session{Scope: holder.Scope, Seeker: holder.Seeker, Ends: now.Add(HolderLife)}, now)
		return nil
	})
	return token, err
}

// start adds a new session to a batch.
func (b *batch) start(token registry.Token, s Session, now time.Time) {
	s.ID, s.Created = token.Hash(), now
	b.keep(&s, 0)
}

// staff starts a session of an account, with the secret of a second factor to set
// up where there is none.
func (a *Accounts) staff(b *batch, token registry.Token, acc *Account, now time.Time) {
	s := Session{Account: acc.ID, Ends: now.Add(StaffLife), Proven: now}
	if !acc.Factor() {
		s.Secret = newSecret()
	}
	b.start(token, s, now)
}

// Who returns who a session's token belongs to. It answers KindNotFound for a
// session that is unknown or over, and for an account that was closed or whose
// role has ended.
func (a *Accounts) Who(ctx context.Context, token registry.Token) (w Who, err error) {
	now := a.clock.Now()
	err = a.store.View(ctx, func(r registry.Reader) error {
		s, acc, err := a.open(r, token, now)
		if err != nil {
			return err
		}
		if s.Account == "" {
			w.Form = s.form(token)
			w.Viewer = registry.Holder(s.Scope, s.Seeker)
			return nil
		}
		w = Who{Name: acc.Name, Form: s.form(token), Proven: s.Proven, Ends: acc.Ends(), Pending: !acc.Factor() && !a.exercise}
		if !w.Pending {
			w.Viewer = acc.viewer()
		}
		return nil
	})
	if err == nil {
		a.touch(token.Hash(), now)
	}
	return w, err
}

func (a *Account) viewer() registry.Viewer {
	return registry.Viewer{Ring: a.Role, Account: a.ID, Org: a.Org}
}

// open loads a session that is not over and, for staff, its account.
func (a *Accounts) open(r registry.Reader, token registry.Token, now time.Time) (s Session, acc Account, err error) {
	over := &registry.Error{Op: "open", Kind: registry.KindNotFound}
	if _, err := r.Get(registry.Ref{Kind: registry.KindSession, ID: token.Hash()}, &s); err != nil {
		return s, acc, err
	}
	if !now.Before(s.Ends) {
		return s, acc, over
	}
	if s.Account == "" {
		return s, acc, nil
	}
	if _, err := r.Get(accountRef(s.Account), &acc); err != nil {
		return s, acc, err
	}
	if closed(r, &acc, now) || a.idle(s.ID, s.Created, now) {
		return s, acc, over
	}
	return s, acc, nil
}

// idle reports whether a session was not used for StaffIdle. The last use is
// kept in memory, so that reading a page writes nothing; after a restart a
// session counts from its start.
func (a *Accounts) idle(id string, created, now time.Time) bool {
	return now.Sub(a.used(id, created)) > StaffIdle
}

func (a *Accounts) used(id string, created time.Time) time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	if last, ok := a.seen[id]; ok {
		return last
	}
	return created
}

func (a *Accounts) touch(id string, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.seen[id] = now
}

func (a *Accounts) forget(refs ...registry.Ref) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, ref := range refs {
		delete(a.seen, ref.ID)
	}
}

// form returns what a form of this session must send back, so that another site
// cannot send it. Pages that are open in other tabs go on working when a step-up
// renews the token.
func (s *Session) form(token registry.Token) string {
	if s.Form != "" {
		return s.Form
	}
	return string(token.Derive("form"))
}

// SignOut ends a session. Ending one that is over is no error.
func (a *Accounts) SignOut(ctx context.Context, token registry.Token) error {
	ref := registry.Ref{Kind: registry.KindSession, ID: token.Hash()}
	a.forget(ref)
	return a.change(ctx, "SignOut", func(r registry.Reader, b *batch, _ time.Time) error {
		if r.Version(ref) != 0 {
			b.forget(r, ref)
		}
		return nil
	})
}

// Open is a session as its account sees it in a list.
type Open struct {
	Since, Used time.Time
	This        bool // the one that asks
}

// Sessions lists the sessions of who asks, the newest first.
func (a *Accounts) Sessions(ctx context.Context, token registry.Token) (list []Open, err error) {
	now := a.clock.Now()
	err = a.store.View(ctx, func(r registry.Reader) error {
		mine, _, err := a.open(r, token, now)
		if err != nil {
			return err
		}
		for _, ref := range each(r, registry.IndexAccountSessions, string(mine.Account)) {
			var s Session
			if _, err := r.Get(ref, &s); err != nil {
				return err
			}
			if now.Before(s.Ends) && !a.idle(s.ID, s.Created, now) {
				list = append(list, Open{s.Created, a.used(s.ID, s.Created), s.ID == mine.ID})
			}
		}
		return nil
	})
	slices.SortFunc(list, func(x, y Open) int { return y.Since.Compare(x.Since) })
	return list, err
}

// EndAll ends all sessions of an account, the one that asks too.
func (a *Accounts) EndAll(ctx context.Context, token registry.Token) error {
	return a.change(ctx, "EndAll", func(r registry.Reader, b *batch, now time.Time) error {
		s, _, err := a.open(r, token, now)
		if err != nil {
			return err
		}
		endAll(r, b, s.Account)
		return nil
	})
}

// endAll ends the sessions of an account.
func endAll(r registry.Reader, b *batch, id registry.AccountID) {
	for _, ref := range each(r, registry.IndexAccountSessions, string(id)) {
		b.forget(r, ref)
	}
}
