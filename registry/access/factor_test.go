package access_test

import (
	"bytes"
	"errors"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// TestFactorFirst: with the password alone nobody is anybody yet.
func TestFactorFirst(t *testing.T) {
	h := newHouse(t)
	password := h.add("ana", registry.RingAdmin)
	token := h.signIn("ana", password)
	if w := h.who(token); !w.Pending || w.Viewer != (registry.Viewer{}) || w.Name != "ana" {
		t.Fatalf("before the second factor: %+v", w)
	}
	setup, err := h.Setup(t.Context(), token)
	h.must(err)
	again, err := h.Setup(t.Context(), token)
	h.must(err)
	if setup != again || !setup.First || len(setup.Secret) != 32 {
		t.Errorf("the set-up page changes: %+v, %+v", setup, again)
	}
	p := phone{h, setup.Secret}
	if _, err := h.ConfirmFactor(t.Context(), token, "000000"); problem(err) != "code.wrong" || !h.who(token).Pending {
		t.Errorf("a wrong code: %v", err)
	}
	other := h.signIn("ana", password)
	fresh, err := h.ConfirmFactor(t.Context(), token, " "+p.code()[:3]+" "+p.code()[3:])
	h.must(err)
	if w := h.who(fresh); w.Pending || w.Ring != registry.RingAdmin || !w.Fresh(h.clock.Now()) {
		t.Errorf("after the second factor: %+v", w)
	}
	if h.in(token) || h.in(other) {
		t.Error("sessions from before the second factor go on")
	}
	for name, try := range map[string]access.Try{
		"no code":       {Name: "ana", Password: password},
		"wrong code":    {Name: "ana", Password: password, Code: "123456"},
		"used code":     {Name: "ana", Password: password, Code: p.code()},
		"only the code": {Name: "ana", Code: p.next()},
		"another's":     {Name: "eve", Password: password, Code: p.code()},
	} {
		if _, err := h.SignIn(t.Context(), try); !errors.Is(err, access.ErrWrong) {
			t.Errorf("%s: %v", name, err)
		}
	}
	h.signInWith(access.Try{Name: "ana", Password: password, Code: p.next()})
}

// TestCodes: one step of skew to either side, and each code once (RFC 6238, 5.2).
func TestCodes(t *testing.T) {
	h := newHouse(t)
	password, p, _ := h.equip("ana", registry.RingModerator)
	for _, tt := range []struct {
		wait time.Duration
		ok   bool
	}{{0, true}, {30 * time.Second, true}, {60 * time.Second, false}, {5 * time.Minute, false}} {
		h.clock.add(10 * time.Minute)
		code := p.code()
		h.clock.add(tt.wait)
		try := access.Try{Name: "ana", Password: password, Code: code}
		if _, err := h.SignIn(t.Context(), try); (err == nil) != tt.ok {
			t.Errorf("after %v: %v", tt.wait, err)
		}
		if _, err := h.SignIn(t.Context(), try); !errors.Is(err, access.ErrWrong) {
			t.Errorf("after %v, twice: %v", tt.wait, err)
		}
	}
	h.clock.add(10 * time.Minute)
	early := p.next()
	h.clock.add(-30 * time.Second)
	h.signInWith(access.Try{Name: "ana", Password: password, Code: early})
	if _, err := h.SignIn(t.Context(), access.Try{Name: "ana", Password: password, Code: p.code()}); !errors.Is(err, access.ErrWrong) {
		t.Errorf("a code older than the last used: %v", err)
	}
}

// TestSignInTwice: a double click gives one session, and another form none.
func TestSignInTwice(t *testing.T) {
	h := newHouse(t)
	password, p, _ := h.equip("ana", registry.RingModerator)
	try := access.Try{Name: "ana", Password: password, Code: p.next(), Once: "form"}
	results := make(chan registry.Token, 2)
	for range 2 {
		go func() {
			token, _ := h.SignIn(t.Context(), try)
			results <- token
		}()
	}
	one, two := <-results, <-results
	if one == "" || one != two || h.sessions() != 2 {
		t.Errorf("a double click: %v sessions", h.sessions())
	}
	try.Once = "another"
	if _, err := h.SignIn(t.Context(), try); !errors.Is(err, access.ErrWrong) {
		t.Errorf("the same code from another form: %v", err)
	}
	h.clock.add(time.Minute)
	try.Once = "form"
	if _, err := h.SignIn(t.Context(), try); !errors.Is(err, access.ErrWrong) {
		t.Errorf("the same form much later: %v", err)
	}
}

func TestRecovery(t *testing.T) {
	h := newHouse(t)
	password, p, token := h.equip("ana", registry.RingModerator)
	codes, err := h.RecoveryCodes(t.Context(), token)
	h.must(err)
	acc := h.stored()
	for _, c := range codes {
		if len(c) != 16 || strings.Contains(strings.Join(acc.Recovery, " "), c) {
			t.Errorf("%q, kept as %v", c, acc.Recovery)
		}
	}
	typed := strings.ToLower(codes[3][:4] + "-" + codes[3][4:8] + " " + codes[3][8:])
	typed = strings.NewReplacer("0", "o", "1", "l").Replace(typed)
	h.clock.add(access.RecoveryShown - time.Second)
	if again, err := h.RecoveryCodes(t.Context(), token); err != nil || again[3] != codes[3] {
		t.Errorf("reloading the page of the codes: %v", err)
	}
	h.clock.add(2 * time.Second)
	if _, err := h.RecoveryCodes(t.Context(), token); registry.KindOf(err) != registry.KindNotFound {
		t.Errorf("the codes are shown much later: %v", err)
	}
	h.signInWith(access.Try{Name: "ana", Password: password, Code: typed})
	if _, err := h.SignIn(t.Context(), access.Try{Name: "ana", Password: password, Code: codes[3]}); !errors.Is(err, access.ErrWrong) {
		t.Errorf("a recovery code twice: %v", err)
	}
	if n, err := h.RecoveryLeft(t.Context(), acc.ID); n != 7 || err != nil {
		t.Errorf("%d codes are left, %v", n, err)
	}
	token = h.signInWith(access.Try{Name: "ana", Password: password, Code: p.next()})
	fresh, err := h.RenewRecovery(t.Context(), token)
	h.must(err)
	if h.in(token) || !h.in(fresh) {
		t.Error("new codes come without a new session")
	}
	if _, err := h.SignIn(t.Context(), access.Try{Name: "ana", Password: password, Code: codes[4]}); !errors.Is(err, access.ErrWrong) {
		t.Errorf("an old recovery code: %v", err)
	}
}

func TestAnotherPhone(t *testing.T) {
	h := newHouse(t)
	password, p, token := h.equip("ana", registry.RingModerator)
	if _, err := h.Setup(t.Context(), token); registry.KindOf(err) != registry.KindNotFound {
		t.Errorf("nothing is being set up: %v", err)
	}
	h.must(h.BeginFactor(t.Context(), token))
	setup, err := h.Setup(t.Context(), token)
	h.must(err)
	if setup.First || setup.Secret == p.secret {
		t.Errorf("%+v", setup)
	}
	h.signInWith(access.Try{Name: "ana", Password: password, Code: p.next()}) // the old one counts still
	q := phone{h, setup.Secret}
	_, err = h.ConfirmFactor(t.Context(), token, q.next())
	h.must(err)
	if _, err := h.SignIn(t.Context(), access.Try{Name: "ana", Password: password, Code: p.next()}); !errors.Is(err, access.ErrWrong) {
		t.Errorf("the old phone: %v", err)
	}
	h.signInWith(access.Try{Name: "ana", Password: password, Code: q.next()})
}

func TestSetupImage(t *testing.T) {
	b, err := access.Setup{Name: "ana", Secret: strings.Repeat("A", 32)}.Image("Retrouve")
	if err != nil {
		t.Fatal(err)
	}
	if img, err := png.Decode(bytes.NewReader(b)); err != nil || img.Bounds().Dx() != 264 {
		t.Errorf("the picture: %v", err)
	}
}

func TestProve(t *testing.T) {
	h := newHouse(t)
	_, p, token := h.equip("ana", registry.RingModerator)
	h.clock.add(access.ProofLife - time.Second)
	if !h.who(token).Fresh(h.clock.Now()) {
		t.Error("a proof ends early")
	}
	h.clock.add(time.Second)
	if h.who(token).Fresh(h.clock.Now()) {
		t.Error("a proof lasts too long")
	}
	if _, err := h.Prove(t.Context(), token, "999999"); problem(err) != "stepup.wrong" {
		t.Errorf("a wrong code: %v", err)
	}
	code := p.code()
	fresh, err := h.Prove(t.Context(), token, code)
	h.must(err)
	if fresh == token || !h.who(fresh).Fresh(h.clock.Now()) || h.who(token).Fresh(h.clock.Now()) {
		t.Error("a proof begins a new session, and only that one is proven")
	}
	if twice, err := h.Prove(t.Context(), token, code); twice != fresh || err != nil {
		t.Errorf("a double click: %v", err)
	}
	h.clock.add(21 * time.Second)
	if h.in(token) || !h.in(fresh) {
		t.Error("the old session goes on")
	}
	h.clock.add(10 * time.Minute)
	for range 10 {
		if _, err = h.Prove(t.Context(), fresh, "999999"); problem(err) != "stepup.wrong" {
			t.Errorf("a guess: %v", err)
		}
	}
	if h.in(fresh) {
		t.Error("a session goes on after ten guesses")
	}
	if _, err := h.Prove(t.Context(), fresh, p.code()); err == nil {
		t.Error("who guessed ten times is in with the right code")
	}
}

func TestProveInExercise(t *testing.T) {
	h := newDrill(t)
	password := h.add("ana", registry.RingModerator)
	token := h.signIn("ana", password)
	if h.who(token).Pending {
		t.Fatal("an exercise asks for a second factor")
	}
	h.clock.add(access.ProofLife)
	if _, err := h.Prove(t.Context(), token, "x"); problem(err) != "stepup.wrong" {
		t.Errorf("a wrong password: %v", err)
	}
	if _, err := h.Prove(t.Context(), token, password); err != nil {
		t.Error(err)
	}
}

func TestChangePassword(t *testing.T) {
	h := newHouse(t)
	old, p, token := h.equip("ana", registry.RingModerator)
	other := h.signInWith(access.Try{Name: "ana", Password: old, Code: p.next()})
	const better = "correct horse battery"
	if _, err := h.ChangePassword(t.Context(), token, "wrong", better); problem(err) != "password.wrong" {
		t.Errorf("a wrong password: %v", err)
	}
	if _, err := h.ChangePassword(t.Context(), token, old, "short"); problem(err) != "new_password.short" || !h.in(other) {
		t.Errorf("a short one: %v", err)
	}
	fresh, err := h.ChangePassword(t.Context(), token, old, better)
	h.must(err)
	if h.in(token) || h.in(other) || !h.in(fresh) {
		t.Error("other sessions go on after the password was changed")
	}
	if _, err := h.SignIn(t.Context(), access.Try{Name: "ana", Password: old, Code: p.next()}); !errors.Is(err, access.ErrWrong) {
		t.Errorf("the old password: %v", err)
	}
	h.signInWith(access.Try{Name: "ana", Password: better, Code: p.next()})
}

func TestSessions(t *testing.T) {
	h := newHouse(t)
	password, p, first := h.equip("ana", registry.RingModerator)
	second := h.signInWith(access.Try{Name: "ana", Password: password, Code: p.next()})
	_, _, foreign := h.equip("eve", registry.RingModerator)
	list, err := h.Sessions(t.Context(), second)
	if err != nil || len(list) != 2 || !list[0].This || list[1].This {
		t.Errorf("%+v, %v", list, err)
	}
	h.must(h.EndAll(t.Context(), second))
	if h.in(first) || h.in(second) || !h.in(foreign) {
		t.Error("ending all sessions ends one's own and no other")
	}
}
