package names

import (
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestFitWeights looks for better weights on the even queries, changing one after
// the other as long as that helps (coordinate search), and prints them for fitted.
// Candidates are found once: weights change their order, not who they are.
//
//	RETROUVE_FIT=1       run it
//	RETROUVE_STEP=2      use every second even query; fewer are quicker, and fit worse
//	RETROUVE_ONLY="a b"  change these weights only
//	RETROUVE_ROUNDS=3    how many times to go through all weights, with ever smaller steps
func TestFitWeights(t *testing.T) {
	if os.Getenv("RETROUVE_FIT") == "" {
		t.Skip("takes half an hour; set RETROUVE_FIT=1")
	}
	f := newFit(t, setting("RETROUVE_STEP", 2))
	w := fitted()
	best := f.goal(w)
	t.Logf("start %.4f", best)
	fields := w.fields()
	if only := strings.Fields(os.Getenv("RETROUVE_ONLY")); len(only) > 0 {
		fields = slices.DeleteFunc(fields, func(f weightField) bool { return !slices.Contains(only, f.name) })
	}
	step := make([]float64, len(fields))
	for i, x := range fields {
		if step[i] = 0.06; *x.at > 0.9 || *x.at < 0.1 {
			step[i] = 0.02
		}
	}
	for round := range setting("RETROUVE_ROUNDS", 3) {
		for i, x := range fields {
			best = f.climb(&w, x.at, step[i], best)
			t.Logf("round %d: %s %.4f, goal %.4f", round, x.name, *x.at, best)
			step[i] /= 2
		}
	}
	t.Logf("best %.4f %+v", best, w)
}

// weightField is one of the weights with its name.
type weightField struct {
	name string
	at   *float64
}

// fields lists the weights.
func (w *weights) fields() []weightField {
	return []weightField{
		{"accents", &w.accents}, {"joined", &w.joined}, {"spelling", &w.spelling}, {"short", &w.short},
		{"cognate", &w.cognate}, {"initial", &w.initial}, {"sound", &w.sound}, {"foreign", &w.foreign},
		{"prefixBase", &w.prefixBase}, {"prefixMore", &w.prefixMore}, {"first", &w.first},
		{"shareBase", &w.shareBase}, {"shareMore", &w.shareMore}, {"floor", &w.floor}, {"bend", &w.bend},
		{"scriptFloor", &w.scriptFloor}, {"scriptBend", &w.scriptBend}, {"missing", &w.missing}, {"extra", &w.extra},
		{"whole", &w.whole}, {"order", &w.order}, {"lead", &w.lead}, {"flat", &w.flat}, {"read", &w.read}, {"homophone", &w.homophone},
		{"readWhole", &w.readWhole}, {"cyrillic", &w.cyrillic}, {"arabic", &w.arabic}, {"hebrew", &w.hebrew}, {"kana", &w.kana}, {"hangul", &w.hangul}, {"hanzi", &w.hanzi},
		{"complete", &w.complete}, {"namesake", &w.namesake},
		{"asked.order", &w.asked.order}, {"asked.lead", &w.asked.lead}, {"asked.last", &w.asked.last},
		{"asked.turned", &w.asked.turned}, {"asked.third", &w.asked.third}, {"asked.family", &w.asked.family},
	}
}

func TestEveryWeightIsFitted(t *testing.T) {
	var w weights
	listed := w.fields()
	var all []string
	for _, f := range reflect.VisibleFields(reflect.TypeFor[weights]()) {
		if f.Type.Kind() == reflect.Float64 {
			all = append(all, f.Name)
		}
	}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[asking]()) {
		all = append(all, "asked."+f.Name)
	}
	for _, name := range all {
		if !slices.ContainsFunc(listed, func(f weightField) bool { return f.name == name }) {
			t.Errorf("fields does not list %s", name)
		}
	}
}

// fitCandidates is how many of the best candidates are scored again and again.
const fitCandidates = 60

// fitQuery is a query with its candidates.
type fitQuery struct {
	ask    *Query
	class  string
	right  []string // packed names that answer it
	others []string
}

// fit is what weights are judged on.
type fit struct {
	queries []fitQuery
	classes map[string]float64 // queries of each
}

func newFit(t *testing.T, step int) *fit {
	t.Helper()
	x := readIndex(t, 1, nil)
	asked := evalQueries(t, 0, step)
	f := &fit{queries: make([]fitQuery, len(asked)), classes: map[string]float64{}}
	for _, q := range asked {
		f.classes[q.class]++
	}
	var tallies [workers]tally
	for i := range tallies {
		tallies[i] = make(tally, len(x.ids))
	}
	inParallel(len(asked), func(worker, i int) {
		q := fitQuery{ask: Ask(New(asked[i].text)), class: asked[i].class}
		for _, h := range x.rank(q.ask, x.candidates(q.ask.Keys(), tallies[worker])) {
			if packed := strings.Clone(x.packed[h.doc]); asked[i].gold[x.ids[h.doc]] {
				q.right = append(q.right, packed)
			} else if len(q.others) < fitCandidates {
				q.others = append(q.others, packed)
			}
		}
		f.queries[i] = q
	})
	return f
}

// goal is the mean over classes of half the recall at 1 and half the reciprocal
// rank.
func (f *fit) goal(w weights) float64 {
	got := make([]float64, len(f.queries))
	inParallel(len(got), func(_, i int) { got[i] = f.queries[i].goal(w) })
	total := 0.0
	for i, g := range got {
		total += g / f.classes[f.queries[i].class]
	}
	return total / float64(len(f.classes))
}

func (q *fitQuery) goal(w weights) float64 {
	q.ask.weights = w
	best := 0.0
	for _, packed := range q.right {
		s, _ := q.ask.Score(packed)
		best = max(best, s)
	}
	if best == 0 {
		return 0
	}
	rank := 1.0
	for _, packed := range q.others {
		switch s, _ := q.ask.Score(packed); {
		case s > best:
			rank++
		case s == best:
			rank += 0.5 // the one or the other comes first
		}
	}
	if rank < 1.5 {
		return 0.5 + 0.5/rank
	}
	return 0.5 / rank
}

// climb changes one weight as long as the goal grows, and returns the goal.
func (f *fit) climb(w *weights, at *float64, step, best float64) float64 {
	const least = 1e-5
	for _, by := range []float64{step, -step} {
		for {
			*at += by
			g := f.goal(*w)
			if g <= best+least {
				*at -= by
				break
			}
			best = g
		}
	}
	*at = math.Round(*at*1e6) / 1e6
	return best
}
