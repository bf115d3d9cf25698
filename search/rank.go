package search

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"slices"
	"strings"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/names"
)

// Shares of a hit's score and the scores below which a candidate is no hit.
const (
	placeShare   = 0.3  // of the place when both text and place were asked for
	looksScore   = 0.85 // of a word that the description or the place has
	pairBonus    = 0.05 // of a red jacket over a jacket and something red
	minCover     = 0.50 // of what was asked for
	minRelaxed   = 0.36 // among the first fewHits, where none is good
	fewHits      = 10
	minRest      = 0.45 // of the names among words of which some describe
	similarPlace = 0.85 // from here on a place is the one asked for
	maxMasks     = 16   // different sets of describing words that names are compared without
)

// candidate is a document that may answer.
type candidate struct {
	id          string
	text, place float64
	cover       float64 // how much of what was asked for it has
	score       float64
	mask        uint32 // which of the words asked for its description or place has
}

// Scores from which a candidate is the very name, answers well, and fairly.
const (
	certain = 0.95
	good    = 0.85
	fair    = 0.65
)

// add scores documents, each once.
func (f *finder) add(ctx context.Context, docs []int) error {
	if f.met == nil {
		f.met = make(map[int]bool, 2*len(docs))
	}
	for i, d := range docs {
		if i%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if f.met[d] {
			continue
		}
		f.met[d] = true
		c, err := f.candidate(d)
		if err != nil {
			return err
		}
		if c.score > 0 {
			f.found = append(f.found, c)
			f.best = max(f.best, c.text)
		}
	}
	return nil
}

// answers returns the candidates that answer, best first: those that have half of
// what was asked for, and the best of weaker ones where none is good.
func (f *finder) answers() []candidate {
	slices.SortFunc(f.found, best)
	out := f.found[:0]
	for i, c := range f.found {
		if len(f.words) == 0 || c.cover >= minCover || i < fewHits && f.close(f.found[0], c) {
			out = append(out, c)
		}
	}
	return out[:min(len(out), MaxResults)]
}

// close reports whether a weaker hit is worth being shown: none is where the best
// one answers well.
func (f *finder) close(first, c candidate) bool {
	return first.cover < 0.9 && c.cover >= 0.6*first.cover
}

// candidate scores one document by what the index keeps of it.
func (f *finder) candidate(doc int) (candidate, error) {
	s, err := f.v.stored(doc)
	if err != nil {
		return candidate{}, err
	}
	c := candidate{id: s.id}
	if len(f.words) > 0 {
		packed := s.names
		if f.q.Verified {
			packed += s.full
		}
		c.text, c.cover, c.mask = f.text(doc, packed)
		if c.cover < minRelaxed {
			return c, nil
		}
	}
	if len(f.places) > 0 {
		c.place = f.where.score(unpackSpot(s.area))
		if f.q.Verified {
			c.place = max(c.place, f.where.score(unpackSpot(s.spot)))
		}
	}
	c.score = f.total(c)
	return c, nil
}

func (f *finder) total(c candidate) float64 {
	s := (1-placeShare)*c.text + placeShare*c.place
	switch {
	case len(f.places) == 0:
		s = c.text
	case len(f.words) == 0:
		s = c.place
	}
	return math.Round(s*1e6) / 1e6 // so that equal is equal
}

// text scores the words as a name, and as a name and a description.
func (f *finder) text(doc int, packed string) (score, cover float64, mask uint32) {
	score, cover = f.ask.Score(packed)
	var empty uint32
	for i, a := range f.looks {
		if a.empty {
			empty |= 1 << i
		} else if a.docs.has(f.v, doc) {
			mask |= 1 << i
		}
	}
	if mask == 0 || score >= looksScore {
		return score, cover, 0
	}
	left := uint32(1)<<len(f.looks) - 1 - mask
	n, described := float64(bits.OnesCount32(left&^empty)), float64(bits.OnesCount32(mask))
	got := looksScore * described
	if f.coloured && f.pairs.has(f.v, doc) {
		got += pairBonus * described
	}
	if n > 0 {
		if s, _ := f.without(mask | empty).Score(packed); s >= minRest {
			got += s * n
		}
	}
	if both := got / (described + n); both > score {
		return both, both, mask
	}
	return score, cover, 0
}

// without returns the query of the words that a mask leaves.
func (f *finder) without(mask uint32) *names.Query {
	if q, ok := f.rest[mask]; ok {
		return q
	}
	if f.rest == nil {
		f.rest = map[uint32]*names.Query{}
	}
	if len(f.rest) == maxMasks {
		return names.Ask(names.New(""))
	}
	q := names.Ask(names.New(f.left(mask)))
	f.rest[mask] = q
	return q
}

// left returns the words that a mask leaves, as typed.
func (f *finder) left(mask uint32) string {
	var words []string
	for i, a := range f.looks {
		if mask>>i&1 == 0 {
			words = append(words, a.words)
		}
	}
	return strings.Join(words, " ")
}

// explained is a hit with how far the name agrees as it is written. The index has
// folded names only, for which 陳偉國 and 陈伟国 are one.
type explained struct {
	registry.Hit
	alike float64
}

// closest sorts hits of one score by what was written.
func closest(a, b explained) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.alike, a.alike))
}

// explain makes a hit of a notice and says why it is one. It answers false for
// one that the viewer may not see, or that its age excludes: the index has years
// of birth.
func (f *finder) explain(n *registry.Notice, c candidate) (explained, bool) {
	seen, ok := n.ForPublic(f.now)
	if f.q.Verified {
		seen, ok = n.ForVerified(f.now)
	}
	if !ok || !f.ageFits(n, seen) {
		return explained{}, false
	}
	h := explained{Hit: registry.Hit{Notice: n.ID, Score: c.score}}
	if len(f.words) > 0 {
		asked := f.ask
		if c.mask != 0 {
			asked = f.without(c.mask)
		}
		l := bestName(asked, seen.Names)
		h.alike = l.Score
		if r, ok := nameReason(l, true); ok {
			h.Reasons = append(h.Reasons, r)
		}
		if c.mask != 0 {
			h.Reasons = append(h.Reasons, registry.Reason{Field: "looks", Code: "word", Args: map[string]string{"words": f.described(c.mask)}})
		}
	}
	if r, ok := f.where.reason(n.LastSeen.Place.Area, c.place); ok && len(f.places) > 0 {
		h.Reasons = append(h.Reasons, r)
	}
	return h, true
}

func (f *finder) described(mask uint32) string {
	var words []string
	for i, a := range f.looks {
		if mask>>i&1 == 1 {
			words = append(words, a.words)
		}
	}
	return strings.Join(words, ", ")
}

// ageFits applies the age filter exactly; the index has years of birth. The
// public filters by the age band.
func (f *finder) ageFits(n *registry.Notice, seen registry.PublicNotice) bool {
	if f.q.Age == nil {
		return true
	}
	want := openSpan(*f.q.Age)
	if !f.q.Verified {
		b := seen.AgeBand
		return b == nil || b.Min <= want.Max && (b.Max == 0 || b.Max >= want.Min)
	}
	a, ok := n.Person.AgeOn(f.now)
	return !ok || a.Min <= want.Max && a.Max >= want.Min
}

// bestName returns the likeness of the name that answers best.
func bestName(asked *names.Query, list []registry.Name) names.Likeness {
	var best names.Likeness
	for _, n := range list {
		if l := asked.Likeness(names.New(n.Full)); l.Score > best.Score || best.Parts == nil {
			best = l
		}
	}
	return best
}
