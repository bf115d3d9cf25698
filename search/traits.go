package search

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/match"
	"github.com/retrouve/retrouve/search/names"
)

// Weights of what brings a candidate nearer the top.
const (
	boostEvent  = 1
	boostAround = 1
	boostLooks  = 1
)

// maxLinkWords bounds the words of names and of a description that candidates
// are looked up by.
const maxLinkWords = 24

// ageSlack is by how many years of birth candidates by place may differ.
const ageSlack = 8

// traits are what candidates on the other side are looked up by.
type traits struct {
	person *registry.Person
	place  registry.Place
	event  registry.EventID
	now    time.Time
}

// shortName is up to which length a name is too short to be found by its letters
// alone once one of them is wrong: 임상호.
const shortName = 4

// linkScope is what the linker may touch: everything.
func linkScope() scope {
	return scope{names: []nameFields{publicNames(), restrictedNames()}}
}

// candidates returns ids from an index, by name and, where the name is unknown,
// one word or in another script, by what else is known.
func (t traits) candidates(ctx context.Context, idx bleve.Index, ofNotices bool) ([]string, error) {
	var ids []string
	words := t.nameWords()
	if len(words) > 0 {
		var err error
		if ids, _, err = candidates(ctx, idx, t.byName(words), byNames); err != nil {
			return nil, err
		}
	}
	near, ok := t.byPlace(ofNotices)
	if !ok {
		return ids, nil
	}
	more, _, err := candidates(ctx, idx, near, byPlace)
	return unique(append(ids, more...)), err
}

func (t traits) nameWords() []string {
	var words []string
	for _, n := range t.person.Names {
		if n.Kind != registry.NameHospital {
			words = append(words, names.Words(n.Full)...)
		}
	}
	words = unique(words)
	return words[:min(len(words), maxLinkWords)]
}

// byName asks for any word of any name; the more words, and the same event or
// surroundings, the nearer the top.
func (t traits) byName(words []string) query.Query {
	s := linkScope()
	clauses := make([]query.Query, len(words))
	for i, w := range words {
		clauses[i] = s.wordQuery(words, i, w, oneEdit)
	}
	return t.prefer(query.NewDisjunctionQuery(clauses))
}

// prefer ranks the same event and surroundings higher without requiring them.
func (t traits) prefer(must query.Query) query.Query {
	var should []query.Query
	if t.event != "" {
		should = append(should, exactly(fieldEvent, string(t.event), boostEvent))
	}
	for _, c := range around(t.place) {
		should = append(should, exactly(fieldCell, c, boostAround))
	}
	if len(should) == 0 {
		return must
	}
	return query.NewBooleanQuery([]query.Query{must}, should, nil)
}

// byPlace asks for people around the place of compatible sex and age, those of
// like description first. It answers false where a full name makes it needless,
// or nothing is known of the place.
func (t traits) byPlace(ofNotices bool) (query.Query, bool) {
	var where []query.Query
	if cells := around(t.place); len(cells) > 0 {
		where = append(where, oneOf(fieldCell, cells...))
	}
	if t.event != "" {
		where = append(where, exactly(fieldEvent, string(t.event), 1))
	}
	for _, w := range names.Words(t.place.Area) {
		where = append(where, exactly(fieldArea, w, 1))
	}
	if len(where) == 0 {
		return nil, false
	}
	must := []query.Query{query.NewDisjunctionQuery(where)}
	if codes, named := t.scripts(); named {
		// Found by name already, unless the name is in another script or hardly one.
		other := query.NewBooleanQuery([]query.Query{query.NewMatchAllQuery()}, nil, []query.Query{oneOf(fieldScript, codes...)})
		must = append(must, other)
	}
	if sex := t.person.Sex; sex != registry.SexUnknown {
		must = append(must, oneOf(fieldSex, string(sex), unknown))
	}
	if age, ok := t.person.AgeOn(t.now); ok {
		must = append(must, oneOf(fieldBirth, append(birthYears(age, t.now, ageSlack), unknown)...))
	}
	all := query.NewConjunctionQuery([]query.Query{unscored{query.NewConjunctionQuery(must)}})
	var like []query.Query
	for _, w := range t.description() {
		like = append(like, exactly(fieldDesc, w, boostLooks))
		if ofNotices {
			like = append(like, exactly(fieldKept, w, boostLooks))
		}
	}
	if len(like) > 0 {
		return t.prefer(query.NewBooleanQuery([]query.Query{all}, like, nil)), true
	}
	return t.prefer(all), true
}

// scripts returns the scripts of the person's names, and whether one of the
// names is a whole one.
func (t traits) scripts() (codes []string, named bool) {
	for _, n := range t.person.Names {
		if n.Kind == registry.NameHospital || n.Full == "" {
			continue
		}
		codes = append(codes, term(registry.ScriptOf(n.Full)))
		named = named || !match.Single(n.Full) && names.Len(n.Full) > shortName
	}
	return codes, named
}

func (t traits) description() []string {
	words := match.Looks(t.person)
	return words[:min(len(words), maxLinkWords)]
}

// around returns the square degree of a point and its eight neighbours, nothing
// where the point is unknown. Near the poles it is a little less than that.
func around(p registry.Place) []string {
	if p.Point == nil || !p.Point.Valid() {
		return nil
	}
	lat, lon := math.Floor(p.Point.Lat), math.Floor(p.Point.Lon)
	var cells []string
	for _, y := range []float64{lat - 1, lat, lat + 1} {
		for _, x := range []float64{lon - 1, lon, lon + 1} {
			cells = append(cells, cell(y, x))
		}
	}
	slices.Sort(cells)
	return cells
}
