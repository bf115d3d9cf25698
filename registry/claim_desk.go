package registry

import (
	"context"
	"errors"
	"time"
)

// DeskClaim is a claim as who verifies it sees it. Members of an organisation see
// what they need to check a document and no note. The contact OpenClaimContact hands
// out, to moderators.
type DeskClaim struct {
	ID        ClaimID
	Reference Reference
	Event     EventID
	Notice    Reference
	Names     []Name
	Birth     PartialDate
	AgeBand   *Span
	Wish      ClaimWish
	State     ClaimState
	Hides     bool
	Until     time.Time
	Back      bool
	Made      time.Time
	Doubts    []Doubt
	Words     string
	Note      string
	Reachable bool // left a contact, which the viewer may open
	Open      bool // the viewer may still say that it is true
}

func (c *Claim) forDesk(r Reader, by Viewer, now time.Time) (v DeskClaim, err error) {
	var n Notice
	if _, err := r.Get(c.notice(), &n); err != nil {
		return v, err
	}
	v = DeskClaim{
		ID: c.ID, Reference: c.Reference, Event: n.Event, Notice: n.Reference, Names: n.Person.fullNames(), AgeBand: ageBand(&n.Person, now), Birth: n.Person.Birth,
		Wish: c.Wish, State: c.State, Hides: c.Hides, Until: c.until(), Back: !c.Back.IsZero(), Made: c.Made, Words: c.Words,
		Open: c.verifiable(by),
	}
	if by.Decides() {
		v.Note, v.Reachable, v.Doubts = c.Note, !c.Contact.IsZero(), c.Doubts
	}
	return v, nil
}

// Claims returns the claims that somebody has to look at, the most urgent first,
// without notes and contacts, at most so many, and how many there are. Reading them
// is noted.
func (s *Service) Claims(ctx context.Context, by Viewer, most int) (list []DeskClaim, total int, err error) {
	if !by.Decides() {
		return nil, 0, &Error{Op: "Claims", Kind: KindForbidden}
	}
	err = s.Store.View(ctx, func(r Reader) error {
		for _, ref := range r.Find(IndexOpenClaims, "") {
			if total++; total > most {
				continue
			}
			var c Claim
			if _, err := r.Get(ref, &c); s.damaged(err, ref) {
				continue
			} else if err != nil {
				return err
			}
			v, err := c.forDesk(r, Viewer{}, s.Clock.Now())
			if err != nil {
				return err
			}
			list = append(list, v)
		}
		return nil
	})
	return list, total, s.watch(ctx, by, "claims.read", Ref{}, err)
}

// DeskClaim returns the claim of a reference to a moderator, or to a member of an
// organisation, whom the person names it to. Reading it is noted.
func (s *Service) DeskClaim(ctx context.Context, by Viewer, ref Reference) (v DeskClaim, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		if err := verifies(r, by); err != nil {
			return err
		}
		at, ok := one(r, IndexReference, string(ref))
		if !ok || at.Kind != KindClaim {
			return &Error{Op: "DeskClaim", Kind: KindNotFound}
		}
		var c Claim
		if _, err := r.Get(at, &c); err != nil {
			return err
		}
		v, err = c.forDesk(r, by, s.Clock.Now())
		return err
	})
	return v, s.watch(ctx, by, "claim.read", Ref{KindClaim, string(v.ID)}, err)
}

// verifies refuses who may not verify a claim.
func verifies(r Reader, by Viewer) error {
	if by.Decides() {
		return nil
	}
	return reporting(r, by)
}

// VerifyClaim says that the person of a notice made a claim, and how one knows.
type VerifyClaim struct {
	Claim ClaimID
	Basis Confidence // their own word, as a moderator who called them; a document, as an organisation too
	Note  string     // what was checked; needed
}

// VerifyClaim carries a claim out: who looks for the person reads that they say
// they are safe, or the notice is hidden for good. Of somebody in danger nothing is
// told to anybody, and nobody is told that somebody is safe of whom a match tells that
// they died. Verifying again changes nothing. A claim that its maker took
// back is over, and one that a moderator refused is for moderators only.
func (s *Service) VerifyClaim(ctx context.Context, by Viewer, req VerifyClaim) error {
	key, err := s.ownKey(ctx)
	if err != nil {
		return err
	}
	return s.change(ctx, "VerifyClaim", func(r Reader, now time.Time) (b Batch, err error) {
		c, v, note, err := answerable(r, by, req.Claim, req.Note)
		p, noted := errors.AsType[Problems](err) // told together with what is wrong with the basis
		if err != nil && !noted || c.State == ClaimVerified {
			return b, err
		}
		switch {
		case c.State == ClaimWithdrawn:
			p.Add("basis", "withdrawn")
		case !c.verifiable(by):
			p.Add("basis", "refused")
		case req.Basis != ConfidenceDocument && (req.Basis != ConfidenceOwnWord || !by.Decides()):
			p.Add("basis", "choose")
		}
		if err := p.Err(); err != nil {
			return b, err
		}
		c.State, c.Basis = ClaimVerified, req.Basis
		var n Notice
		w, err := r.Get(c.notice(), &n)
		if err != nil {
			return b, err
		}
		switch c.Wish {
		case WishTell, WishAlive:
			if err := checkAlive(r, &n, by); err != nil {
				return b, err
			}
			st := &Statement{ID: StatementID(NewID()), Kind: Claimed, About: n.Ref(), Text: c.Words, Status: StatusSelf, By: by, Made: now}
			b.put(st, 0, "statement.added", now)
		case WishHide:
			c.Hides = false
			if err := silence(r, &b, &n, w, key, now); err != nil {
				return b, err
			}
		}
		c.answer(&b, v, by, "claim.verified", note, now)
		return b, nil
	})
}

// verifiable reports whether the viewer may still say that the claim is true.
func (c *Claim) verifiable(by Viewer) bool {
	switch c.State {
	case ClaimMade, ClaimLapsed:
		return true
	case ClaimRefused:
		return by.Decides()
	}
	return false
}

// RefuseClaim says that somebody else made the claim: what it hid is shown again.
// Of a verified claim it takes back what that did.
func (s *Service) RefuseClaim(ctx context.Context, by Viewer, id ClaimID, note string) error {
	return s.change(ctx, "RefuseClaim", func(r Reader, now time.Time) (b Batch, err error) {
		if !by.Decides() {
			return b, &Error{Op: "RefuseClaim", Kind: KindForbidden}
		}
		c, v, note, err := answerable(r, by, id, note)
		if err != nil || c.State == ClaimRefused || c.State == ClaimWithdrawn {
			return b, err
		}
		switch {
		case c.State == ClaimVerified && c.Wish == WishHide:
			err = speak(r, &b, c.notice(), now)
		case c.State == ClaimVerified && c.Wish != WishDanger:
			st := &Statement{ID: StatementID(NewID()), Kind: ClaimUndone, About: c.notice(), By: by, Made: now}
			b.put(st, 0, "statement.added", now)
		default:
			err = c.unhide(r, &b, now)
		}
		if c.State = ClaimRefused; !c.Back.IsZero() {
			c.State = ClaimWithdrawn
		}
		c.answer(&b, v, by, "claim."+string(c.State), note, now)
		return b, err
	})
}

// answerable loads a claim for who may answer it, with their note.
func answerable(r Reader, by Viewer, id ClaimID, note string) (*Claim, Version, string, error) {
	if err := verifies(r, by); err != nil {
		return nil, 0, "", err
	}
	var c Claim
	v, err := r.Get(Ref{KindClaim, string(id)}, &c)
	if err != nil {
		return nil, 0, "", err
	}
	var k Checker
	if note = k.Text("note", note, MaxText); note == "" && len(k.Problems) == 0 {
		k.Problems.Add("note", "needed")
	}
	return &c, v, note, k.Problems.Err()
}

// answer keeps who answered, and why, as a statement about the claim.
func (c *Claim) answer(b *Batch, v Version, by Viewer, act, note string, now time.Time) {
	c.By, c.Answered = by, now
	b.put(c, v, act, now)
	st := &Statement{ID: StatementID(NewID()), Kind: Commented, About: c.Ref(), Text: note, By: by, Made: now}
	b.put(st, 0, "statement.added", now)
	b.Audit = append(b.Audit, AuditEntry{At: now, Act: act, By: by, About: c.Ref(), Why: st.Ref()})
}

// saysSafe reports whether the person of a notice said that they are safe, as
// people made sure. It is enough for a moderator to close the search.
func saysSafe(r Reader, id NoticeID) bool {
	for _, ref := range all(r, IndexBelongs, Ref{KindNotice, string(id)}.String()) {
		var c Claim
		if ref.Kind != KindClaim {
			continue
		}
		if _, err := r.Get(ref, &c); err == nil && c.State == ClaimVerified && (c.Wish == WishTell || c.Wish == WishAlive) {
			return true
		}
	}
	return false
}
