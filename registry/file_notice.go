package registry

import (
	"context"
	"time"
)

// FileNotice is a request to search for somebody.
type FileNotice struct {
	Sending
	Event EventID

	Person     Person
	LastSeen   Sighting
	Seeker     Seeker
	Visibility Visibility
	AtRisk     bool
	Lang       string
	Consent    bool // the seeker agrees to what is kept and shown
	Origin     Origin
	Filed      time.Time // of a record from elsewhere; zero: now
	Canary     bool      // by the machine only, see AddCanary
	Ways       []Way     // by which it came, without the account
	Doubts     []Doubt   // why a person looks before it is shown; none: it is shown at once
}

// FileNotice makes the notice public as asked, or holds it for review where there
// are Doubts, and returns when it is on disk.
// It needs a name or a description and, from a person, a contact and consent;
// everything else may be missing. Problems tell what to repair.
func (s *Service) FileNotice(ctx context.Context, by Viewer, req FileNotice) (Receipt, error) {
	ways, err := s.contactWays(ctx, req.Seeker.Contact)
	if err != nil {
		return Receipt{}, err
	}
	key, err := s.ownKey(ctx)
	if err != nil {
		return Receipt{}, err
	}
	return s.file(ctx, req.Sending, DraftNotice, req.Event, func(r Reader, b *Batch, code Code, now time.Time) (Receipt, error) {
		n, err := newNotice(r, by, req, code, now)
		if err != nil {
			return Receipt{}, err
		}
		if silenced(r, silencesOfPerson(key, n, now)) {
			n.hold([]Doubt{DoubtQuiet}, System, "", now)
		}
		b.put(n, 0, "notice.filed", now)
		b.arrive(n.Ref(), append(ways, req.Ways...), by, now)
		return Receipt{Record: n.Ref(), Reference: n.Reference}, nil
	})
}

// CheckNotice returns all Problems of a request from a person, or nil, without
// filing anything. It fills in the default visibility.
func CheckNotice(req *FileNotice, now time.Time) error {
	return append(checkNotice(req, now), checkSeeker(req, now)...).Err()
}

func checkNotice(req *FileNotice, now time.Time) (p Problems) {
	p = req.clean()
	if !req.Person.Described() {
		p.Add("names", "name_or_description")
	}
	checkPerson(&req.Person, now, &p)
	checkSighting(req.LastSeen, now, &p)
	switch req.Visibility {
	case VisiblePublic, VisibleCard, VisibleVerified:
	case "":
		req.Visibility = VisiblePublic
	default:
		p.Add("visibility", "choose")
	}
	return p
}

// checkSeeker asks of a person what an import need not have.
func checkSeeker(req *FileNotice, now time.Time) (p Problems) {
	p.reach(req.Seeker, req.Consent)
	if b := req.Person.Birth; b.Year > 0 && b.Valid() && b.Year < now.Year()-MaxAge {
		p.Add("birth", "too_old", "max", MaxAge)
	}
	return p
}

func newNotice(r Reader, by Viewer, req FileNotice, code Code, now time.Time) (*Notice, error) {
	if _, err := acceptingEvent(r, req.Event); err != nil {
		return nil, err
	}
	p := checkNotice(&req, now)
	if by.Ring != RingSystem {
		p = append(p, checkSeeker(&req, now)...)
		req.Origin, req.Filed = Origin{}, time.Time{} // only an import brings records from elsewhere
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	n := &Notice{
		ID: NoticeID(NewID()), Reference: freshReference(r), Event: req.Event, Origin: req.Origin,
		Person: req.Person, LastSeen: req.LastSeen,
		Visibility: req.Visibility, AtRisk: req.AtRisk, Lang: req.Lang,
		State: NoticeOpen, Filed: now, Updated: now, Confirmed: now, Expires: now.Add(LifeDefault),
	}
	if by.Ring != RingSystem || !req.Seeker.Contact.IsZero() || req.Seeker.Name != "" {
		req.Seeker.ID, req.Seeker.CodeHash = "", ""
		if code != "" {
			req.Seeker.CodeHash = code.Hash()
		}
		n.Seekers = []Seeker{req.Seeker}
	}
	if !req.Filed.IsZero() {
		n.Filed = req.Filed
	}
	n.Canary = req.Canary && by.Ring == RingSystem
	if by.Verified() {
		n.Filer = by.Account
	}
	if len(req.Doubts) > 0 {
		n.hold(req.Doubts, by, "", now)
	}
	return n, nil
}

// acceptingEvent loads an event that takes notices and reports.
func acceptingEvent(r Reader, id EventID) (*Event, error) {
	var e Event
	var p Problems
	if _, err := r.Get(Ref{KindEvent, string(id)}, &e); KindOf(err) == KindNotFound && err != nil {
		p.Add("event", "unknown")
		return nil, p
	} else if err != nil {
		return nil, err
	}
	if !e.Accepts() {
		p.Add("event", "closed")
		return nil, p
	}
	return &e, nil
}

// freshReference returns a reference that no record has: 29^7 are so few that
// among a hundred thousand records two random ones are likely the same.
func freshReference(r Reader) Reference {
	for {
		ref := NewReference()
		if _, taken := one(r, IndexReference, string(ref)); !taken {
			return ref
		}
	}
}
