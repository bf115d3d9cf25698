package registry

import (
	"slices"
	"time"
)

// FlagReason is what somebody says is wrong with a notice.
type FlagReason string

// The reasons.
const (
	FlagHoax      FlagReason = "hoax"
	FlagWrong     FlagReason = "wrong"     // wrong person or photo
	FlagPrivate   FlagReason = "private"   // shows private data
	FlagOffensive FlagReason = "offensive" // insults
	FlagChild     FlagReason = "child"     // the person is a child and is shown as an adult
	FlagDead      FlagReason = "dead"      // the person may have died: never said on a page
	FlagOther     FlagReason = "other"
)

// FlagReasons returns every reason, in the order of the form.
func FlagReasons() []FlagReason {
	return []FlagReason{FlagHoax, FlagWrong, FlagPrivate, FlagOffensive, FlagChild, FlagDead, FlagOther}
}

// FlagID names one flag: it follows from the notice and its source, so that one
// source has one flag on a notice.
type FlagID string

// Flag is that somebody says something is wrong with a notice. It only ever asks
// people to look; see FlagsHide for the one exception. Class P3: it may accuse.
type Flag struct {
	ID     FlagID     `json:"id"`
	Notice NoticeID   `json:"notice"`
	Reason FlagReason `json:"reason"`
	Text   string     `json:"text,omitzero"`
	Made   time.Time  `json:"made"`
	By     Viewer     `json:"by,omitzero"`
	Near   string     `json:"near"`             // keyed hash of the address
	Wide   string     `json:"wide"`             // keyed hash of the provider's network
	Doubts []Doubt    `json:"doubts,omitzero"`  // a machine's, perhaps: it does not count
	Done   time.Time  `json:"done,omitzero"`    // when somebody answered
	DoneBy AccountID  `json:"done_by,omitzero"` //
	Note   string     `json:"note,omitzero"`    // their answer
}

// Ref names the record.
func (f *Flag) Ref() Ref { return Ref{KindFlag, string(f.ID)} }

// Keys lists its entries in the secondary indexes.
func (f *Flag) Keys() []Key {
	keys := []Key{{IndexFlags, string(f.Notice) + " " + f.Wide}, {IndexBelongs, Ref{KindNotice, string(f.Notice)}.String()}}
	if f.Done.IsZero() {
		keys = append(keys, Key{IndexOpenFlags, string(f.Notice)})
	}
	return keys
}

// When flags hide a notice by themselves (A06).
const (
	flagSources = 5             // distinct networks of providers
	flagSpan    = 2 * time.Hour // from the first of them to the last
	flagMost    = 2             // of them in any tenth of the span of all: a wave is one source
)

// FlagsHide reports whether flags hide a notice until a person looked at it:
// several, from networks that have little to do with each other, over hours and
// not in a wave. A notice that people vouch for is never hidden so: one that
// somebody with an account filed, that a moderator let through, or that has a
// match which people confirmed. Private data about somebody weighs no more than
// the rest: else it would be what vandals write.
func FlagsHide(flags []Flag, vouched bool) bool {
	if vouched {
		return false
	}
	var first []time.Time // of each network
	seen := map[string]bool{}
	flags = slices.Clone(flags)
	slices.SortFunc(flags, func(a, b Flag) int { return a.Made.Compare(b.Made) })
	for _, f := range flags {
		if f.Done.IsZero() && len(f.Doubts) == 0 && f.Wide != "" && !seen[f.Wide] {
			seen[f.Wide] = true
			first = append(first, f.Made)
		}
	}
	return spread(first) >= flagSources
}

// spread counts times such that those close together count as flagMost at most;
// 0 when all of them lie within flagSpan.
func spread(times []time.Time) (n int) {
	if len(times) == 0 || times[len(times)-1].Sub(times[0]) < flagSpan {
		return 0
	}
	const wave = flagSpan / 10
	for i := 0; i < len(times); {
		j := i
		for j < len(times) && times[j].Sub(times[i]) < wave {
			j++
		}
		n += min(j-i, flagMost)
		i = j
	}
	return n
}

// vouched reports whether people stand behind the notice.
func (n *Notice) vouched(r Reader) bool {
	if n.Filer != "" || !n.Reviewed.IsZero() {
		return true
	}
	link, _ := confirmedLink(r, n.ID)
	return link != ""
}
