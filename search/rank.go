package search

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/names"
)

// Shares of a hit's score and the scores below which a candidate is no hit.
const (
	placeShare   = 0.3  // of the place when both text and place were asked for
	looksScore   = 0.85 // of a word that the description has
	minScore     = 0.20
	minRelaxed   = 0.35 // after words were allowed to be missing
	similarPlace = 0.85 // from here on a place is the one asked for
)

// ranker scores notices for one query by what its viewer may see.
type ranker struct {
	q     registry.Query
	now   time.Time
	least float64
}

// hit scores a notice. It answers false for one that the viewer may not see or
// that does not fit after all.
func (k ranker) hit(n *registry.Notice) (registry.Hit, bool) {
	seen, ok := n.ForPublic(k.now)
	if k.q.Verified {
		seen, ok = n.ForVerified(k.now)
	}
	if !ok || !k.ageFits(n, seen) {
		return registry.Hit{}, false
	}
	h := registry.Hit{Notice: n.ID}
	text, place := 0.0, 0.0
	if k.q.Text != "" {
		text = k.text(n, seen, &h)
		if text < k.least {
			return h, false
		}
	}
	if k.q.Place != "" {
		place = k.place(n, &h)
	}
	switch {
	case k.q.Place == "":
		h.Score = text
	case k.q.Text == "":
		h.Score = place
	default:
		h.Score = (1-placeShare)*text + placeShare*place
	}
	h.Score = math.Round(h.Score*1e6) / 1e6 // so that equal is equal
	return h, true
}

// ageFits applies the age filter exactly; the index has years of birth. The
// public filters by the age band.
func (k ranker) ageFits(n *registry.Notice, seen registry.PublicNotice) bool {
	if k.q.Age == nil {
		return true
	}
	want := openSpan(*k.q.Age)
	if !k.q.Verified {
		b := seen.AgeBand
		return b == nil || b.Min <= want.Max && (b.Max == 0 || b.Max >= want.Min)
	}
	a, ok := n.Person.AgeOn(k.now)
	return !ok || a.Min <= want.Max && a.Max >= want.Min
}

// text scores names and description, and adds the reasons.
func (k ranker) text(n *registry.Notice, seen registry.PublicNotice, h *registry.Hit) float64 {
	like := bestName(k.q.Text, seen.Names)
	var missing []string
	for _, p := range like.Parts {
		if p.Kind == names.Missing {
			missing = append(missing, p.A)
		}
	}
	if len(like.Parts) == 0 {
		missing = strings.Fields(k.q.Text)
	}
	words := mentioned(missing, k.looks(n))
	score := like.Score
	if len(words) > 0 {
		rest := without(strings.Fields(k.q.Text), words)
		like = bestName(strings.Join(rest, " "), seen.Names)
		score = (like.Score*float64(len(rest)) + looksScore*float64(len(words))) / float64(len(rest)+len(words))
		h.Reasons = append(h.Reasons, registry.Reason{Field: "looks", Code: "word", Args: map[string]string{"words": strings.Join(words, ", ")}})
	}
	if r, ok := nameReason(like, true); ok {
		h.Reasons = append([]registry.Reason{r}, h.Reasons...)
	}
	return score
}

func without(words, drop []string) []string {
	return slices.DeleteFunc(words, func(w string) bool {
		return slices.ContainsFunc(drop, func(d string) bool { return names.Fold(d) == names.Fold(w) })
	})
}

func bestName(text string, list []registry.Name) names.Likeness {
	var best names.Likeness
	for _, n := range list {
		if l := names.Similarity(text, n.Full); l.Score > best.Score || best.Parts == nil {
			best = l
		}
	}
	return best
}

// looks returns the words of the description that the viewer may search.
func (k ranker) looks(n *registry.Notice) map[string]bool {
	_, texts, _ := n.PublicText(k.now)
	words := looksWords(texts)
	if k.q.Verified && !n.Shielded(k.now) {
		words = append(words, describe(&n.Person)...)
	}
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

// place scores the place asked for and adds the reason, which names the area
// only.
func (k ranker) place(n *registry.Notice, h *registry.Hit) float64 {
	p := n.LastSeen.Place
	score := placeLikeness(k.q.Place, p.Area)
	if k.q.Verified && !n.Shielded(k.now) {
		for _, s := range []string{p.Text, p.Street, p.Neighborhood, p.City} {
			score = max(score, placeLikeness(k.q.Place, s))
		}
	}
	code := "area"
	if score < similarPlace {
		code = "similar"
	}
	if p.Area != "" {
		h.Reasons = append(h.Reasons, registry.Reason{Field: "place", Code: code, Args: map[string]string{"area": p.Area}})
	}
	return score
}

// placeLikeness is how far the words asked for are in a place; more words in the
// place do not count against it.
func placeLikeness(asked, place string) float64 {
	var sum float64
	n := 0
	for _, p := range names.Similarity(asked, place).Parts {
		if p.Kind == names.Extra {
			continue
		}
		sum, n = sum+p.Score, n+1
	}
	return sum / float64(max(n, 1))
}

// best sorts hits by score, then by id, so that pages do not overlap.
func best(a, b registry.Hit) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Notice, b.Notice))
}
