package notify

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"

	"github.com/retrouve/retrouve/registry"
)

// Security says how the connection to a mail server is kept private.
type Security string

// The values of Security.
const (
	StartTLS Security = "starttls" // required, not merely offered (RFC 3207)
	TLS      Security = "tls"      // from the first byte (RFC 8314)
	Plain    Security = "none"     // for a server on this machine
)

// Mail sends letters by SMTP (RFC 5321).
type Mail struct {
	Host     string
	Port     int
	Security Security
	User     string // empty: without signing in
	Password string
	From     string      // the sender's address
	TLS      *tls.Config // nil: as usual
}

// mailTimeout bounds each step with the server.
const mailTimeout = 30 * time.Second

// Send hands a letter to the server. The connection is made for each letter: they
// are few, and a server that is gone holds up nothing.
func (m *Mail) Send(ctx context.Context, p registry.Parcel, w Words) error {
	msg, err := m.message(p, w)
	if err != nil {
		return err
	}
	c, err := gomail.NewClient(m.Host, m.options()...)
	if err != nil {
		return &Refused{Cause: "settings"}
	}
	conn, err := c.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return &Refused{Cause: dialCause(err)}
	}
	err = c.SendWithSMTPClient(conn, msg)
	_ = c.CloseWithSMTPClient(conn) // the letter is taken or refused by now
	return refusal(err)
}

func (m *Mail) options() []gomail.Option {
	opts := []gomail.Option{gomail.WithPort(m.Port), gomail.WithTimeout(mailTimeout), gomail.WithoutNoop()}
	switch m.Security {
	case TLS:
		opts = append(opts, gomail.WithSSL())
	case Plain:
		opts = append(opts, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		opts = append(opts, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if m.TLS != nil {
		opts = append(opts, gomail.WithTLSConfig(m.TLS))
	}
	if m.User != "" {
		opts = append(opts, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(m.User), gomail.WithPassword(m.Password))
	}
	return opts
}

// message builds a letter. Nothing that somebody typed gets into a header but the
// address, and that as one address or not at all.
func (m *Mail) message(p registry.Parcel, w Words) (*gomail.Msg, error) {
	wrong := &Refused{Cause: "address", ForGood: true}
	to, err := mail.ParseAddress(p.To)
	if err != nil || to.Address != p.To || !oneLine(p.To) {
		return nil, wrong
	}
	if !oneLine(w.Subject) || !oneLine(w.From) || !oneLine(w.Stop) {
		return nil, &Refused{Cause: "words", ForGood: true}
	}
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	msg.FromMailAddress(&mail.Address{Name: w.From, Address: m.From})
	msg.ToMailAddress(&mail.Address{Address: to.Address})
	msg.Subject(w.Subject)
	msg.SetMessageIDWithValue(m.messageID(p.Letter))
	msg.SetDateWithValue(p.Made)
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no automatic answers
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	msg.SetGenHeader(gomail.HeaderContentLang, p.Lang)
	if w.Stop != "" {
		msg.SetGenHeader(gomail.HeaderListUnsubscribe, "<"+w.Stop+">")
		msg.SetGenHeader(gomail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	}
	msg.SetBodyString(gomail.TypeTextPlain, w.Text)
	msg.AddAlternativeString(gomail.TypeTextHTML, w.HTML)
	return msg, nil
}

// messageID follows from the letter, so that a letter sent twice is shown once.
func (m *Mail) messageID(id registry.LetterID) string {
	return string(id) + "@" + m.From[strings.LastIndexByte(m.From, '@')+1:]
}

// oneLine reports whether a text can stand in a header.
func oneLine(s string) bool { return !strings.ContainsFunc(s, unicode.IsControl) }

// dialCause tells a refused sign-in from a server that does not answer.
func dialCause(err error) string {
	switch {
	case strings.Contains(err.Error(), "535"):
		return "auth"
	case errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return "certificate"
	}
	return "connection"
}

// refusal reads what the server said. Only what it says of the recipient or of the
// letter is for good; what it says of the sender can be repaired here.
func refusal(err error) error {
	if err == nil {
		return nil
	}
	e, ok := errors.AsType[*gomail.SendError](err)
	if !ok || e.ErrorCode() == 0 {
		return &Refused{Cause: "connection"}
	}
	r := &Refused{Cause: fmt.Sprintf("smtp_%d", e.ErrorCode())}
	switch e.Reason {
	case gomail.ErrSMTPRcptTo, gomail.ErrSMTPData, gomail.ErrSMTPDataClose:
		r.ForGood = e.ErrorCode() >= 500 && e.ErrorCode() < 600
	}
	return r
}
