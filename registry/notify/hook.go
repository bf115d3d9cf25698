package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"syscall"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// Hooks tells the programs of organisations of changes.
type Hooks struct {
	Service *registry.Service
	Client  *http.Client
	Log     *slog.Logger
}

// hookTimeout bounds one delivery.
const hookTimeout = 10 * time.Second

// SignatureHeader carries the time and the signature of a delivery, as
// "t=1709294400,v1=hex". The signature is HMAC-SHA-256 (RFC 2104) under the hook's
// secret over the time, a dot and the body.
const SignatureHeader = "Retrouve-Signature"

// HookClient returns a client that follows no redirects and, unless private is
// allowed, connects to nothing but the public internet: whoever may add a hook
// must not reach into the network of this machine.
func HookClient(private bool) *http.Client {
	d := &net.Dialer{Timeout: hookTimeout}
	if !private {
		d.Control = func(_, address string, _ syscall.RawConn) error { return public(address) }
	}
	return &http.Client{
		Timeout:       hookTimeout,
		Transport:     &http.Transport{DialContext: d.DialContext, TLSHandshakeTimeout: hookTimeout, MaxIdleConnsPerHost: 1, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

var errPrivate = errors.New("not on the public internet")

// public refuses addresses that lead elsewhere than to the public internet. It is
// asked after names were looked up, so a name cannot lead around it.
func public(address string) error {
	a, err := netip.ParseAddrPort(address)
	if err != nil {
		return errPrivate
	}
	ip := a.Addr().Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return errPrivate
	}
	for _, p := range reserved() {
		if p.Contains(ip) {
			return errPrivate
		}
	}
	return nil
}

// reserved lists networks that are global unicast by their form only (RFC 6890):
// shared by carriers, protocol assignments, benchmarks, examples, future use, and
// the ways into IPv4 from IPv6.
func reserved() []netip.Prefix {
	var out []netip.Prefix
	for _, s := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10",
	} {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}

// Run tells what there is to tell until the context ends.
func (h *Hooks) Run(ctx context.Context) error {
	for {
		changed := h.Service.Store.Changed()
		d, err := h.Service.NextDelivery(ctx)
		if err != nil {
			return err
		}
		if d != nil {
			if err := h.tell(ctx, *d); err != nil {
				return err
			}
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-changed:
		case <-time.After(time.Minute): // what failed is due again
		}
	}
}

// tell delivers and notes how that went.
func (h *Hooks) tell(ctx context.Context, d registry.Delivery) error {
	cause := h.send(ctx, d)
	switch {
	case cause == "":
		return h.Service.DeliveryDone(context.WithoutCancel(ctx), d)
	case ctx.Err() != nil:
		return ctx.Err()
	}
	h.Log.Warn("a hook was not told", "hook", d, "cause", cause)
	return h.Service.DeliveryRefused(ctx, d, cause)
}

// send posts a delivery and returns why it was not taken, as a code.
func (h *Hooks) send(ctx context.Context, d registry.Delivery) (cause string) {
	body, err := payload(d)
	if err != nil {
		return "words"
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.URL, bytes.NewReader(body))
	if err != nil {
		return "settings"
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set(SignatureHeader, Sign(d.Secret, h.Service.Clock.Now(), body))
	res, err := h.Client.Do(req)
	switch {
	case errors.Is(err, errPrivate):
		return "private"
	case err != nil:
		return "connection"
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10)) // lets the connection be used again
	if res.StatusCode/100 != 2 {
		return fmt.Sprintf("http_%d", res.StatusCode)
	}
	return ""
}

// told is one change in a delivery.
type told struct {
	Seq  registry.Seq  `json:"seq"`
	What string        `json:"what"`
	Kind registry.Kind `json:"kind"`
	ID   string        `json:"id"`
	At   time.Time     `json:"at"`
}

// payload is the body of a delivery. Each change has its position in the log: a
// program knows by that what it was told before. After a backup was restored it is
// another log, which has the same positions for other changes.
func payload(d registry.Delivery) ([]byte, error) {
	out := struct {
		Hook    registry.HookID `json:"hook"`
		Log     string          `json:"log"`
		Changes []told          `json:"changes"`
		Test    bool            `json:"test,omitempty"`
	}{Hook: d.Hook, Log: d.Log, Changes: []told{}, Test: d.Test}
	for _, c := range d.Changes {
		out.Changes = append(out.Changes, told{c.Seq, c.What, c.Ref.Kind, c.Ref.ID, c.At})
	}
	return json.Marshal(out)
}

// Sign returns the value of SignatureHeader for a body sent at a time.
func Sign(secret string, at time.Time, body []byte) string {
	t := strconv.FormatInt(at.Unix(), 10)
	m := hmac.New(sha256.New, []byte(secret))
	m.Write([]byte(t + "."))
	m.Write(body)
	return "t=" + t + ",v1=" + hex.EncodeToString(m.Sum(nil))
}
