package access_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// from returns an address in the nth network.
func from(n int) string { return fmt.Sprintf("198.%d.%d.7", n/250, n%250) }

// guess tries n codes with a password, each from the next of so many networks,
// and holds that none is let in.
func (h *house) guess(password string, n, networks int, right string) {
	h.t.Helper()
	for i := range n {
		code := fmt.Sprintf("%06d", i)
		if code == right {
			continue
		}
		_, err := h.SignIn(h.t.Context(), access.Try{Name: "ana", Password: password, Code: code, From: from(i % networks)})
		if !errors.Is(err, access.ErrWrong) && registry.KindOf(err) != registry.KindLimited {
			h.t.Fatalf("guess %d: %v", i, err)
		}
	}
}

// device is the browser that somebody has a session in.
func (h *house) device(token registry.Token) access.Device {
	h.t.Helper()
	d, changed, err := h.Remember(h.t.Context(), token, "")
	h.must(err)
	if !changed {
		h.t.Fatal("the device is not remembered")
	}
	return d
}

// codes returns the recovery codes that were made with a session.
func (h *house) codes(token registry.Token) []string {
	h.t.Helper()
	codes, err := h.RecoveryCodes(h.t.Context(), token)
	h.must(err)
	return codes
}

func (h *house) audited(act string) (n int) {
	h.t.Helper()
	h.must(h.store.View(h.t.Context(), func(r registry.Reader) error {
		for e, err := range r.Audit(0) {
			if err != nil {
				return err
			}
			if e.Act == act {
				n++
			}
		}
		return nil
	}))
	return n
}

// TestStrangerLocksNobodyOut: whoever does not know the password can guess for
// hours, from one network or from hundreds; the owner comes in at a browser that
// they have used before, and with a recovery code anywhere; and with a code of
// the phone anywhere but in the networks of who guesses.
func TestStrangerLocksNobodyOut(t *testing.T) {
	for _, networks := range []int{1, 400} {
		h := newHouse(t)
		password, p, token := h.equip("ana", registry.RingModerator)
		known, recovery := h.device(token), h.codes(token)
		for i := range 3 {
			h.guess("not the password", 500, networks, "")
			h.signInWith(access.Try{Name: "ana", Password: password, Code: p.next(), Device: known, From: from(0)})
			h.guess("not the password", 200, networks, "")
			h.signInWith(access.Try{Name: "ana", Password: password, Code: recovery[i], From: from(0)})
			if networks == 1 {
				h.signInWith(access.Try{Name: "ana", Password: password, Code: p.next(), From: "192.0.2.1"})
			}
			h.clock.add(time.Hour)
		}
		h.must(h.NoteAlarms(t.Context()))
		if n := h.audited("account.guessed"); n != 0 {
			t.Errorf("%d alarms though nobody knew the password", n)
		}
	}
}

// TestA18Code: who knows the password is not let in by a code that they come to
// guess, from however many networks; the owner is, and learns of it, once a day.
func TestA18Code(t *testing.T) {
	for _, networks := range []int{1, 400} {
		h := newHouse(t)
		password, p, token := h.equip("ana", registry.RingModerator)
		known, recovery := h.device(token), h.codes(token)
		h.clock.add(time.Hour)
		for hour := range 3 {
			right := p.next()
			h.guess(password, 300, networks, right)
			_, err := h.SignIn(t.Context(), access.Try{Name: "ana", Password: password, Code: right, From: "192.0.2.77"})
			if !errors.Is(err, access.ErrWrong) && registry.KindOf(err) != registry.KindLimited {
				t.Errorf("the right code after hundreds of guesses: %v", err)
			}
			h.signInWith(access.Try{Name: "ana", Password: password, Code: p.next(), Device: known, From: from(0)})
			h.signInWith(access.Try{Name: "ana", Password: password, Code: recovery[hour], From: from(0)})
			h.must(h.NoteAlarms(t.Context()))
			h.clock.add(time.Hour)
		}
		if n := h.audited("account.guessed"); n != 1 {
			t.Errorf("%d alarms in three hours", n)
		}
		h.clock.add(time.Hour)
		h.signInWith(access.Try{Name: "ana", Password: password, Code: p.next()})
	}
}

// TestDeviceIsKnown: a mark holds for one account, one password, one phone and
// ninety days, and nobody makes one.
func TestDeviceIsKnown(t *testing.T) {
	h := newHouse(t)
	password, p, _ := h.equip("ana", registry.RingModerator)
	_, _, other := h.equip("eve", registry.RingModerator)
	token := h.signInWith(access.Try{Name: "ana", Password: password, Code: p.next()})
	mine := h.device(token)
	knows := func(token registry.Token, d access.Device) bool {
		t.Helper()
		_, changed, err := h.Remember(t.Context(), token, d)
		h.must(err)
		return !changed
	}
	if !knows(token, mine) || knows(other, mine) || knows(token, h.device(other)) || knows(token, mine+"x") || knows(token, "x"+mine) || knows(token, "..-.") {
		t.Error("marks are not told apart")
	}
	both, _, err := h.Remember(t.Context(), other, mine)
	h.must(err)
	if !knows(token, both) || !knows(other, both) {
		t.Error("two people do not share a browser")
	}
	pending, _, err := h.Remember(t.Context(), h.signIn("new", h.add("new", registry.RingVolunteer)), "")
	if err != nil || pending != "" {
		t.Errorf("known before the second factor: %v", err)
	}
	changed, err := h.ChangePassword(t.Context(), token, password, newPassword)
	h.must(err)
	if knows(changed, mine) {
		t.Error("known with another password")
	}
	mine = h.device(changed)
	h.must(h.BeginFactor(t.Context(), changed))
	setup, err := h.Setup(t.Context(), changed)
	h.must(err)
	changed, err = h.ConfirmFactor(t.Context(), changed, phone{h, setup.Secret}.code())
	h.must(err)
	if knows(changed, mine) {
		t.Error("known with another phone")
	}
	mine = h.device(changed)
	h.clock.add(access.DeviceLife)
	late := h.signInWith(access.Try{Name: "ana", Password: newPassword, Code: phone{h, setup.Secret}.next()})
	if knows(late, mine) {
		t.Error("known for ever")
	}
}
