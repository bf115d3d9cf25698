package notify

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/retrouve/retrouve/registry"
)

var parcel = registry.Parcel{Letter: "1234abcd", Kind: registry.LetterNews, Via: registry.ByMail, To: "rui@example.org", Lang: "fr", Made: time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)}

var words = Words{From: "Retrouve", Subject: "Il y a des nouvelles pour vous – déjà", Text: "Bonjour\n", HTML: "<p>Bonjour</p>", Short: "Bonjour: 1", Stop: "https://retrouve.example.org/fr/letter/stop/1234abcd/mark"}

// TestMail hands a letter to a server that wants STARTTLS and a sign-in.
func TestMail(t *testing.T) {
	for _, security := range []Security{StartTLS, TLS} {
		t.Run(string(security), func(t *testing.T) {
			s := newServer(t, security)
			m := s.mail("sender", "secret")
			if err := m.Send(t.Context(), parcel, words); err != nil {
				t.Fatal(err)
			}
			got := s.only()
			if got.to != "rui@example.org" || got.user != "sender" || !got.secure {
				t.Errorf("to %s, signed in as %q, secure %v", got.to, got.user, got.secure)
			}
			msg, err := mail.ReadMessage(strings.NewReader(got.data))
			if err != nil {
				t.Fatal(err)
			}
			for name, want := range map[string]string{
				"Subject": words.Subject, "Message-Id": "<1234abcd@retrouve.example.org>", "Auto-Submitted": "auto-generated",
				"List-Unsubscribe": "<" + words.Stop + ">", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
				"To": "<rui@example.org>", "From": `"Retrouve" <news@retrouve.example.org>`, "Content-Language": "fr",
			} {
				have, err := new(mime.WordDecoder).DecodeHeader(msg.Header.Get(name))
				if err != nil || have != want {
					t.Errorf("%s: %q, want %q", name, have, want)
				}
			}
			body, _ := io.ReadAll(msg.Body)
			if !strings.HasPrefix(msg.Header.Get("Content-Type"), "multipart/alternative") || !bytes.Contains(body, []byte("<p>Bonjour</p>")) || bytes.Index(body, []byte("text/plain")) > bytes.Index(body, []byte("text/html")) {
				t.Errorf("the body is %s", body)
			}
		})
	}
}

// TestMailRefused tells what to try again from what is for good.
func TestMailRefused(t *testing.T) {
	for _, c := range []struct {
		name    string
		change  func(*server, *Mail)
		cause   string
		forGood bool
	}{
		{"busy", func(s *server, _ *Mail) { s.rcpt = &smtp.SMTPError{Code: 451, Message: "busy with rui@example.org"} }, "smtp_451", false},
		{"no such box", func(s *server, _ *Mail) { s.rcpt = &smtp.SMTPError{Code: 550, Message: "no rui@example.org"} }, "smtp_550", true},
		{"unwanted", func(s *server, _ *Mail) { s.data = &smtp.SMTPError{Code: 554, Message: "spam"} }, "smtp_554", true},
		{"our sender is refused", func(s *server, _ *Mail) { s.from = &smtp.SMTPError{Code: 550, Message: "who are you"} }, "smtp_550", false},
		{"wrong password", func(_ *server, m *Mail) { m.Password = "wrong" }, "auth", false},
		{"a stranger's certificate", func(_ *server, m *Mail) { m.TLS = nil }, "certificate", false},
		{"nobody listens", func(s *server, _ *Mail) { s.listener.Close() }, "connection", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newServer(t, StartTLS)
			m := s.mail("sender", "secret")
			c.change(s, m)
			err := m.Send(t.Context(), parcel, words)
			r, ok := errors.AsType[*Refused](err)
			if !ok || r.Cause != c.cause || r.ForGood != c.forGood {
				t.Fatalf("got %v, for good %v", err, ok && r.ForGood)
			}
			if strings.Contains(err.Error(), "rui") {
				t.Error("the error names the address")
			}
		})
	}
}

// TestMailNeedsTLS sends nothing, and no password, to a server without STARTTLS.
func TestMailNeedsTLS(t *testing.T) {
	s := newServer(t, Plain)
	m := s.mail("sender", "secret")
	m.Security = StartTLS
	if err := m.Send(t.Context(), parcel, words); err == nil || len(s.got()) != 0 {
		t.Errorf("sent in the open: %v", err)
	}
}

// TestMailDeadline gives up on a server that never answers.
func TestMailDeadline(t *testing.T) {
	s := newServer(t, StartTLS)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.mail("", "").Send(ctx, parcel, words); err == nil {
		t.Error("sent after the end")
	}
}

// FuzzHeaders types anything as an address, a name of the service or a subject:
// the letter has its own headers and no other, or is refused.
func FuzzHeaders(f *testing.F) {
	for _, s := range []string{"a@b.c", "a@b.c\r\nBcc: x@y.z", "a@b.c\nSubject: x", "\"a\r\n\"@b.c", "a@b.c, x@y.z", "<a@b.c>", "a\x00@b.c", "é@b.c", "x <a@b.c>", "\"a b\"@c.d", strings.Repeat("a", 300) + "@b.c"} {
		f.Add(s, "subject")
		f.Add("a@b.c", s)
	}
	m := &Mail{From: "news@example.org"}
	allowed := map[string]bool{}
	for _, name := range strings.Fields("Date Mime-Version Message-Id Subject From To Auto-Submitted X-Auto-Response-Suppress Content-Language List-Unsubscribe List-Unsubscribe-Post Content-Type") {
		allowed[name] = true
	}
	f.Fuzz(func(t *testing.T, to, subject string) {
		p, w := parcel, words
		p.To, w.Subject = to, subject
		msg, err := m.message(p, w)
		if err != nil {
			return
		}
		var out bytes.Buffer
		if _, err := msg.WriteTo(&out); err != nil {
			return
		}
		got, err := mail.ReadMessage(&out)
		if err != nil {
			t.Fatalf("%q %q: %v", to, subject, err)
		}
		for name, values := range got.Header {
			if !allowed[name] || len(values) != 1 {
				t.Errorf("%q %q: header %s %q", to, subject, name, values)
			}
		}
		list, err := got.Header.AddressList("To")
		if err != nil || len(list) != 1 || list[0].Address != to {
			t.Errorf("%q goes to %v: %v", to, list, err)
		}
	})
}
