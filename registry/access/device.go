package access

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// DeviceLife is how long an account knows a browser.
const DeviceLife = 90 * 24 * time.Hour

// Device is a browser that people have signed in with, as its cookie says: a
// random name with the day it was given, and a mark for each of the last
// deviceMarks accounts. It lets nobody in; it has tries of its own, so that who
// guesses from elsewhere cannot keep the owner of an account out. The zero value
// is a browser that nobody knows.
type Device string

// deviceMarks is how many people share one browser of a ward.
const deviceMarks = 5

const dayLength = 24 * time.Hour

// name returns the name of the device, "" when it is too old or none.
func (d Device) name(now time.Time) string {
	name, _, _ := strings.Cut(string(d), ".")
	_, day, _ := strings.Cut(name, "-")
	n, err := strconv.ParseInt(day, 10, 64)
	if age := now.Unix()/int64(dayLength/time.Second) - n; err != nil || len(name) > 64 || age < 0 || age >= int64(DeviceLife/dayLength) {
		return ""
	}
	return name
}

// marks returns the marks of the device, at most deviceMarks.
func (d Device) marks() []string {
	all := strings.Split(string(d), ".")[1:]
	return all[:min(len(all), deviceMarks)]
}

// knows returns the name of a device that the account knows, else "". It forgets
// all of them with another password or another phone.
func (a *Account) knows(d Device, now time.Time) string {
	name := d.name(now)
	if name == "" || a.Password == "" {
		return ""
	}
	want := []byte(a.mark(name))
	for _, mark := range d.marks() {
		if subtle.ConstantTimeCompare([]byte(mark), want) == 1 {
			return name
		}
	}
	return ""
}

// mark says that an account knows a device. Its key follows from what only the
// registry has of the account, so nobody else can make one.
func (a *Account) mark(device string) string {
	key := sha256.Sum256([]byte("retrouve device\x00" + a.Secret + "\x00" + a.Password))
	h := hmac.New(sha256.New, key[:])
	h.Write([]byte(device + "\x00" + string(a.ID)))
	return strings.ToLower(base32.StdEncoding.EncodeToString(h.Sum(nil)[:20]))
}

// with returns the device with a mark for the account, as the newest.
func (d Device) with(acc *Account, now time.Time) Device {
	name, marks := d.name(now), d.marks
	if name == "" {
		name, marks = registry.NewID()+"-"+strconv.FormatInt(now.Unix()/int64(dayLength/time.Second), 10), func() []string { return nil }
	}
	list := slices.DeleteFunc(marks(), func(m string) bool { return m == acc.mark(name) })
	list = append([]string{name, acc.mark(name)}, list...)
	return Device(strings.Join(list[:min(len(list), deviceMarks+1)], "."))
}

// Remember returns what the cookie of a browser says from now on, where somebody
// has a session: changed is false when that account knows the browser already,
// has not shown a second factor yet, or is nobody's.
func (a *Accounts) Remember(ctx context.Context, token registry.Token, d Device) (now Device, changed bool, err error) {
	err = a.store.View(ctx, func(r registry.Reader) error {
		at := a.clock.Now()
		s, acc, err := a.open(r, token, at)
		if err != nil || s.Account == "" || !acc.Factor() && !a.exercise || acc.knows(d, at) != "" {
			return err
		}
		now, changed = d.with(&acc, at), true
		return nil
	})
	return now, changed, err
}

// LogValue redacts the device.
func (Device) LogValue() slog.Value { return slog.StringValue("a device") }
