package access_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
	"github.com/retrouve/retrouve/registry/memstore"
)

// clock is a registry.Clock that stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// house is accounts on a store in memory.
type house struct {
	*access.Accounts
	t     *testing.T
	store registry.Store
	clock *clock
}

func newHouse(t *testing.T) *house {
	h := &house{t: t, store: memstore.New(), clock: &clock{now: time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)}}
	h.Accounts = access.New(h.store, h.clock)
	return h
}

// newDrill is newHouse where nobody has a second factor.
func newDrill(t *testing.T) *house {
	h := newHouse(t)
	h.Accounts = access.NewExercise(h.store, h.clock)
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// add makes an account and returns its password.
func (h *house) add(name string, role registry.Ring) string {
	h.t.Helper()
	password, err := h.Add(h.t.Context(), name, role)
	h.must(err)
	return password
}

func (h *house) signIn(name, password string) registry.Token {
	h.t.Helper()
	return h.signInWith(access.Try{Name: name, Password: password})
}

func (h *house) signInWith(try access.Try) registry.Token {
	h.t.Helper()
	token, err := h.SignIn(h.t.Context(), try)
	h.must(err)
	return token
}

// phone is an authenticator app.
type phone struct {
	h      *house
	secret string
}

// code returns what the phone shows now.
func (p phone) code() string {
	p.h.t.Helper()
	code, err := totp.GenerateCode(p.secret, p.h.clock.Now())
	p.h.must(err)
	return code
}

// next lets half a minute pass and returns a code that was not used.
func (p phone) next() string {
	p.h.clock.add(30 * time.Second)
	return p.code()
}

// equip makes an account with a second factor and returns its password, phone
// and the session it was set up with.
func (h *house) equip(name string, role registry.Ring) (password string, p phone, token registry.Token) {
	h.t.Helper()
	password = h.add(name, role)
	token = h.signIn(name, password)
	setup, err := h.Setup(h.t.Context(), token)
	h.must(err)
	p = phone{h, setup.Secret}
	token, err = h.ConfirmFactor(h.t.Context(), token, p.code())
	h.must(err)
	return password, p, token
}

// in reports whether a token still opens a session.
func (h *house) in(token registry.Token) bool {
	h.t.Helper()
	_, err := h.Who(h.t.Context(), token)
	if err != nil && registry.KindOf(err) != registry.KindNotFound {
		h.t.Errorf("Who: %v", err)
	}
	return err == nil
}

func (h *house) who(token registry.Token) access.Who {
	h.t.Helper()
	w, err := h.Who(h.t.Context(), token)
	h.must(err)
	return w
}

func (h *house) sessions() (n int) {
	h.must(h.store.View(h.t.Context(), func(r registry.Reader) error { n = r.Count(registry.KindSession); return nil }))
	return n
}

// id returns the id of an account.
func (h *house) id(name string) registry.AccountID {
	h.t.Helper()
	acc, err := h.Named(h.t.Context(), name)
	h.must(err)
	return acc.ID
}

// stored returns the one account as it is kept.
func (h *house) stored() (acc access.Account) {
	h.t.Helper()
	h.must(h.store.View(h.t.Context(), func(r registry.Reader) error {
		for id := range r.IDs(registry.KindAccount, "") {
			_, err := r.Get(registry.Ref{Kind: registry.KindAccount, ID: id}, &acc)
			return err
		}
		return nil
	}))
	return acc
}

// rehash replaces the stored password hash.
func (h *house) rehash(change func(string) string) {
	acc := h.stored()
	acc.Password = change(acc.Password)
	_, err := h.store.Commit(h.t.Context(), registry.Batch{
		Put: []registry.Record{&acc}, Changes: []registry.Change{{What: "test", Ref: acc.Ref()}},
	})
	h.must(err)
}

func field(s string, i int) string { return strings.Split(s, "$")[i] }

// problem returns the code of the one problem of an error, with its field.
func problem(err error) string {
	if p, ok := err.(registry.Problems); ok && len(p) == 1 {
		return p[0].Field + "." + p[0].Code
	}
	return ""
}
