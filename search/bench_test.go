package search

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/memstore"
)

const benchNotices = 100_000

// invented makes names of syllables; few are frequent and many rare, as with
// people.
type invented struct{ r *rand.Rand }

func (v invented) word(n int) string {
	syllables := strings.Fields("ka ri mo ta ne lu so fi da be ro sha mi ve no gar len tis ban dor el an ur is")
	// The product of two uniform numbers favours low ones.
	i := int(float64(n) * v.r.Float64() * v.r.Float64())
	var b strings.Builder
	for i += len(syllables); i > 0; i /= len(syllables) {
		b.WriteString(syllables[i%len(syllables)])
	}
	return b.String()
}

func (v invented) name() string {
	given, family := v.word(4000), v.word(60000)
	if v.r.IntN(4) == 0 {
		given += " " + v.word(4000)
	}
	return given + " " + family
}

func (v invented) one(list string) string {
	w := strings.Split(list, ",")
	return w[v.r.IntN(len(w))]
}

func (v invented) notice(i int) *registry.Notice {
	n := notice(fmt.Sprintf("n%06d", i), v.name())
	n.Event = registry.EventID(fmt.Sprintf("e%d", v.r.IntN(3)))
	n.Person.Sex = registry.Sex(v.one("female,male,"))
	lo := v.r.IntN(90)
	n.Person.Age = &registry.Age{Min: lo, Max: lo + v.r.IntN(6), AsOf: registry.DateOf(testNow)}
	n.Person.Body.Hair = v.one("brown,black,grey,blond,")
	n.Person.Things = []registry.Thing{{Text: v.one("red,blue,green,black") + " " + v.one("jacket,dress,shirt,trousers")}}
	n.LastSeen.Place.Area = v.word(400)
	n.LastSeen.From.Date = registry.DateOf(testNow.AddDate(0, 0, -v.r.IntN(60)))
	return n
}

// benchIndex indexes the notices and returns their names.
func benchIndex(b *testing.B) (*Index, []string) {
	b.Helper()
	s := memstore.New()
	b.Cleanup(func() { _ = s.Close() })
	v := invented{rand.New(rand.NewPCG(7, 7))}
	var recs []registry.Record
	var list []string
	for i := range benchNotices {
		n := v.notice(i)
		recs, list = append(recs, n), append(list, n.Person.Names[0].Full)
	}
	put(b, s, recs...)
	recs = nil
	x, err := Open(b.Context(), b.TempDir(), s, fixedClock{testNow}, Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = x.Close() })
	before, began := heap(), time.Now()
	if err := x.Rebuild(b.Context(), nil); err != nil {
		b.Fatal(err)
	}
	took := time.Since(began)
	b.Logf("built %d notices in %v (%.0f/s), %d bytes on disk, heap %+d MB", benchNotices, took.Round(time.Millisecond), benchNotices/took.Seconds(), x.Status().Bytes, (heap()-before)>>20)
	return x, list
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// BenchmarkSearch times queries on 100,000 notices: names as stored, mistyped,
// one word, the first letters, a description, a place with a name; and as the
// floor one raw term query of Bleve for as many candidates.
func BenchmarkSearch(b *testing.B) {
	x, list := benchIndex(b)
	r := rand.New(rand.NewPCG(3, 4))
	pick := func() string { return list[r.IntN(len(list))] }
	kinds := []struct {
		name  string
		query func() registry.Query
	}{
		{"exact", func() registry.Query { return registry.Query{Text: pick()} }},
		{"typo", func() registry.Query { return registry.Query{Text: mistype(r, pick())} }},
		{"word", func() registry.Query { return registry.Query{Text: strings.Fields(pick())[0]} }},
		{"start", func() registry.Query { return registry.Query{Text: pick()[:2]} }},
		{"looks", func() registry.Query { return registry.Query{Text: "red jacket brown"} }},
		{"place", func() registry.Query { return registry.Query{Text: pick(), Place: "rikari"} }},
		// What costs the most: many long words of many common syllables, everywhere.
		{"hostile", func() registry.Query {
			words := ""
			for range 12 {
				words += pick() + " "
			}
			return registry.Query{Text: string([]rune(words)[:min(len(words), registry.MaxQuery)]), Place: string([]rune(words)[:60]), Verified: true}
		}},
		{"hostile characters", func() registry.Query {
			return registry.Query{Text: strings.Repeat("王明李伟张芳", 30)}
		}},
		{"filters", func() registry.Query {
			return registry.Query{Text: pick(), Event: "e1", Sex: "male", Age: &registry.Span{Min: 20, Max: 60}, Since: registry.DateOf(testNow.AddDate(0, 0, -30))}
		}},
	}
	b.Run("floor", func(b *testing.B) {
		var took []time.Duration
		for b.Loop() {
			q := bleve.NewTermQuery("w" + strings.Fields(pick())[0])
			q.SetField(fieldNames)
			began := time.Now()
			if _, err := x.live.notices.Search(bleve.NewSearchRequestOptions(q, MaxResults, 0, false)); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(began))
		}
		quantiles(b, took)
	})
	for _, k := range kinds {
		b.Run(k.name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				q := k.query()
				began := time.Now()
				if _, _, err := x.Search(b.Context(), q); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(began))
			}
			quantiles(b, took)
		})
	}
}

// mistype swaps two letters or replaces one.
func mistype(r *rand.Rand, s string) string {
	c := []byte(s)
	i := 1 + r.IntN(len(c)-2)
	if r.IntN(2) == 0 {
		c[i], c[i-1] = c[i-1], c[i]
	} else {
		c[i] = 'x'
	}
	return string(c)
}

func quantiles(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// BenchmarkForget is what forgetting of who was erased adds to a batch that deletes one
// of 100,000 notices, with as much kept as can be, and the batch itself. Figures stand
// in docs/benchmarks.md.
func BenchmarkForget(b *testing.B) {
	const size = 100_000
	g, err := createGeneration(b.TempDir(), "e", Options{LockTimeout: time.Second, Key: sealingKey()})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = g.close() }()
	docs := map[string]fields{}
	for i := range size {
		docs[fmt.Sprint(i)] = fields{{Name: fieldNames, Text: "wall"}}
	}
	if err := writeBatch(g, g.notices, docs, 1); err != nil {
		b.Fatal(err)
	}
	k := newKept()
	fill := func() {
		snap, all, err := k.snapshot(g.notices)
		if err != nil {
			b.Fatal(err)
		}
		defer snap.Close()
		for _, n := range all {
			for doc := range uint32(size) {
				k.putRecord(&keptRecord{docKey{n.number, doc}, saved{id: "a"}})
			}
			for i := range 50_000 {
				k.putPostings(termKey{n.number, fieldNames, fmt.Sprint(i)}, roaring.BitmapOf(1))
			}
		}
	}
	fill()
	var batch, forget time.Duration
	n := 0
	for b.Loop() {
		n++
		start := time.Now()
		if err := writeBatch(g, g.notices, map[string]fields{fmt.Sprint(n): nil}, registry.Seq(n)); err != nil {
			b.Fatal(err)
		}
		batch += time.Since(start)
		start = time.Now()
		if err := k.refresh(g.notices); err != nil {
			b.Fatal(err)
		}
		forget += time.Since(start)
	}
	b.ReportMetric(float64(batch.Microseconds())/float64(n), "µs-batch")
	b.ReportMetric(float64(forget.Microseconds())/float64(n), "µs-forget")
	b.ReportMetric(float64(k.count()), "kept")
}
