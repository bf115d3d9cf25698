package notify

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// TestHooks posts ids and kinds, signed, and nothing about anybody.
func TestHooks(t *testing.T) {
	o := newOffice(t)
	var body []byte
	var signature string
	program := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ = io.ReadAll(r.Body)
		signature = r.Header.Get(SignatureHeader)
	}))
	defer program.Close()
	_, secret, err := o.AddHook(t.Context(), registry.Viewer{Ring: registry.RingAdmin, Account: "root"}, program.URL, "form")
	o.must(err)
	ref := o.file("en", "canary@example.org")
	d, err := o.NextDelivery(t.Context())
	o.must(err)
	h := &Hooks{Service: o.Service, Client: HookClient(true), Log: slog.New(slog.DiscardHandler)}
	o.must(h.tell(t.Context(), *d))
	var got struct {
		Log     string
		Changes []told
	}
	var log string
	o.must(o.Store.View(t.Context(), func(r registry.Reader) error { log = r.Head().Epoch; return nil }))
	if err := json.Unmarshal(body, &got); err != nil || len(got.Changes) != 1 || got.Changes[0].ID != ref.ID || got.Changes[0].What != "notice.filed" || got.Log != log || log == "" {
		t.Errorf("told %s: %v", body, err)
	}
	if want := Sign(secret, o.clock.Now(), body); signature != want {
		t.Errorf("signed %s, want %s", signature, want)
	}
	if strings.Contains(strings.ToLower(string(body)), "canary") {
		t.Error("a name is told")
	}
	if d, err := o.NextDelivery(t.Context()); err != nil || d != nil {
		t.Errorf("told again: %v %v", d, err)
	}
	o.must(o.TestHook(t.Context(), registry.Viewer{Ring: registry.RingAdmin, Account: "root"}, d.Hook))
	d, err = o.NextDelivery(t.Context())
	o.must(err)
	o.must(h.tell(t.Context(), *d))
	if want := `{"hook":"` + string(d.Hook) + `","log":"` + log + `","changes":[],"test":true}`; string(body) != want || signature != Sign(secret, o.clock.Now(), body) {
		t.Errorf("a test says %s, want %s", body, want)
	}
}

// TestHooksPrivate reaches nothing inside: neither this machine nor by a redirect.
func TestHooksPrivate(t *testing.T) {
	o := newOffice(t)
	asked := 0
	inside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		http.Redirect(w, r, "/again", http.StatusTemporaryRedirect)
	}))
	defer inside.Close()
	h := &Hooks{Service: o.Service, Client: HookClient(false), Log: slog.New(slog.DiscardHandler)}
	d := registry.Delivery{URL: inside.URL, Changes: []registry.Change{{Seq: 1}}}
	if got := h.send(t.Context(), d); got != "private" || asked != 0 {
		t.Errorf("this machine: %s, asked %d times", got, asked)
	}
	d.URL = strings.Replace(inside.URL, "127.0.0.1", "localhost", 1)
	if got := h.send(t.Context(), d); got != "private" || asked != 0 {
		t.Errorf("this machine by its name: %s, asked %d times", got, asked)
	}
	h.Client = HookClient(true)
	if got := h.send(t.Context(), d); got != "http_307" || asked != 1 {
		t.Errorf("a redirect: %s, asked %d times", got, asked)
	}
}

func TestPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.215.14:443": true, "[2606:2800:21f::1]:443": true,
		"127.0.0.1:80": false, "10.1.2.3:80": false, "172.16.0.1:80": false, "192.168.1.1:80": false, "169.254.169.254:80": false, "0.0.0.0:80": false,
		"100.64.1.1:80": false, "224.0.0.1:80": false, "255.255.255.255:80": false, "198.18.0.1:80": false, "[::1]:80": false, "[::]:80": false,
		"[fe80::1]:80": false, "[fd00::1]:80": false, "[::ffff:127.0.0.1]:80": false, "[::127.0.0.1]:80": false, "[64:ff9b::7f00:1]:80": false, "[2002:7f00:1::]:80": false, "name:80": false,
	} {
		if got := public(address) == nil; got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

// TestGateway asks a gateway as its provider wants, whatever the words hold.
func TestGateway(t *testing.T) {
	for _, c := range []struct{ name, url, body, want, kind string }{
		{"JSON", "/send", `{"to":"{to}","text":"{text}","ref":"{id}"}`, `{"to":"+33612345678","text":"a \"b\" \u0026\n{to}","ref":"1234abcd"}`, "application/json"},
		{"form", "/send", "to={to}&text={text}", "to=%2B33612345678&text=a+%22b%22+%26%0A%7Bto%7D", "application/x-www-form-urlencoded"},
		{"address", "/send?to={to}&text={text}", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got, kind, token, to string
			gate := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				b, _ := io.ReadAll(r.Body)
				got, kind, token, to = string(b), r.Header.Get("Content-Type"), r.Header.Get("Authorization"), r.URL.Query().Get("to")
			}))
			defer gate.Close()
			g := NewGateway(Gateway{URL: gate.URL + c.url, Body: c.body, Headers: []string{"Authorization: Bearer x"}, Country: "33"})
			p, w := parcel, words
			p.To, w.Short = "06 12 34 56 78", "a \"b\" &\n{to}"
			if err := g.Send(t.Context(), p, w); err != nil || got != c.want || kind != c.kind || token != "Bearer x" {
				t.Errorf("asked %s as %s: %v", got, kind, err)
			}
			if c.body == "" && to != "+33612345678" {
				t.Errorf("to %s", to)
			}
		})
	}
}

// TestGatewayRefused tells what to try again from what is for good.
func TestGatewayRefused(t *testing.T) {
	for status, forGood := range map[int]bool{200: false, 400: true, 401: false, 422: true, 429: false, 500: false, 302: false} {
		gate := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		err := NewGateway(Gateway{URL: gate.URL}).Send(t.Context(), parcel, words)
		gate.Close()
		if r, ok := err.(*Refused); status == 200 && err != nil || status != 200 && (!ok || r.ForGood != forGood) {
			t.Errorf("%d: %v", status, err)
		}
	}
}
