package notify

import (
	"context"
	"errors"
	"log/slog"
	"mime"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/memstore"
	"github.com/retrouve/retrouve/templates"
)

// clock is a registry.Clock that is moved by hand.
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

// office is a registry, a mail server and the worker between them.
type office struct {
	*registry.Service
	t      *testing.T
	server *server
	clock  *clock
	worker *Worker
	logs   *strings.Builder
	event  registry.EventID
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, server: newServer(t, StartTLS), clock: &clock{now: time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)}, logs: &strings.Builder{}}
	o.Service = &registry.Service{Store: memstore.New(), Clock: o.clock, PlainHooks: true}
	pages, err := templates.New()
	o.must(err)
	o.worker = &Worker{
		Service: o.Service, Via: registry.ByMail, Sender: o.server.mail("sender", "secret"), PerHour: 300, Log: slog.New(slog.NewTextHandler(o.logs, nil)),
		Write: func(p registry.Parcel) (Words, error) {
			url, stop := "https://example.org/"+string(p.Letter), ""
			if p.Stop != "" {
				stop = url
			}
			m, err := pages.Mail(p.Lang, templates.Letter{Kind: string(p.Kind), Event: p.Event.Title(p.Lang), Reference: p.Reference.String(), URL: url, Stop: stop, Digits: p.Digits, Staff: p.Staff, Waiting: p.Waiting, Since: "noon"})
			return Words{From: m.From, Subject: m.Subject, Text: m.Text, HTML: m.HTML, Stop: stop}, err
		},
	}
	o.event, err = o.AddEvent(t.Context(), registry.Event{Slug: "flood", Name: map[string]string{"en": "Flood", "fr": "Inondation"}})
	o.must(err)
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// file files a notice and writes the letters that follow from it.
func (o *office) file(lang, email string) registry.Ref {
	o.t.Helper()
	got, err := o.FileNotice(o.t.Context(), registry.Viewer{}, registry.FileNotice{
		Event: o.event, Person: registry.Person{Names: []registry.Name{registry.NewName("Canary Person", "")}}, Consent: true,
		Seeker: registry.Seeker{Name: "Canary Seeker", Lang: lang, Contact: registry.Contact{Email: registry.Email(email)}},
	})
	o.must(err)
	o.follow()
	return got.Record
}

func (o *office) follow() {
	o.t.Helper()
	_, _, err := o.CatchUpLetters(o.t.Context())
	o.must(err)
}

// drain sends what is due now.
func (o *office) drain() {
	o.t.Helper()
	for _, asked := range []bool{true, false} {
		l := &lane{Worker: o.worker, asked: asked, budget: budget{most: o.worker.PerHour}}
		o.must(l.drain(o.t.Context()))
	}
}

// TestWorkerRetries sends a letter once, after the server was busy twice.
func TestWorkerRetries(t *testing.T) {
	o := newOffice(t)
	o.server.rcpt = &smtp.SMTPError{Code: 451, Message: "busy with rui@example.org"}
	o.file("en", "rui@example.org")
	for range 2 {
		o.drain()
		o.drain() // the pause is not over
		o.clock.add(5 * time.Minute)
	}
	o.server.rcpt = nil
	o.drain()
	o.clock.add(time.Hour)
	o.drain()
	o.server.only()
	if strings.Contains(o.logs.String(), "rui") || strings.Count(o.logs.String(), "smtp_451") != 2 {
		t.Errorf("the log: %s", o.logs)
	}
}

// cut takes a letter and ends the program before anybody hears of it.
type cut struct {
	Sender
	end context.CancelFunc
}

func (c cut) Send(ctx context.Context, p registry.Parcel, w Words) error {
	if err := c.Sender.Send(ctx, p, w); err != nil {
		return err
	}
	c.end()
	return errors.New("cut off")
}

// TestWorkerCrash ends the program between the server's answer and the commit: the
// letter goes a second time, by the same Message-ID, and never a third.
func TestWorkerCrash(t *testing.T) {
	o := newOffice(t)
	o.file("en", "rui@example.org")
	ctx, end := context.WithCancel(t.Context())
	sender := o.worker.Sender
	o.worker.Sender = cut{sender, end}
	l := &lane{Worker: o.worker, asked: true, budget: budget{most: 10}}
	if err := l.drain(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("the worker ended with %v", err)
	}
	o.worker.Sender = sender
	for range 5 {
		o.clock.add(10 * time.Minute)
		o.drain()
	}
	got := o.server.got()
	if len(got) != 2 || header(t, got[0].data, "Message-Id") != header(t, got[1].data, "Message-Id") {
		t.Errorf("%d letters", len(got))
	}
}

func header(t *testing.T, data, name string) string {
	t.Helper()
	msg, err := mail.ReadMessage(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	s, err := new(mime.WordDecoder).DecodeHeader(msg.Header.Get(name))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestWorkerWords sends every kind of letter in both languages: no name of a
// person in it, no code, and the words of the reader's language.
func TestWorkerWords(t *testing.T) {
	for lang, subject := range map[string]string{"en": "There is news for you", "fr": "Il y a des nouvelles pour vous"} {
		t.Run(lang, func(t *testing.T) {
			o := newOffice(t)
			about := o.file(lang, "rui@example.org")
			p, _, err := o.TakeLetter(t.Context(), registry.ByMail, true)
			o.must(err)
			o.must(o.ConfirmContact(t.Context(), p.Letter, p.Link))
			o.must(o.AddStatement(t.Context(), registry.Viewer{Ring: registry.RingModerator, Account: "mod"}, about, "canary words", true, ""))
			o.follow()
			o.drain()
			got := o.server.only()
			if s := header(t, got.data, "Subject"); s != subject {
				t.Errorf("the subject is %q", s)
			}
			if strings.Contains(strings.ToLower(got.data), "canary") {
				t.Error("the letter tells who or what it is about")
			}
		})
	}
}

// TestEveryLetter puts every kind of letter into words.
func TestEveryLetter(t *testing.T) {
	pages, err := templates.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "fr", "xx"} {
		for _, k := range append(registry.LetterKinds(), "address") { // of staff
			m, err := pages.Mail(lang, templates.Letter{Kind: string(k), Staff: k.Staff() || k == "address", Waiting: 2, Since: "noon", Event: "<Flood>", Drill: true, Reference: "RT7-4KQ-92", URL: "https://example.org/m", Stop: "https://example.org/stop", Digits: "123456"})
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range []string{m.Subject, m.Text, m.HTML, m.Short} {
				if s == "" || strings.Contains(s, "mail.") || strings.Contains(s, "{") {
					t.Errorf("%s %s: %q", lang, k, s)
				}
			}
			if !strings.Contains(m.Text, "https://example.org/stop") || strings.Contains(m.HTML, "<Flood>") || !strings.HasPrefix(m.Subject, "[") {
				t.Errorf("%s %s: %s", lang, k, m.HTML)
			}
		}
	}
	if _, err := pages.Mail("en", templates.Letter{Kind: "nothing"}); err == nil {
		t.Error("a letter of no kind has words")
	}
}

// TestWorkerFlood files notices with thousands of addresses: an hour's letters
// that ask to confirm stay below their share, and news goes out meanwhile.
func TestWorkerFlood(t *testing.T) {
	o := newOffice(t)
	o.worker.PerHour = 30
	for i := range 100 {
		o.file("en", strings.Repeat("x", 1+i%50)+string(rune('a'+i/50))+"@example.org")
	}
	ctx, stop := context.WithTimeout(t.Context(), 3*time.Second)
	defer stop()
	if err := o.worker.Run(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
	if got := len(o.server.got()); got != 10 {
		t.Errorf("%d letters in an hour, want a third of 30", got)
	}
}

// TestBombed (A11) counts at the mail server: a hundred notices filed with somebody's
// address, and news of each of them, bring three letters in a day, all of which ask
// to confirm it.
func TestBombed(t *testing.T) {
	o := newOffice(t)
	for i := range 100 {
		ref := o.file("en", []string{"victim@example.org", "Victim@example.org", "victim+x@example.org"}[i%3])
		o.must(o.AddStatement(t.Context(), registry.System, ref, "something is said", false, ""))
		o.follow()
		o.drain()
		o.clock.add(10 * time.Minute)
	}
	got := o.server.got()
	if len(got) != 3 {
		t.Errorf("%d letters within a day", len(got))
	}
	subjects := map[string]bool{}
	for _, l := range got {
		subjects[header(t, l.data, "Subject")] = true
	}
	if len(subjects) != 1 {
		t.Errorf("they say different things: %v", subjects)
	}
}

// stopping is a channel during whose sending the program is told to stop.
type stopping struct {
	stop context.CancelFunc
	sent int
}

func (s *stopping) Send(context.Context, registry.Parcel, Words) error {
	s.stop()
	s.sent++
	return nil
}

// TestShortMessages: what goes to a telephone fits into one part in its alphabet, the
// link for a lost code into two, and says when it is an exercise.
func TestShortMessages(t *testing.T) {
	pages, err := templates.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "fr"} {
		for _, k := range registry.LetterKinds() {
			l, most := templates.Letter{Kind: string(k), URL: "https://retrouve.example.org/fr/m", Digits: "123456", Drill: true}, 160
			if k == registry.LetterLost {
				l.URL, most = "https://retrouve.example.org/fr/letter/lost/"+strings.Repeat("x", 26+1+32), 2*153
			}
			m, err := pages.Mail(lang, l)
			if err != nil {
				t.Fatal(err)
			}
			strange := func(r rune) bool { return r > '~' && !strings.ContainsRune("éèùàìòÉäöüñ", r) }
			if !strings.HasPrefix(m.Short, "[") || strings.ContainsFunc(m.Short, strange) {
				t.Errorf("%s %s: %q", lang, k, m.Short)
			}
			if n := len([]rune(m.Short)); n > most {
				t.Errorf("%s %s: %d signs: %q", lang, k, n, m.Short)
			}
		}
	}
}

// TestStopWhileSending notes a letter that the server took while the program was
// told to stop, and does not send it again afterwards.
func TestStopWhileSending(t *testing.T) {
	o := newOffice(t)
	o.file("en", "rui@example.org")
	ctx, stop := context.WithCancel(t.Context())
	last := &stopping{stop: stop}
	o.worker.Sender = last
	if err := o.worker.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
	o.clock.add(time.Hour)
	o.drain()
	if last.sent != 1 {
		t.Errorf("the letter was sent %d times", last.sent)
	}
}
