package registry

import (
	"fmt"
	"time"
)

// Urgency is why a pair should not wait behind others, whatever its score.
type Urgency struct {
	Child   bool `json:"child,omitzero"`   // the person may be a minor
	Medical bool `json:"medical,omitzero"` // needs medicine or care, or help where they are
	AtRisk  bool `json:"at_risk,omitzero"` // marked so by whoever filed the notice
}

// urgencyOf reads the urgency of a pair off both sides. The age that counts is
// the notice's: it says who is sought. The report's counts where that says none,
// so that a wide guess about an adult does not pass for a child.
func urgencyOf(n *Notice, rep *Report, now time.Time) Urgency {
	u := Urgency{AtRisk: n.AtRisk, Medical: n.Person.Medical+rep.Person.Medical != "" || rep.Condition == ConditionHelp}
	if _, ok := n.Person.AgeOn(now); ok || !n.Person.Birth.IsZero() {
		u.Child = n.Person.MayBeMinor(now)
	} else {
		u.Child = rep.Person.MayBeMinor(now)
	}
	return u
}

// masked leaves out the medical need, which may be that of the person found: health
// is not for volunteers.
func (u Urgency) masked() Urgency {
	u.Medical = false
	return u
}

// Band is a score in words.
type Band string

// The bands of a score, most likely first.
const (
	BandLikely   Band = "likely"
	BandPossible Band = "possible"
	BandWeak     Band = "weak"
)

// BandOf returns the band of a score: likely from nine in ten, possible from one
// in two. Within a band scores differ by less than they can be trusted to.
func BandOf(score float64) Band {
	switch {
	case score >= 0.9:
		return BandLikely
	case score >= 0.5:
		return BandPossible
	}
	return BandWeak
}

// QueueOrder returns the value by which the queue sorts a pair, in byte order.
// One step decides, the next only where it is equal:
//
//  1. children before everybody else,
//  2. medical need,
//  3. people at risk,
//  4. the band of the score, likely first,
//  5. who has waited longest.
//
// Such a value stands in the clear in an index. It names nobody: it belongs to
// the random id of a pair.
func QueueOrder(u Urgency, score float64, waiting time.Time) string {
	band := map[Band]int{BandLikely: 0, BandPossible: 1, BandWeak: 2}[BandOf(score)]
	return fmt.Sprintf("%d%d%d%d %016x", later(u.Child), later(u.Medical), later(u.AtRisk), band, max(waiting.UnixMilli(), 0))
}

// later sorts what is urgent before what is not.
func later(urgent bool) int {
	if urgent {
		return 0
	}
	return 1
}
