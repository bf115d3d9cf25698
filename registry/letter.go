package registry

import (
	"crypto/sha256"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"time"
)

// LetterID identifies a letter. It follows from what the letter is about and who
// gets it, so the same change never makes a second one.
type LetterID string

// The secondary indexes of letters and what belongs to them.
const (
	IndexLetterDue      IndexName = "letter-due"
	IndexLetterWaits    IndexName = "letter-waits"
	IndexLetterMade     IndexName = "letter-made"
	IndexLetterState    IndexName = "letter-state"
	IndexLetterAddress  IndexName = "letter-address"
	IndexVisitLast      IndexName = "visit-last"
	IndexHolderSessions IndexName = "holder-sessions"
)

// LetterKind says what a letter tells. None tells more than that there is news:
// what it is stands on the page that a code opens. A death is never in a letter.
type LetterKind string

// The kinds of letter.
const (
	LetterConfirm  LetterKind = "confirm"  // is this address yours
	LetterNews     LetterKind = "news"     // somebody said something
	LetterChecking LetterKind = "checking" // a possible match is being checked by people
	LetterMatch    LetterKind = "match"    // confirmed: the page says whom to call
	LetterExpiring LetterKind = "expiring" // the notice is hidden soon unless renewed
	LetterClosed   LetterKind = "closed"   // the search was closed
	LetterMessage  LetterKind = "message"  // somebody wrote through the relay
	LetterOpened   LetterKind = "opened"   // staff read the contact data
	LetterCode     LetterKind = "code"     // the code was replaced
	LetterLost     LetterKind = "lost"     // a link that makes a new code, once
	LetterHeld     LetterKind = "held"     // somebody looks at the notice before it is shown
	LetterReleased LetterKind = "released" // somebody looked, and it is shown
	LetterRefused  LetterKind = "refused"  // somebody looked, and it is not
	LetterReopened LetterKind = "reopened" // the search goes on
	LetterExpired  LetterKind = "expired"  // hidden, because nobody renewed it; they still can
)

// The kinds of letter to staff. None has a name or a place in it either.
const (
	LetterInvited LetterKind = "invited" // a link that makes an account, once
	LetterReset   LetterKind = "reset"   // a link that gives an account another password and second factor, once
	LetterAccount LetterKind = "account" // how one comes in with the account was changed
	LetterGuessed LetterKind = "guessed" // somebody who knows the password guesses codes
	LetterSignIn  LetterKind = "sign_in" // somebody came in at a browser that the account did not know
	LetterKey     LetterKind = "key"     // a key for programs was made with the account
	LetterAlarm   LetterKind = "alarm"   // an account opened very many contacts, to all admins
	LetterRole    LetterKind = "role"    // the role ends soon
	LetterTask    LetterKind = "task"    // they are the named human who tells a family
	LetterClaim   LetterKind = "claim"   // a claim that they made sure of is taken back
	LetterTasks   LetterKind = "tasks"   // so much work waits, since then
	LetterUrgent  LetterKind = "urgent"  // something waits that must not
)

// LetterKinds returns every kind.
func LetterKinds() []LetterKind {
	return []LetterKind{LetterConfirm, LetterNews, LetterChecking, LetterMatch, LetterExpiring, LetterClosed, LetterMessage, LetterOpened, LetterCode, LetterLost,
		LetterHeld, LetterReleased, LetterRefused, LetterReopened, LetterExpired,
		LetterInvited, LetterReset, LetterAccount, LetterGuessed, LetterSignIn, LetterKey, LetterAlarm, LetterRole, LetterTask, LetterClaim, LetterTasks, LetterUrgent}
}

// Staff reports whether the kind is for staff.
func (k LetterKind) Staff() bool {
	return slices.Contains(LetterKinds()[slices.Index(LetterKinds(), LetterInvited):], k)
}

// Work reports whether a letter tells of work that waits: who gets such can end
// them, and goes on getting letters on the security of their account.
func (k LetterKind) Work() bool { return k == LetterTasks || k == LetterUrgent }

// secures reports whether a letter tells of what somebody else may have done with
// an account: such goes for a while to the address before, too.
func (k LetterKind) secures() bool {
	return k == LetterSignIn || k == LetterAccount || k == LetterGuessed || k == LetterKey
}

// stoppable reports whether who gets a letter can end its kind: not what they must
// know as staff.
func (k LetterKind) stoppable() bool { return !k.Staff() || k.Work() || k == LetterInvited }

// asked reports whether anybody can have such a letter sent, to any address.
func (k LetterKind) asked() bool { return k == LetterConfirm || k == LetterLost }

// urgent reports whether a letter is sent at night too: what somebody waits for
// at their device, and what they have been waiting for for days.
func (k LetterKind) urgent() bool {
	return k.asked() || k == LetterMatch || k == LetterCode || k.Staff() && k != LetterTasks && k != LetterRole && k != LetterClaim
}

// life is how long it makes sense to try.
func (k LetterKind) life() time.Duration {
	if k == LetterLost {
		return LostLife
	}
	return LetterTries
}

// How long letters live.
const (
	LetterTries = 2 * 24 * time.Hour  // how long a letter is tried
	LetterKept  = 30 * 24 * time.Hour // how long it is remembered, and its links work at most
	ConfirmLife = 7 * 24 * time.Hour  // of the link that confirms an address
	LostLife    = 30 * time.Minute    // of the link that makes a new code
)

// Channel is a way to reach somebody.
type Channel string

// The channels.
const (
	ByMail Channel = "mail"
	BySMS  Channel = "sms"
)

// LetterState is where a letter is in its life.
type LetterState string

// The states of a letter.
const (
	LetterWaiting LetterState = "waiting"
	LetterSent    LetterState = "sent"    // the next server took it
	LetterFailed  LetterState = "failed"  // given up; Cause says why
	LetterDropped LetterState = "dropped" // must not be sent: stopped, too many, out of date
)

// Recipient is whom a letter is for. The address is not in the letter: it is read
// from the record when the letter is sent, so it is erased together with that.
type Recipient struct {
	Record Ref      `json:"record"`
	Seeker SeekerID `json:"seeker,omitzero"`
}

// String returns the recipient as a value of an index.
func (t Recipient) String() string { return t.Record.String() + " " + string(t.Seeker) }

// Letter is one message to one person, made by a change and sent by a worker. It
// holds ids only.
type Letter struct {
	ID    LetterID   `json:"id"`
	Kind  LetterKind `json:"kind"`
	Via   Channel    `json:"via"`
	To    Recipient  `json:"to"`
	About Ref        `json:"about,omitzero"` // the link that it rests on
	Event EventID    `json:"event,omitzero"`
	Was   time.Time  `json:"was_until,omitzero"` // to the address that the account had until then, see Mailbox.Before

	State   LetterState `json:"state"`
	Made    time.Time   `json:"made"`
	Due     time.Time   `json:"due"` // not before then
	Tries   int         `json:"tries,omitzero"`
	Cause   string      `json:"cause,omitzero"`   // a code, without any address
	Address string      `json:"address,omitzero"` // keyed hash of where it went
	Taken   time.Time   `json:"taken,omitzero"`   // when it was first tried
	Ended   time.Time   `json:"ended,omitzero"`
	Guesses int         `json:"guesses,omitzero"` // wrong codes typed for it
	Used    time.Time   `json:"used,omitzero"`    // when its link was used
}

// letterID makes the id of a letter from what caused it.
func letterID(cause string, kind LetterKind, to Recipient) LetterID {
	h := sha256.Sum256([]byte("retrouve letter\x00" + cause + "\x00" + string(kind) + "\x00" + to.String()))
	return LetterID(lowerBase32.EncodeToString(h[:16]))
}

// Ref names the record.
func (l *Letter) Ref() Ref { return Ref{KindLetter, string(l.ID)} }

// Keys lists its entries in the secondary indexes.
func (l *Letter) Keys() []Key {
	keys := []Key{
		{IndexLetterMade, sortable(l.Made)},
		{IndexLetterState, string(l.State) + " " + newestFirst(l.Made)},
	}
	if !l.orphan() {
		keys = append(keys, Key{IndexBelongs, l.To.Record.String()})
	}
	if l.State == LetterWaiting {
		keys = append(keys, Key{IndexLetterDue, l.lane() + sortable(l.Due)}, Key{IndexLetterWaits, l.waits()})
	}
	if l.Address != "" {
		keys = append(keys, Key{IndexLetterAddress, l.budget(l.Address) + sortable(l.Taken)})
	}
	return keys
}

// lane keeps lost codes, what anybody can have sent, letters to staff on their
// account, on urgent work, on other work, and news apart, so that a flood of the one
// never holds another up.
func (l *Letter) lane() string {
	asked, other := lanes(l.Via, true), lanes(l.Via, false)
	switch {
	case l.Kind == LetterLost:
		return asked[0]
	case l.Kind.asked():
		return asked[1]
	case l.Kind == LetterUrgent:
		return other[1]
	case l.Kind.Work():
		return other[2]
	case l.Kind.Staff():
		return other[0]
	}
	return other[3]
}

// lanes lists the lanes of what is asked for, or of all else, most urgent first.
func lanes(via Channel, asked bool) []string {
	if asked {
		return []string{string(via) + " lost ", string(via) + " asked "}
	}
	return []string{string(via) + " staff ", string(via) + " urgent ", string(via) + " work ", string(via) + " news "}
}

func (l *Letter) waits() string {
	if !l.Was.IsZero() {
		return l.To.String() + " " + string(l.Kind) + " was " + sortable(l.Was)
	}
	return l.To.String() + " " + string(l.Kind)
}

// budget is under which letters like it to an address are counted.
func (l *Letter) budget(address string) string { return address + " " + l.lane() }

// sortable writes a time so that byte order is the order of time.
func sortable(t time.Time) string { return fmt.Sprintf("%016x", max(t.UnixMilli(), 0)) }

// sortedAt reads what sortable wrote; the zero time for anything else.
func sortedAt(s string) time.Time {
	n, err := strconv.ParseInt(s, 16, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(n).UTC()
}

// end ends the letter.
func (l *Letter) end(state LetterState, cause string, now time.Time) {
	l.State, l.Cause, l.Ended = state, cause, now
}

// stub is what stays of a letter that went out when its record is erased: that
// something was sent to a keyed hash, not what about nor for whom. Erasing a record
// so gives nobody a fresh number of letters to send to an address, and who reads
// there can still stop them.
func (l *Letter) stub(now time.Time) *Letter {
	s := &Letter{
		ID: l.ID, Kind: l.Kind, Via: l.Via, State: l.State, Made: l.Made,
		Cause: l.Cause, Address: l.Address, Taken: l.Taken, Ended: l.Ended,
	}
	if s.State == LetterWaiting {
		s.end(LetterDropped, "gone", now)
	}
	return s
}

// orphan reports whether the record that the letter was about is erased.
func (l *Letter) orphan() bool { return l.To.Record.ID == "" }

// LogValue shows the id only.
func (l Letter) LogValue() slog.Value { return slog.StringValue(l.Ref().String()) }
