package registry

import "time"

// NoticeState is where a notice is in its life. Whether it has faded follows
// from Expires, not from a state.
type NoticeState string

// The states of a notice.
const (
	NoticeHeld   NoticeState = "held" // waits for a person to look at it; nobody but its seekers and moderators know of it
	NoticeOpen   NoticeState = "open"
	NoticeClosed NoticeState = "closed"
)

// CloseReason says why a search ended.
type CloseReason string

// The reasons for closing.
const (
	CloseFound   CloseReason = "found"
	CloseMistake CloseReason = "mistake" // filed twice, wrong person
	CloseOther   CloseReason = "other"
	CloseFalse   CloseReason = "false"   // a hoax; by moderators only
	CloseRefused CloseReason = "refused" // not let through, see Refusal; by moderators only
	CloseErased  CloseReason = "erased"  // the seeker wants everything erased; not to be chosen, see EraseNotice
	CloseRemoved CloseReason = "removed" // a moderator has it erased
	CloseHidden  CloseReason = "hidden"  // the person does not want to be found; see VerifyClaim
)

// Visibility says which ring of sight may know that the notice exists.
type Visibility string

// The visibilities.
const (
	VisiblePublic   Visibility = "public"   // everybody sees the card and what a passer-by could recognise
	VisibleCard     Visibility = "card"     // everybody sees the card: name, age band, area, state
	VisibleVerified Visibility = "verified" // only people with an account know of it
)

// SeekerID tells the seekers of one notice apart. Who filed the notice has the
// empty one; who joined it later has 128 random bits.
type SeekerID string

// Seeker is one person who looks for somebody. Class P2, but for Relation.
type Seeker struct {
	ID        SeekerID  `json:"id,omitzero"`
	Joined    time.Time `json:"joined,omitzero"` // of who did not file the notice
	Told      bool      `json:"told,omitzero"`   // a moderator lets them know what was decided before they joined
	Name      string    `json:"name,omitzero"`
	Relation  string    `json:"relation,omitzero"`
	Contact   Contact   `json:"contact,omitzero"`
	Confirmed Confirmed `json:"confirmed,omitzero"`
	Lang      string    `json:"lang,omitzero"` // language to answer in
	CodeHash  string    `json:"code_hash,omitzero"`
}

// Sighting is when and where somebody was last seen, or found.
type Sighting struct {
	Place Place  `json:"place,omitzero"`
	From  Moment `json:"from,omitzero"`
	To    Moment `json:"to,omitzero"`
	With  string `json:"with,omitzero"`  // companions, P1
	Phone Moment `json:"phone,omitzero"` // when their phone was last online
}

// Life of a notice, from its last confirmation (docs/retention.md).
const (
	LifeDefault = 60 * 24 * time.Hour
	LifeMin     = 30 * 24 * time.Hour
	LifeMax     = 180 * 24 * time.Hour
)

// Notice is a search for one person.
type Notice struct {
	ID        NoticeID  `json:"id"`
	Reference Reference `json:"reference"`
	Event     EventID   `json:"event"`
	Origin    Origin    `json:"origin,omitzero"`

	Person   Person      `json:"person"`
	LastSeen Sighting    `json:"last_seen,omitzero"`
	Seekers  []Seeker    `json:"seekers,omitzero"`
	Filer    AccountID   `json:"filer,omitzero"` // of staff who filed it, and so vouches for it
	Left     []Departure `json:"left,omitzero"`  // seekers who look no longer

	Canary bool `json:"canary,omitzero"` // of nobody, see AddCanary
	Copied bool `json:"copied,omitzero"` // holds what everybody may see and no more, names masked already; see CopyCards

	Twins []Twin `json:"twins,omitzero"` // notices of the same person, as staff found out

	Visibility Visibility `json:"visibility"`
	AtRisk     bool       `json:"at_risk,omitzero"` // treated as a minor is
	Muted      bool       `json:"muted,omitzero"`   // moderators keep public words of the family from everybody
	Lang       string     `json:"lang,omitzero"`    // language the description is written in

	State       NoticeState `json:"state"`
	CloseReason CloseReason `json:"close_reason,omitzero"`
	CloseNote   string      `json:"close_note,omitzero"`
	CloseLink   LinkID      `json:"close_link,omitzero"` // the match that moderators closed it on
	Refusal     Refusal     `json:"refusal,omitzero"`
	Review      *Review     `json:"review,omitzero"`   // set while it waits for a person to look
	Reviewed    time.Time   `json:"reviewed,omitzero"` // when a person last let it through

	Filed     time.Time `json:"filed"`
	Updated   time.Time `json:"updated"`
	Confirmed time.Time `json:"confirmed"` // when a seeker last said that they still look
	Expires   time.Time `json:"expires"`
	Closed    time.Time `json:"closed,omitzero"`
	News      time.Time `json:"news,omitzero"` // last public statement

	Life  int       `json:"life,omitzero"`  // days from each confirmation, as a seeker chose; 0: LifeDefault
	Stage LifeStage `json:"stage,omitzero"` // of an open notice
	Asked time.Time `json:"asked,omitzero"` // when the seekers were last asked to renew it
	Keep  time.Time `json:"keep,omitzero"`  // not erased before: a human still has to do with it
}

// Ref names the record.
func (n *Notice) Ref() Ref { return Ref{KindNotice, string(n.ID)} }

// Keys lists its entries in the secondary indexes.
func (n *Notice) Keys() []Key {
	keys := append(n.Origin.keys(), Key{IndexReference, string(n.Reference)}, Key{IndexEventRecords, string(n.Event)})
	if n.Canary {
		keys = append(keys, Key{IndexCanaries, string(n.Reference)})
	}
	if n.State == NoticeHeld {
		keys = append(keys, Key{IndexReview, n.Review.Since.UTC().Format(time.RFC3339)})
	}
	keys = append(keys, dueKey(n.due())...)
	for _, s := range n.Seekers {
		if s.CodeHash != "" {
			keys = append(keys, Key{IndexCode, s.CodeHash})
		}
	}
	return keys
}

// Faded reports whether nobody renewed the notice in time.
func (n *Notice) Faded(now time.Time) bool { return n.State == NoticeOpen && !now.Before(n.Expires) }

// Searchable reports whether the notice is an open search today.
func (n *Notice) Searchable(now time.Time) bool { return n.State == NoticeOpen && !n.Faded(now) }

// Shielded reports whether the notice shows as little as a child's does: the
// person may be a minor, or is at risk.
func (n *Notice) Shielded(now time.Time) bool { return n.AtRisk || n.Person.MayBeMinor(now) }

// Close ends the search. It refuses a notice that is closed already and a
// reason that the actor may not give.
func (n *Notice) Close(reason CloseReason, note string, by Viewer, now time.Time) error {
	const op = "Notice.Close"
	if n.State == NoticeClosed {
		return &Error{Op: op, Kind: KindGone, Ref: n.Ref()}
	}
	switch reason {
	case CloseFound, CloseMistake, CloseOther:
	case CloseFalse:
		if !by.Moderates() {
			return &Error{Op: op, Kind: KindForbidden, Ref: n.Ref()}
		}
	default:
		var p Problems
		p.Add("reason", "choose")
		return p
	}
	n.end(reason, note, now)
	return nil
}

// end closes the notice, whatever it was closed for before: what that rested on
// opens it no more.
func (n *Notice) end(reason CloseReason, note string, now time.Time) {
	n.State, n.CloseReason, n.CloseNote, n.CloseLink, n.Closed, n.Updated = NoticeClosed, reason, note, "", now, now
}

// reopen takes the closing back: what waited for review waits on. When the
// notice fades stays as it was.
func (n *Notice) reopen(now time.Time) {
	n.State, n.CloseReason, n.Refusal, n.CloseNote, n.CloseLink, n.Closed, n.Updated = n.resting(), "", "", "", "", time.Time{}, now
}

// Reopenable reports whether the seeker can take the closing back.
func (n *Notice) Reopenable(now time.Time) bool {
	return n.State == NoticeClosed && n.CloseReason != CloseFalse && n.CloseReason != CloseRefused && n.CloseReason != CloseRemoved && n.CloseReason != CloseHidden && now.Before(n.Closed.Add(ReopenFor))
}

// Extend confirms for a seeker that the search goes on, for life from now on, kept
// between LifeMin and LifeMax; 0 is the life chosen before. Who owns the search
// chooses its life, and may shorten it; the others only ever add to what is left.
func (n *Notice) Extend(k *Seeker, life time.Duration, now time.Time) error {
	if n.State == NoticeClosed {
		return &Error{Op: "Notice.Extend", Kind: KindGone, Ref: n.Ref()}
	}
	if life == 0 {
		life = n.life()
	}
	life = min(max(life, LifeMin), LifeMax)
	ends := now.Add(life)
	if n.owns(k) {
		n.Life = int(life / (24 * time.Hour))
	} else {
		ends = latest(n.Expires, ends)
	}
	n.Confirmed, n.Updated, n.Expires = now, now, ends
	n.Stage, n.Asked, n.Keep = LifeFresh, time.Time{}, time.Time{}
	return nil
}
