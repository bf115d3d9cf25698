package registry

import (
	"slices"
	"time"
)

// Doubt says why a notice waits for a person to look at it before it is shown.
// It accuses nobody: most who are held back are honest.
type Doubt string

// The doubts.
const (
	DoubtHaste Doubt = "haste" // filled in faster than people type
	DoubtTrap  Doubt = "trap"  // a field that people do not see was filled in
	DoubtCrowd Doubt = "crowd" // very many filings from one place
	DoubtProof Doubt = "proof" // a proof of work was asked for and did not come
	DoubtText  Doubt = "text"  // reads like an advert, or shows how to reach somebody
	DoubtFlags Doubt = "flags" // independent people say that something is wrong with it
	DoubtClaim Doubt = "claim" // somebody says that it is about them, and asks to hide it
	DoubtQuiet Doubt = "quiet" // of somebody who did not want to be found, as people made sure
	DoubtStaff Doubt = "staff" // a moderator wants it looked at
)

// Doubts returns every doubt.
func Doubts() []Doubt {
	return []Doubt{DoubtHaste, DoubtTrap, DoubtCrowd, DoubtProof, DoubtText, DoubtFlags, DoubtClaim, DoubtQuiet, DoubtStaff}
}

// Review is that a notice waits for a person to look at it. It stays with a
// notice that is closed meanwhile, so that opening it again does not get round it.
type Review struct {
	Why   []Doubt   `json:"why"`
	Since time.Time `json:"since"`
	By    AccountID `json:"by,omitzero"`   // of the staff member who held it
	Note  string    `json:"note,omitzero"` // in their words
}

// Refusal says why a notice was not let through, so that its seeker can be told.
type Refusal string

// The refusals.
const (
	RefusedAdvert  Refusal = "advert"  // sells, or leads elsewhere
	RefusedHoax    Refusal = "hoax"    // nobody is missing
	RefusedHarm    Refusal = "harm"    // shows what could hurt somebody
	RefusedUnclear Refusal = "unclear" // does not say who is looked for
)

// Valid reports whether r is one of the refusals.
func (r Refusal) Valid() bool {
	return slices.Contains([]Refusal{RefusedAdvert, RefusedHoax, RefusedHarm, RefusedUnclear}, r)
}

// hold makes an open notice wait for review; one that waits already gets the
// further doubts. A closed one stays closed and remembers them, so that it waits
// when it is opened again.
func (n *Notice) hold(why []Doubt, by Viewer, note string, now time.Time) {
	if n.Review == nil {
		n.Review = &Review{Since: now, By: by.Account, Note: note}
	}
	for _, d := range why {
		if !slices.Contains(n.Review.Why, d) {
			n.Review.Why = append(slices.Clone(n.Review.Why), d)
		}
	}
	if n.State == NoticeOpen {
		n.State = NoticeHeld
	}
	n.Updated = now
}

// unhold takes one doubt back. With the last of them the notice is shown again, and
// it answers true; else it waits on for the rest.
func (n *Notice) unhold(why Doubt, now time.Time) bool {
	if n.Review == nil {
		return false
	}
	n.Updated = now
	rest := slices.DeleteFunc(slices.Clone(n.Review.Why), func(d Doubt) bool { return d == why })
	if len(rest) > 0 {
		n.Review.Why = rest
		return false
	}
	if n.Review = nil; n.State == NoticeHeld {
		n.State = NoticeOpen
	}
	return n.State == NoticeOpen
}

// claimed reports whether the notice waits because somebody says that it is about
// them and wants it hidden: only an answer to their claim shows it again.
func (n *Notice) claimed() bool {
	return n.Review != nil && slices.Contains(n.Review.Why, DoubtClaim)
}

// swarmed reports whether the notice waits because it was filed as programs do, by
// the hundred: then perhaps only to have letters sent to others.
func (n *Notice) swarmed() bool {
	return n.Review != nil && (slices.Contains(n.Review.Why, DoubtCrowd) || slices.Contains(n.Review.Why, DoubtProof))
}

// letThrough ends the review: a person looked and found nothing wrong. From then
// on flags from before count no more. It answers false for a notice that waits for
// nothing.
func (n *Notice) letThrough(now time.Time) bool {
	if n.Review == nil || n.State != NoticeHeld {
		return false
	}
	n.Review, n.State, n.Reviewed, n.Updated = nil, NoticeOpen, now, now
	return true
}

// refuse closes a notice for good unless a moderator takes it back.
func (n *Notice) refuse(why Refusal, note string, by Viewer, now time.Time) error {
	if n.State == NoticeClosed {
		return &Error{Op: "Notice.refuse", Kind: KindGone, Ref: n.Ref()}
	}
	if n.Review == nil {
		n.hold([]Doubt{DoubtStaff}, by, note, now)
	}
	n.end(CloseRefused, note, now)
	n.Refusal = why
	return nil
}

// resting is the state of a notice that is not closed.
func (n *Notice) resting() NoticeState {
	if n.Review != nil {
		return NoticeHeld
	}
	return NoticeOpen
}
