package match

import (
	"math"
	"slices"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/names"
)

// NameOnly is the highest probability of a pair for which nothing but the name,
// or the name and the sex, speaks.
const NameOnly = 0.5

// negativeCap is the most that one field may take away, in bits; all but a place
// far away take six at most, since one wrong field must not hide a true match.
const negativeCap = -10

// Options are what a comparison cannot learn from the pair.
type Options struct {
	// Prior is the probability that a notice and a report of the same incident
	// are one person before anything is compared: one over the number of open
	// notices that come into question. Outside (0,1) it is taken as 1/1000.
	Prior float64
	// Having says how many of the notices in question have all of these values, and
	// how many have any value of the kind: what is frequent proves less. Nil where
	// nobody counted.
	Having func(f Fact, values ...string) (with, of int)
	// Like compares a report's name with a notice's, as names.Similarity does;
	// nil for that. A caller who compares one report with many notices can keep
	// what is made ready of its names.
	Like func(notice, report string) names.Likeness
	// Languages are those of the event, BCP 47, most used first: to share one of
	// them says little.
	Languages []string
	// Describe reads a description as the function Describe does; nil for that. What
	// it reads can be kept as well.
	Describe func(p *registry.Person, lang string) Description
}

// Result is the outcome of a comparison.
type Result struct {
	Probability float64             // in [0,1]
	Bits        float64             // sum of the weights of evidence, without the prior
	Evidence    []registry.Evidence // in the order of Codes; fields that say nothing are left out
}

// Compare compares a notice with a report. It reads them only.
func Compare(n *registry.Notice, r *registry.Report, o Options) Result {
	var res Result
	add := func(e registry.Evidence, ok bool) {
		if !ok {
			return
		}
		e.Bits = max(e.Bits, negativeCap)
		e.Verdict = verdict(e.Bits)
		res.Evidence = append(res.Evidence, e)
		res.Bits += e.Bits
	}
	for _, f := range []func(*registry.Notice, *registry.Report, Options) (registry.Evidence, bool){
		compareNames, compareBirths, compareSex, comparePlaces, compareTimes, compareHomes, compareHeights,
	} {
		add(f(n, r, o))
	}
	add(compareHouseholds(n, r))
	add(compareLanguages(n, r, o))
	add(compareCompanions(n, r, o))
	l := looks{o.side(&n.Person, n.Lang), o.side(&r.Person, r.Lang)}
	add(l.compareColours("eyes", eyesOther))
	add(l.compareColours("hair", hairOther))
	l, worn, carried := l.apart()
	add(worn.compareWorn())
	add(carried.compareCarried())
	add(l.compare(o))
	add(compareSaid(n, r, o))
	res.Probability = probability(res.Bits, o.Prior)
	if !supported(res.Evidence) {
		// Those that would be above it keep their order just below.
		res.Probability = min(res.Probability, NameOnly-(1-res.Probability)*capSpread)
	}
	return res
}

// neutralBits is how small a weight speaks neither for nor against.
const neutralBits = 0.25

func verdict(bits float64) registry.Verdict {
	switch {
	case bits > neutralBits:
		return registry.For
	case bits < -neutralBits:
		return registry.Against
	}
	return registry.Neutral
}

// supported reports whether anything speaks for the pair but name, sex and what
// was carried: things are lent, swapped, stolen and picked up, and have led
// families to the wrong bed. Beside initials, age and place do not count either:
// these together are the public card of a child, which anybody can copy.
func supported(evidence []registry.Evidence) bool {
	weak := []string{"name", "sex", "belongings"}
	if slices.ContainsFunc(evidence, func(e registry.Evidence) bool { return e.Field == "name" && e.Code == codeInitials }) {
		weak = append(weak, "age", "place", "said")
	}
	return slices.ContainsFunc(evidence, func(e registry.Evidence) bool {
		return e.Verdict == registry.For && !slices.Contains(weak, e.Field)
	})
}

// capSpread is over how much of a probability capped pairs are spread.
const capSpread = 0.02

// Calibration of the log-odds (Platt, "Probabilistic outputs for support vector
// machines", 1999): fields that depend on each other make the sum of weights too
// sure of itself. Counted on the even half of the simulated emergencies.
const calibrationSlope = 0.75 // of log-odds above zero

// probability turns bits into a probability by Bayes' rule, calibrated.
func probability(bits, prior float64) float64 {
	if !(prior > 0 && prior < 1) {
		prior = 0.001
	}
	logit := math.Log(prior/(1-prior)) + bits*math.Ln2
	if logit > 0 {
		logit *= calibrationSlope
	}
	return 1 / (1 + math.Exp(-logit))
}

// piece makes a piece of evidence about two values.
func piece(field, code string, bits float64, notice, report string) (registry.Evidence, bool) {
	return registry.Evidence{Field: field, Code: code, Bits: bits, Args: map[string]string{"notice": notice, "report": report}}, true
}

func none() (registry.Evidence, bool) { return registry.Evidence{}, false }

// compareSaid counts that the source filed the report about this very notice. It
// is little: the source may have picked it from a search for the name.
func compareSaid(n *registry.Notice, r *registry.Report, _ Options) (registry.Evidence, bool) {
	if r.About == "" || r.About != n.ID {
		return none()
	}
	return registry.Evidence{Field: "said", Code: "about", Bits: saidBits}, true
}
