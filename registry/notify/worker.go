package notify

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// Words is a letter put into words, in the reader's language.
type Words struct {
	From    string // name of the service
	Subject string // never holds a name
	Text    string
	HTML    string
	Short   string // for a short message
	Stop    string // address that ends letters with one click (RFC 8058)
}

// Writer puts a parcel into words.
type Writer func(registry.Parcel) (Words, error)

// Sender is a channel. It returns nil when the next server took the letter, and a
// *Refused when that said no; any other error is tried again.
type Sender interface {
	Send(ctx context.Context, p registry.Parcel, w Words) error
}

// Refused is why a letter was not taken, as a code without any address.
type Refused struct {
	Cause   string
	ForGood bool // trying again makes no sense
}

// Error returns the code.
func (r *Refused) Error() string { return "refused: " + r.Cause }

// Worker sends the letters of one channel. Letters that anybody can have sent, to
// confirm an address or for a lost code, have a lane and a budget of their own.
type Worker struct {
	Service *registry.Service
	Via     registry.Channel
	Sender  Sender
	Write   Writer
	PerHour int // most letters in an hour; a third of it for those that anybody asks for
	Log     *slog.Logger
}

// look is how often a worker looks for letters: they are not in the change log.
const look = 2 * time.Second

// Run sends what is due until the context ends.
func (w *Worker) Run(ctx context.Context) error {
	asked := max(w.PerHour/3, 1)
	lanes := []*lane{{Worker: w, asked: true, budget: budget{most: asked}}, {Worker: w, budget: budget{most: max(w.PerHour-asked, 1)}}}
	for {
		for _, l := range lanes {
			if err := l.drain(ctx); err != nil {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(look):
		}
	}
}

// lane is one of the two queues of a channel.
type lane struct {
	*Worker
	asked  bool
	budget budget
}

// turn is how many letters one lane sends before the other has its turn.
const turn = 20

// drain sends the letters that are due, within the budget.
func (l *lane) drain(ctx context.Context) error {
	for range turn {
		if !l.budget.left(l.Service.Clock.Now()) {
			return nil
		}
		p, _, err := l.Service.TakeLetter(ctx, l.Via, l.asked)
		if err != nil || p == nil {
			return err
		}
		l.budget.used++
		if err := l.deliver(ctx, *p); err != nil {
			return err
		}
	}
	return nil
}

// deliver sends one letter and notes how that went.
func (w *Worker) deliver(ctx context.Context, p registry.Parcel) error {
	words, err := w.Write(p)
	if err != nil {
		w.Log.Error("a letter could not be written", "letter", p, "err", err)
		err = &Refused{Cause: "words", ForGood: true}
	} else {
		err = w.Sender.Send(ctx, p, words)
	}
	if err == nil {
		return w.Service.LetterDone(context.WithoutCancel(ctx), p.Letter) // it went: not again after a stop
	}
	if ctx.Err() != nil {
		return ctx.Err() // nobody knows whether it went; it is tried again
	}
	why := &Refused{Cause: "connection"}
	errors.As(err, &why)
	w.Log.Warn("a letter was not taken", "letter", p, "cause", why.Cause, "for_good", why.ForGood)
	return w.Service.LetterRefused(ctx, p.Letter, why.Cause, why.ForGood)
}

// budget is how many letters may still go in this hour.
type budget struct {
	most, used int
	since      time.Time
}

func (b *budget) left(now time.Time) bool {
	if now.Sub(b.since) >= time.Hour {
		b.since, b.used = now, 0
	}
	return b.used < b.most
}

// Answer answers those who lost their code, until the context ends.
func Answer(ctx context.Context, s *registry.Service) error {
	for {
		n, err := s.AnswerRecoveries(ctx)
		if err != nil {
			return err
		}
		if n > 0 {
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(look):
		}
	}
}
