package access

import (
	"context"
	"errors"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// How long sessions last (trust.md, "Accounts").
const (
	StaffIdle  = 30 * time.Minute
	StaffLife  = 12 * time.Hour
	HolderLife = 2 * time.Hour // of somebody who came with a code, perhaps on a shared phone
)

// Session is a signed-in browser. Its id is the hash of the cookie's token.
type Session struct {
	ID      string             `json:"id"`
	Account registry.AccountID `json:"account,omitzero"` // of staff
	Scope   registry.Ref       `json:"scope,omitzero"`   // of the holder of a code
	Seeker  registry.SeekerID  `json:"seeker,omitzero"`  // likewise
	Created time.Time          `json:"created"`
	Ends    time.Time          `json:"ends"`
}

// Ref names the record.
func (s *Session) Ref() registry.Ref { return registry.Ref{Kind: registry.KindSession, ID: s.ID} }

// Keys lists its entries in the secondary indexes.
func (s *Session) Keys() []registry.Key {
	keys := []registry.Key{{Index: registry.IndexSessionEnd, Value: s.Ends.UTC().Format(time.RFC3339)}}
	if s.Scope.ID != "" {
		keys = append(keys, registry.Key{Index: registry.IndexHolderSessions, Value: registry.HolderSession(s.Scope, s.Seeker)})
	}
	return keys
}

// ErrWrong says that name and password do not belong together. It does not tell
// which of the two is wrong, or that the account is disabled.
var ErrWrong = errors.New("wrong name or password")

// SignIn checks a password and starts a session of staff. An unknown name takes
// as long as a wrong password.
func (a *Accounts) SignIn(ctx context.Context, name, password string) (registry.Token, error) {
	var acc *Account
	var ok bool
	err := a.store.View(ctx, func(r registry.Reader) (err error) {
		acc, _, ok, err = find(r, foldName(name))
		return err
	})
	if err != nil {
		return "", err
	}
	if !ok {
		if _, err := a.hash.key(ctx, password, make([]byte, argonSalt), argonTime, argonMemory); err != nil {
			return "", err
		}
		return "", ErrWrong
	}
	good, err := a.hash.check(ctx, password, acc.Password)
	if err != nil {
		return "", err
	}
	if !good || acc.Disabled {
		return "", ErrWrong
	}
	return a.start(ctx, Session{Account: acc.ID}, StaffLife)
}

// OpenCode starts a session for whoever holds the code of a record, as
// registry.Service.HolderOfCode found out.
func (a *Accounts) OpenCode(ctx context.Context, holder registry.Viewer) (registry.Token, error) {
	return a.start(ctx, Session{Scope: holder.Scope, Seeker: holder.Seeker}, HolderLife)
}

func (a *Accounts) start(ctx context.Context, s Session, life time.Duration) (registry.Token, error) {
	token, now := registry.NewToken(), a.clock.Now()
	s.ID, s.Created, s.Ends = token.Hash(), now, now.Add(life)
	_, err := a.store.Commit(ctx, registry.Batch{
		Expect: []registry.Expect{{Ref: s.Ref()}},
		Put:    []registry.Record{&s},
	})
	a.touch(s.ID, now)
	return token, err
}

// Viewer returns who a session's token belongs to, and the account's name for
// staff. It answers KindNotFound for a session that is unknown or over.
func (a *Accounts) Viewer(ctx context.Context, token registry.Token) (v registry.Viewer, name string, err error) {
	id, now := token.Hash(), a.clock.Now()
	over := &registry.Error{Op: "Viewer", Kind: registry.KindNotFound}
	err = a.store.View(ctx, func(r registry.Reader) error {
		var s Session
		if _, err := r.Get(registry.Ref{Kind: registry.KindSession, ID: id}, &s); err != nil {
			return err
		}
		if !now.Before(s.Ends) {
			return over
		}
		if s.Account == "" {
			v = registry.Viewer{Ring: registry.RingSeeker, Scope: s.Scope, Seeker: s.Seeker}
			if s.Scope.Kind == registry.KindReport {
				v.Ring = registry.RingSource
			}
			return nil
		}
		var acc Account
		if _, err := r.Get(registry.Ref{Kind: registry.KindAccount, ID: string(s.Account)}, &acc); err != nil {
			return err
		}
		if acc.Disabled || a.idle(id, s.Created, now) {
			return over
		}
		v, name = registry.Viewer{Ring: acc.Role, Account: acc.ID}, acc.Name
		return nil
	})
	if err == nil {
		a.touch(id, now)
	}
	return v, name, err
}

// idle reports whether a session was not used for StaffIdle. The last use is
// kept in memory, so that reading a page writes nothing; after a restart a
// session counts from its start.
func (a *Accounts) idle(id string, created, now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	last, ok := a.seen[id]
	if !ok {
		last = created
	}
	return now.Sub(last) > StaffIdle
}

func (a *Accounts) touch(id string, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.seen[id] = now
}

// FormToken returns what a form of this session must send back, so that another
// site cannot send it.
func FormToken(session registry.Token) string { return string(session.Derive("form")) }

// SignOut ends a session. Ending one that is over is no error.
func (a *Accounts) SignOut(ctx context.Context, token registry.Token) error {
	a.mu.Lock()
	delete(a.seen, token.Hash())
	a.mu.Unlock()
	_, err := a.store.Commit(ctx, registry.Batch{Delete: []registry.Ref{{Kind: registry.KindSession, ID: token.Hash()}}})
	if err != nil && registry.KindOf(err) == registry.KindNotFound {
		return nil
	}
	return err
}

// Purge deletes sessions that are over.
func (a *Accounts) Purge(ctx context.Context) error {
	var b registry.Batch
	err := a.store.View(ctx, func(r registry.Reader) error {
		now := a.clock.Now().UTC().Format(time.RFC3339)
		for ends, ref := range r.Find(registry.IndexSessionEnd, "") {
			if ends >= now || len(b.Delete) == 1000 {
				break
			}
			b.Delete = append(b.Delete, ref)
		}
		return nil
	})
	if err != nil || len(b.Delete) == 0 {
		return err
	}
	a.mu.Lock()
	for _, ref := range b.Delete {
		delete(a.seen, ref.ID)
	}
	a.mu.Unlock()
	_, err = a.store.Commit(ctx, b)
	return err
}
