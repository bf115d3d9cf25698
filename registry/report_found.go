package registry

import (
	"context"
	"time"
)

// ReportFound is a request to record somebody seen, treated or sheltered.
type ReportFound struct {
	Sending
	Event EventID
	About NoticeID // the notice that the source says this is, or empty
	Alone bool     // file even when that notice is closed, then without naming it
	Once  string   // random, made with the form: the same form sent again files nothing new

	Person     Person
	Alias, Tag string
	Text       string
	Found      Sighting
	Reporter   Place
	WayIn      string
	Condition  Condition
	Confidence Confidence
	Source     Source
	Lang       string
	Origin     Origin
	Filed      time.Time
	Ways       []Way // by which it came, without the account
}

// ReportFound keeps the report, which nobody but moderators and, masked, people
// with an account ever see, and returns when it is on disk. A report needs
// one thing that is known of the person, or the notice it is about; no more. A
// report about a closed notice is a Problem unless Alone is set. Anybody may write
// that somebody died: who does it without the right to tell gets the same answer
// as for any report, and nothing follows from it, see DecideLink.
func (s *Service) ReportFound(ctx context.Context, by Viewer, req ReportFound) (Receipt, error) {
	sum := req.sum()
	ways, err := s.contactWays(ctx, req.Source.Contact)
	if err != nil {
		return Receipt{}, err
	}
	return s.file(ctx, req.Sending, DraftReport, req.Event, func(r Reader, b *Batch, code Code, now time.Time) (Receipt, error) {
		id := reportID(req.Once, by)
		if sent, ok, err := sentBefore(r, id, sum); ok || err != nil {
			return sent, err
		}
		rep, err := newReport(r, by, req, now)
		if err != nil {
			return Receipt{}, err
		}
		rep.ID, rep.Sum = id, sum
		if by.Ring != RingSystem {
			rep.Source.CodeHash = code.Hash()
		}
		b.put(rep, 0, "report.filed", now)
		b.arrive(rep.Ref(), append(ways, req.Ways...), by, now)
		return Receipt{Record: rep.Ref(), Reference: rep.Reference}, nil
	})
}

// CheckReport returns all Problems of a request, or nil, without filing anything.
func CheckReport(req *ReportFound, now time.Time) error { return checkReport(req, now).Err() }

func checkReport(req *ReportFound, now time.Time) (p Problems) {
	p = req.clean()
	if !req.Person.Known() && req.About == "" {
		p.Add("names", "something")
	}
	if !req.Source.Kind.Valid() {
		p.Add("source", "choose")
	}
	if !req.Condition.Valid() {
		p.Add("condition", "choose")
	}
	if req.Confidence > ConfidenceBiometric {
		p.Add("confidence", "choose")
	}
	checkPerson(&req.Person, now, &p)
	checkSighting(req.Found, now, &p)
	return p
}

func newReport(r Reader, by Viewer, req ReportFound, now time.Time) (*Report, error) {
	if _, err := acceptingEvent(r, req.Event); err != nil {
		return nil, err
	}
	if err := req.Source.vouch(r, by); err != nil {
		return nil, err
	}
	if by.Ring != RingSystem {
		req.Origin, req.Filed = Origin{}, time.Time{} // only an import brings records from elsewhere
	}
	var p Problems
	if req.About != "" {
		var n Notice
		if _, err := r.Get(Ref{KindNotice, string(req.About)}, &n); err != nil {
			return nil, err
		}
		if n.State == NoticeClosed {
			if !req.Alone {
				p.Add("about", "closed")
			}
			req.About = ""
			if !req.Person.Described() {
				req.Person.Names = n.publicNames(now)
			}
		}
	}
	p = append(p, checkReport(&req, now)...)
	if err := p.Err(); err != nil {
		return nil, err
	}
	rep := &Report{
		ID: ReportID(NewID()), Reference: freshReference(r), Event: req.Event, Origin: req.Origin, About: req.About,
		Person: req.Person, Alias: req.Alias, Tag: req.Tag, Found: req.Found, Reporter: req.Reporter, WayIn: req.WayIn, Text: req.Text,
		Condition: req.Condition, Confidence: req.Confidence, Source: req.Source, Lang: req.Lang,
		State: ReportOpen, Filed: now, Updated: now,
	}
	if !req.Filed.IsZero() {
		rep.Filed = req.Filed
	}
	return rep, nil
}
