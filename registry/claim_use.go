package registry

import (
	"context"
	"slices"
	"time"
)

// ClaimNotice is a request of somebody who says that a notice is about them.
type ClaimNotice struct {
	Form      Token // made with the form: sent again it makes nothing new
	Reference Reference
	Wish      ClaimWish
	Words     string
	Note      string
	Contact   Contact
	Lang      string
	Near      string // keyed hashes of the address and of the provider's network
	Wide      string
	Doubts    []Doubt
}

// ClaimNotice records what the person of a notice wishes, for people to verify. A
// wish to hide the notice is carried out at once, within limits, for HideFor. No
// seeker is told of a claim before it is verified.
func (s *Service) ClaimNotice(ctx context.Context, req ClaimNotice) (Receipt, error) {
	return s.fileForm(ctx, req.Form, DraftClaim, func(r Reader, b *Batch, code Code, now time.Time) (Ref, EventID, error) {
		n, err := publicNotice(r, req.Reference, now)
		if err != nil {
			return Ref{}, "", err
		}
		c := &Claim{
			ID: ClaimID(NewID()), Reference: freshReference(r), Notice: n.ID, Lang: req.Lang, CodeHash: code.Hash(),
			Near: req.Near, Wide: req.Wide, Doubts: req.Doubts, State: ClaimMade, Made: now,
		}
		p := c.want(req.Wish, req.Words, req.Note, req.Contact)
		if len(all(r, IndexClaims, string(n.ID)+" "+dayOf(now))) >= claimsADay {
			p.Add("wish", "too_many")
		}
		if err := p.Err(); err != nil {
			return Ref{}, "", err
		}
		if c.Wish == WishHide {
			if err := c.hide(r, b, n, r.Version(n.Ref()), now); err != nil {
				return Ref{}, "", err
			}
		}
		c.log(b, 0, "claim.made", now)
		return c.Ref(), n.Event, nil
	})
}

// want cleans a wish and lays it over the claim.
func (c *Claim) want(wish ClaimWish, words, note string, contact Contact) Problems {
	var k Checker
	if c.Wish = wish; !slices.Contains(Wishes(), wish) {
		k.Problems.Add("wish", "choose")
	}
	c.Words, c.Note, c.Contact = k.Text("words", words, MaxMessage), k.Text("claim_note", note, MaxText), contact
	k.contact(&c.Contact)
	if wish != WishTell {
		c.Words = ""
	}
	return k.Problems
}

// log adds the claim to the batch, and that it is urgent where it is.
func (c *Claim) log(b *Batch, v Version, what string, now time.Time) {
	b.put(c, v, what, now)
	if c.Wish == WishDanger || c.Hides {
		b.Changes = append(b.Changes, Change{What: "claim.urgent", Ref: c.Ref(), At: now})
	}
}

// loadOwn loads the claim whose code the viewer came with.
func loadOwn(r Reader, by Viewer) (*Claim, Version, error) {
	if by.Ring != RingClaimant || by.Scope.Kind != KindClaim {
		return nil, 0, &Error{Op: "loadOwn", Kind: KindForbidden}
	}
	var c Claim
	v, err := r.Get(by.Scope, &c)
	return &c, v, err
}

// ClaimPage is a claim as its maker sees it.
type ClaimPage struct {
	Reference Reference
	Event     EventID
	Wish      ClaimWish
	State     ClaimState
	Hides     bool
	Until     time.Time // when the hiding lapses
	Back      bool
	Made      time.Time
	Words     string
	Note      string
	Contact   Contact
	Opened    []SeekerStatement // who opened the contact, oldest first
}

// OwnClaim returns the claim to who came with its code.
func (s *Service) OwnClaim(ctx context.Context, by Viewer) (p ClaimPage, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		c, _, err := loadOwn(r, by)
		if err != nil {
			return err
		}
		var n Notice
		if _, err := r.Get(c.notice(), &n); err != nil {
			return err
		}
		p = ClaimPage{c.Reference, n.Event, c.Wish, c.State, c.Hides, c.until(), !c.Back.IsZero(), c.Made, c.Words, c.Note, c.Contact, nil}
		return eachStatement(r, c.Ref(), func(st *Statement) {
			if st.Kind == ContactOpened {
				p.Opened = append(p.Opened, SeekerStatement{Kind: st.Kind, Text: st.Text, Made: st.Made, By: st.By.Ring})
			}
		})
	})
	return p, err
}

// ChangeClaim changes the wish of a claim that nobody answered yet. After that
// people look first: see WithdrawClaim.
func (s *Service) ChangeClaim(ctx context.Context, by Viewer, wish ClaimWish, words string) error {
	return s.change(ctx, "ChangeClaim", func(r Reader, now time.Time) (b Batch, err error) {
		c, v, err := loadOwn(r, by)
		if err != nil || c.Wish == wish && c.Words == words {
			return b, err
		}
		p := c.want(wish, words, c.Note, c.Contact)
		if c.State != ClaimMade {
			p.Add("wish", "answered")
		}
		if err := p.Err(); err != nil {
			return b, err
		}
		if wish != WishHide {
			err = c.unhide(r, &b, now)
		} else if !c.Hides {
			var n Notice
			var w Version
			if w, err = r.Get(c.notice(), &n); err == nil {
				err = c.hide(r, &b, &n, w, now)
			}
		}
		c.log(&b, v, "claim.changed", now)
		return b, err
	})
}

// WithdrawClaim takes a claim back. What nobody verified has no effect any more;
// of what was verified a moderator decides, since the code may be in other hands.
func (s *Service) WithdrawClaim(ctx context.Context, by Viewer) error {
	return s.change(ctx, "WithdrawClaim", func(r Reader, now time.Time) (b Batch, err error) {
		c, v, err := loadOwn(r, by)
		if err != nil {
			return b, err
		}
		switch {
		case c.State == ClaimVerified && c.Back.IsZero():
			c.Back = now
		case c.State == ClaimMade || c.State == ClaimLapsed:
			c.State = ClaimWithdrawn
			err = c.unhide(r, &b, now)
		default:
			return b, nil
		}
		b.put(c, v, "claim.withdrawn", now)
		return b, err
	})
}
