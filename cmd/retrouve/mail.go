package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/notify"
	"github.com/retrouve/retrouve/templates"
	"github.com/retrouve/retrouve/templates/i18n"
)

// mailFlags say how letters leave by e-mail.
type mailFlags struct {
	Server   string `env:"RETROUVE_MAIL_SERVER" placeholder:"HOST:PORT" help:"Mail server that takes our letters, as mail.example.org:587 (default: none, news waits on people's pages)."`
	From     string `env:"RETROUVE_MAIL_FROM" placeholder:"ADDRESS" help:"The sender's address of letters."`
	User     string `env:"RETROUVE_MAIL_USER" placeholder:"NAME" help:"Name to sign in to the mail server with. The password is read from the environment, RETROUVE_MAIL_PASSWORD."`
	Security string `env:"RETROUVE_MAIL_SECURITY" enum:"starttls,tls,none" default:"starttls" help:"How the connection is kept private: starttls, tls, or none for a server on this machine (default: ${default})."`
	PerHour  int    `env:"RETROUVE_MAIL_PER_HOUR" default:"3000" help:"Most letters in an hour; a third of them for confirming addresses (default: ${default})."`
}

// smsFlags say how letters leave as short messages.
type smsFlags struct {
	URL     string   `env:"RETROUVE_SMS_URL" placeholder:"URL" help:"Address of a gateway for short messages. {to}, {text} and {id} stand for what is sent (default: none)."`
	Method  string   `env:"RETROUVE_SMS_METHOD" default:"POST" help:"How the gateway is asked (default: ${default})."`
	Header  []string `env:"RETROUVE_SMS_HEADER" sep:"none" placeholder:"NAME: VALUE" help:"Header for the gateway; $NAME stands for that variable of the environment, for secrets."`
	Body    string   `env:"RETROUVE_SMS_BODY" placeholder:"TEXT" help:"What the gateway is sent: JSON or a form, with {to}, {text} and {id}."`
	Country string   `env:"RETROUVE_SMS_COUNTRY" placeholder:"DIGITS" help:"Country code of numbers that start with a single 0, as 33."`
	PerHour int      `env:"RETROUVE_SMS_PER_HOUR" default:"300" help:"Most short messages in an hour (default: ${default})."`
}

// sender reads the settings of the mail server, nil when there is none.
func (m *mailFlags) sender(baseURL string) (*notify.Mail, error) {
	if m.Server == "" {
		return nil, nil
	}
	if err := canLink(baseURL); err != nil {
		return nil, err
	}
	host, port, err := net.SplitHostPort(m.Server)
	number, bad := strconv.ParseUint(port, 10, 16)
	if err != nil || bad != nil || host == "" {
		return nil, fmt.Errorf("--mail-server %s needs a port: write it as mail.example.org:587", m.Server)
	}
	if a, err := mail.ParseAddress(m.From); err != nil || a.Address != m.From {
		return nil, errors.New("--mail-from must be an e-mail address, as news@example.org: letters need a sender")
	}
	if m.Security == string(notify.Plain) && !local(host) {
		return nil, fmt.Errorf("--mail-security none is for a server on this machine only, not for %s: people's addresses would travel open", host)
	}
	return &notify.Mail{
		Host: host, Port: int(number), Security: notify.Security(m.Security),
		User: m.User, Password: os.Getenv("RETROUVE_MAIL_PASSWORD"), From: m.From,
	}, nil
}

func local(host string) bool {
	a, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && a.IsLoopback()
}

// gateway reads the settings of the gateway for short messages, nil when there is none.
func (g *smsFlags) gateway(baseURL string) (*notify.Gateway, error) {
	if g.URL == "" {
		return nil, nil
	}
	if err := canLink(baseURL); err != nil {
		return nil, err
	}
	if u, err := url.Parse(g.URL); err != nil || u.Host == "" || u.Scheme != "https" && !local(u.Hostname()) {
		return nil, errors.New("--sms-url must be an https address: people's numbers travel there")
	}
	headers := make([]string, 0, len(g.Header))
	for _, h := range g.Header {
		if !strings.Contains(h, ":") {
			return nil, fmt.Errorf("--sms-header %q is not a header: write it as \"Authorization: Bearer $SMS_TOKEN\"", h)
		}
		headers = append(headers, os.ExpandEnv(h))
	}
	return notify.NewGateway(notify.Gateway{URL: g.URL, Method: g.Method, Headers: headers, Body: g.Body, Country: g.Country}), nil
}

// toStaff leads one of the staff to their work, or to their account. Nothing but an
// invitation has a link that opens something.
func toStaff(l *templates.Letter, p registry.Parcel, site string, cat *i18n.Catalogue) {
	l.Staff, l.Stop, l.Waiting = true, "", p.Waiting
	l.Since = cat.DateTime(p.Since, p.Event.Location())
	switch p.Kind {
	case registry.LetterConfirm:
		l.Kind, l.URL = "address", site+"/letter/address/"+string(p.Letter)+"/"+p.Link
	case registry.LetterInvited, registry.LetterReset:
		l.URL = site + "/invite/" + p.Link
	case registry.LetterAccount, registry.LetterGuessed, registry.LetterSignIn, registry.LetterKey, registry.LetterRole:
		l.URL = site + "/account"
	case registry.LetterAlarm:
		l.URL = site + "/admin/audit"
	default:
		l.URL = site + "/desk"
	}
	switch {
	case p.Stop == "":
	case p.Kind.Work():
		l.Stop = site + "/letter/work/" + string(p.Letter) + "/" + p.Stop
	default:
		l.Stop = site + "/letter/stop/" + string(p.Letter) + "/" + p.Stop
	}
}

func canLink(baseURL string) error {
	if u, err := url.Parse(baseURL); err != nil || u.Host == "" {
		return errors.New("--base-url is needed to send letters, as https://retrouve.example.org: they lead people to the site")
	}
	return nil
}

// outgoing is what carries news out.
type outgoing struct {
	mail  *notify.Mail
	sms   *notify.Gateway
	write notify.Writer
	flags *serveCmd
}

func (c *serveCmd) outgoing(pages *templates.Set) (*outgoing, error) {
	base := strings.TrimRight(c.BaseURL, "/")
	p := &outgoing{flags: c}
	var err error
	if p.mail, err = c.Mail.sender(base); err != nil {
		return nil, err
	}
	if err := c.Audit.check(p.mail != nil); err != nil {
		return nil, err
	}
	if p.sms, err = c.SMS.gateway(base); err != nil {
		return nil, err
	}
	p.write = writer(pages, base)
	return p, nil
}

// start starts the workers that follow the log and send.
func (p *outgoing) start(s *registry.Service, log *slog.Logger, keep func(string, func(context.Context) error)) {
	keep("letters", s.FollowLetters)
	keep("lost codes", func(ctx context.Context) error { return notify.Answer(ctx, s) })
	if p.mail != nil {
		w := &notify.Worker{Service: s, Via: registry.ByMail, Sender: p.mail, Write: p.write, PerHour: p.flags.Mail.PerHour, Log: log}
		keep("mail", w.Run)
	}
	hooks := &notify.Hooks{Service: s, Client: notify.HookClient(p.flags.HooksPrivate), Log: log}
	keep("hooks", hooks.Run)
	if p.sms != nil {
		w := &notify.Worker{Service: s, Via: registry.BySMS, Sender: p.sms, Write: p.write, PerHour: p.flags.SMS.PerHour, Log: log}
		keep("sms", w.Run)
	}
}

// writer puts letters into words that lead to the site. The link of ordinary news
// has no code: the page asks for it.
func writer(pages *templates.Set, base string) notify.Writer {
	return func(p registry.Parcel) (notify.Words, error) {
		lang := p.Lang
		if pages.Catalogue(lang) == nil {
			lang = "en"
		}
		site := base + "/" + lang
		l := templates.Letter{
			Kind: string(p.Kind), Event: p.Event.Title(lang), Drill: p.Event.State == registry.EventDrill, Reference: p.Reference.String(),
			URL: site + "/m", Stop: site + "/letter/stop/" + string(p.Letter) + "/" + p.Stop, Digits: p.Digits,
		}
		if p.Kind == registry.LetterConfirm || p.Kind == registry.LetterLost {
			l.URL = site + "/letter/" + string(p.Kind) + "/" + string(p.Letter) + "/" + p.Link
		}
		if p.Staff {
			toStaff(&l, p, site, pages.Catalogue(lang))
		}
		m, err := pages.Mail(lang, l)
		return notify.Words{From: m.From, Subject: m.Subject, Text: m.Text, HTML: m.HTML, Short: m.Short, Stop: l.Stop}, err
	}
}
