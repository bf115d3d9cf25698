package registry

import "time"

// ClaimWish is what the person of a notice wants to happen.
type ClaimWish string

// The wishes.
const (
	WishTell   ClaimWish = "tell"   // tell them that I am safe, with words of mine
	WishAlive  ClaimWish = "alive"  // tell them that I am safe, and nothing else
	WishHide   ClaimWish = "hide"   // nobody finds this notice any more, and nobody is told why
	WishDanger ClaimWish = "danger" // somebody must talk with me; nobody is told anything
)

// Wishes returns every wish, in the order of the form.
func Wishes() []ClaimWish { return []ClaimWish{WishTell, WishAlive, WishHide, WishDanger} }

// ClaimState is what became of a claim.
type ClaimState string

// The states of a claim.
const (
	ClaimMade      ClaimState = "made"
	ClaimVerified  ClaimState = "verified" // people made sure that it is the person
	ClaimRefused   ClaimState = "refused"  // it is somebody else
	ClaimWithdrawn ClaimState = "withdrawn"
	ClaimLapsed    ClaimState = "lapsed" // it hid a notice for HideFor, and nobody could make sure
)

// HideFor is how long a claim that nobody verified hides a notice.
const HideFor = 72 * time.Hour

// Claim is that somebody says a notice is about them. Until people made sure of it
// the only thing it can do is hide the notice for a while. Class P2, Note P3.
type Claim struct {
	ID        ClaimID   `json:"id"`
	Reference Reference `json:"reference"` // to name at the desk of an organisation
	Notice    NoticeID  `json:"notice"`

	Wish     ClaimWish `json:"wish"`
	Words    string    `json:"words,omitzero"` // for who looks for them; with WishTell only
	Note     string    `json:"note,omitzero"`  // for who checks
	Contact  Contact   `json:"contact,omitzero"`
	Lang     string    `json:"lang,omitzero"`
	CodeHash string    `json:"code_hash"`

	Near   string  `json:"near"` // keyed hash of the address
	Wide   string  `json:"wide"` // keyed hash of the provider's network
	Doubts []Doubt `json:"doubts,omitzero"`

	State ClaimState `json:"state"`
	Hides bool       `json:"hides,omitzero"` // the notice is hidden by it, until it lapses
	Ended bool       `json:"ended,omitzero"` // it hid the notice once, and was not verified
	Back  time.Time  `json:"back,omitzero"`  // the person takes a verified claim back; people look first
	Made  time.Time  `json:"made"`

	Basis    Confidence `json:"basis,omitzero"` // on which it was verified
	By       Viewer     `json:"by,omitzero"`    // who answered
	Answered time.Time  `json:"answered,omitzero"`
}

// Ref names the record.
func (c *Claim) Ref() Ref { return Ref{KindClaim, string(c.ID)} }

func (c *Claim) notice() Ref { return Ref{KindNotice, string(c.Notice)} }

// Keys lists its entries in the secondary indexes.
func (c *Claim) Keys() []Key {
	keys := []Key{
		{IndexBelongs, c.notice().String()}, {IndexReference, string(c.Reference)}, {IndexCode, c.CodeHash},
		{IndexClaims, string(c.Notice) + " " + dayOf(c.Made)},
	}
	if c.waits() {
		keys = append(keys, Key{IndexOpenClaims, c.urgency() + c.Made.UTC().Format(time.RFC3339)})
	}
	if c.Hides || c.Ended {
		keys = append(keys, Key{IndexHides, "near " + c.Near + " " + dayOf(c.Made)}, Key{IndexHides, "wide " + c.Wide + " " + dayOf(c.Made)})
	}
	if c.Hides {
		keys = append(append(keys, Key{IndexHides, "open"}), dueKey(c.until())...)
	}
	return keys
}

// until is when a claim that hides lapses.
func (c *Claim) until() time.Time { return c.Made.Add(HideFor) }

// waits reports whether a person has to look at the claim.
func (c *Claim) waits() bool {
	return c.State == ClaimMade || c.State == ClaimLapsed || c.State == ClaimVerified && !c.Back.IsZero()
}

// urgency sorts danger first, then what hides a notice, then the rest.
func (c *Claim) urgency() string {
	switch {
	case c.Wish == WishDanger:
		return "0 "
	case c.Hides:
		return "1 "
	}
	return "2 "
}

// Limits of a day on hiding without anybody having made sure: so that claims do not
// become a way to make notices disappear (A05, A06). Over them a claim is taken all
// the same, and waits.
const (
	hidesNear  = 3  // from one address
	hidesWide  = 10 // from one provider's network
	hidesOpen  = 50 // at once, from everywhere
	claimsADay = 100
)

// mayHide reports whether the claim may hide its notice at once. It may not where
// a claim that nobody could verify hid it before, or where a machine may have sent it.
func (c *Claim) mayHide(r Reader) (bool, error) {
	if len(c.Doubts) > 0 {
		return false, nil
	}
	day := " " + dayOf(c.Made)
	for value, most := range map[string]int{"near " + c.Near + day: hidesNear, "wide " + c.Wide + day: hidesWide, "open": hidesOpen} {
		if len(all(r, IndexHides, value)) >= most {
			return false, nil
		}
	}
	for _, ref := range all(r, IndexBelongs, c.notice().String()) {
		if ref.Kind != KindClaim || ref.ID == string(c.ID) {
			continue
		}
		var o Claim
		if _, err := r.Get(ref, &o); err != nil {
			return false, err
		}
		if o.Ended {
			return false, nil
		}
	}
	return true, nil
}

// hide holds the notice back until somebody verified the claim, if it may.
func (c *Claim) hide(r Reader, b *Batch, n *Notice, v Version, now time.Time) error {
	may, err := c.mayHide(r)
	if err != nil || !may || n.State == NoticeClosed {
		return err
	}
	c.Hides = true
	return putHeld(r, b, n, v, System, "", []Doubt{DoubtClaim}, now)
}

// unhide ends the hiding: the notice is shown again where nothing else holds it.
func (c *Claim) unhide(r Reader, b *Batch, now time.Time) error {
	if !c.Hides {
		return nil
	}
	c.Hides, c.Ended = false, true
	var n Notice
	v, err := r.Get(c.notice(), &n)
	if err != nil || !n.claimed() {
		return err
	}
	if !n.unhold(DoubtClaim, now) {
		b.put(&n, v, "notice.doubted", now)
		return nil
	}
	b.put(&n, v, "notice.released", now)
	return unshelve(r, b, all(r, IndexNoticeLinks, string(n.ID)), now)
}

// lapseClaim shows a notice again that a claim hid and nobody could verify. The
// claim itself waits on.
func lapseClaim(r Reader, b *Batch, ref Ref, now time.Time) (PurgeCount, error) {
	var c Claim
	v, err := r.Get(ref, &c)
	if err != nil || !c.Hides || now.Before(c.until()) {
		return PurgeCount{}, err
	}
	c.State = ClaimLapsed
	if err := c.unhide(r, b, now); err != nil {
		return PurgeCount{}, err
	}
	b.put(&c, v, "claim.lapsed", now)
	b.audit(System, "claim.lapsed", ref, now)
	return PurgeCount{"claim.lapsed", "unverified"}, nil
}
