package search

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/match"
	"github.com/retrouve/retrouve/search/names"
)

// Bounds of what candidates are looked up by.
const (
	maxLinkNames = 6  // names of one person
	maxLinkWords = 24 // terms of a description
	maxFacts     = 60 // terms of everything but the whole name
	keptNames    = 80 // candidates by one name that are compared
	ageSlack     = 8  // years of birth by which candidates by place may differ
)

// Weights of what candidates around a place have in common besides a word of the
// description, which weighs 1; each is multiplied by how rare it is.
const (
	sexWeight  = 4   // half of all people have it
	ageWeight  = 0.7 // within ageClose years
	nearWeight = 0.5 // in the same or the next of nearParts squares to a degree
	ageClose   = 3
	nearParts  = 10
)

// shortName is up to which length a name is too short to be found by its letters
// alone once one of them is wrong: 임상호.
const shortName = 4

// traits are what candidates on the other side are looked up by.
type traits struct {
	person *registry.Person
	place  registry.Place
	event  registry.EventID
	now    time.Time
}

// candidates returns ids from an index: by every name, and, where the name is
// unknown or hardly one, by what else is known.
func (t traits) candidates(ctx context.Context, x *Index, v *view) ([]string, error) {
	where, err := t.where(v)
	if err != nil {
		return nil, err
	}
	var docs []int
	named := false
	for i, n := range t.names() {
		if i == maxLinkNames {
			break
		}
		named = named || !match.Single(n) && names.Len(n) > shortName
		asked := names.Ask(names.New(n))
		found, err := byName(ctx, x, v, asked.Keys(), where)
		if err == nil {
			found, err = v.closest(asked, found, keptNames)
		}
		if err != nil {
			return nil, err
		}
		docs = append(docs, found...)
	}
	found, err := t.byFacts(x, v)
	if err != nil {
		return nil, err
	}
	docs = append(docs, found...)
	if where != nil {
		found, err := t.byPlace(x, v, where, named)
		if err != nil {
			return nil, err
		}
		docs = append(docs, found...)
	}
	slices.Sort(docs)
	return v.ids(slices.Compact(docs))
}

// byFacts returns people who share most of what is known besides the name as a
// whole, what is rare before what is frequent: day of birth (or with day and month
// swapped) and year, postcode and its first part, town of the home, words of the
// name and of the description.
func (t traits) byFacts(x *Index, v *view) ([]int, error) {
	l := x.tallies.get(v)
	defer x.tallies.put(l)
	for _, f := range t.facts() {
		s, err := v.any(f.fields, f.term)
		if err != nil {
			return nil, err
		}
		l.add(s, 1)
	}
	return l.best(byFact), nil
}

// lookup is a term to look up.
type lookup struct {
	fields []string
	term   string
}

func (t traits) facts() []lookup {
	var all []lookup
	add := func(terms []string, fields ...string) {
		for _, term := range terms {
			all = append(all, lookup{fields, term})
		}
	}
	birth := t.person.Birth
	add(born(birth), fieldBorn)
	if birth.Day > 0 && !birth.About && birth.Month != birth.Day {
		birth.Month, birth.Day = birth.Day, birth.Month
		add(born(birth)[:1], fieldBorn)
	}
	add(postcode(t.person.Home.PostalCode), fieldPost)
	add(nonEmpty(townTerm(match.HomeTown(t.person.Home))), fieldHome)
	for _, n := range t.names() {
		for _, w := range names.Words(n) {
			add(nonEmpty(names.WordTerm(w)), fieldNames, fieldFull)
		}
	}
	add(t.description(), fieldDesc, fieldKept)
	return all[:min(len(all), maxFacts)]
}

// names returns the names of the person. An alias that a hospital gave is none.
func (t traits) names() []string {
	var out []string
	for _, n := range t.person.Names {
		if n.Kind != registry.NameHospital && n.Full != "" {
			out = append(out, n.Full)
		}
	}
	return out
}

// byName returns the documents with names most like one, those of the same event
// or surroundings and others.
func byName(ctx context.Context, x *Index, v *view, keys names.Keys, near set) ([]int, error) {
	var docs []int
	for _, group := range [][]names.Key{keys.Own, keys.Latin, keys.Other} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		t := x.tallies.get(v)
		if err := t.addKeys([]string{fieldNames, fieldFull}, group); err != nil {
			return nil, err
		}
		docs = append(docs, t.best(byNames)...)
		if near != nil {
			t.restrict(near)
			docs = append(docs, t.best(byNames)...)
		}
		x.tallies.put(t)
	}
	return docs, nil
}

// closest returns the documents with the names most like one, by the names that
// the index keeps: comparing all that is known of two people costs ten times that.
func (v *view) closest(asked *names.Query, docs []int, n int) ([]int, error) {
	slices.Sort(docs)
	docs = slices.Compact(docs)
	if len(docs) <= n {
		return docs, nil
	}
	like := make([]rankedDoc, 0, len(docs))
	for _, d := range docs {
		kept, err := v.stored(d)
		if err != nil {
			return nil, err
		}
		s, _ := asked.Score(kept.names + kept.full)
		like = append(like, rankOf(d, uint16(s*60000)))
	}
	bestFirst(like)
	out := make([]int, n)
	for i := range out {
		out[i] = like[i].doc()
	}
	return out, nil
}

// where returns the documents of the same event, around the place or of the same
// area; nil where nothing is known of the place.
func (t traits) where(v *view) (set, error) {
	var all set
	for _, by := range []struct {
		fields []string
		terms  []string
	}{
		{[]string{fieldCell, fieldKept, fieldNear}, around(t.place, 1)},
		{[]string{fieldEvent}, nonEmpty(string(t.event))},
		{[]string{fieldArea}, areaTerms(t.place.Area)},
	} {
		if len(by.terms) == 0 {
			continue
		}
		s, err := v.any(by.fields, by.terms...)
		if err != nil {
			return nil, err
		}
		if all == nil {
			all = s
		} else {
			all = all.or(s)
		}
	}
	return all, nil
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// byPlace returns people around the place of like age, those first who agree most
// in description, sex, age and nearness; for a person whose name is known only
// people without one, as the others are found by name. A sex given wrong hides nobody.
func (t traits) byPlace(x *Index, v *view, where set, named bool) ([]int, error) {
	f := filtering{v: v, all: where}
	if named {
		f.any(fieldScript, unknown)
	}
	age, aged := t.person.AgeOn(t.now)
	if aged {
		f.any(fieldBirth, append(birthYears(age, t.now, ageSlack), unknown)...)
	}
	if f.err != nil {
		return nil, f.err
	}
	like := x.tallies.get(v)
	defer x.tallies.put(like)
	like.add(f.all, 0.01) // also those without a description
	err := like.addTerms(1, []string{fieldDesc, fieldKept}, t.description())
	if sex := t.person.Sex; sex != registry.SexUnknown {
		err = errors.Join(err, like.addAny(sexWeight, []string{fieldSex}, string(sex), unknown))
	}
	if aged {
		err = errors.Join(err, like.addAny(ageWeight, []string{fieldBirth}, birthYears(age, t.now, ageClose)...))
	}
	err = errors.Join(err, like.addAny(nearWeight, []string{fieldCell, fieldKept}, around(t.place, nearParts)...))
	if err != nil {
		return nil, err
	}
	like.restrict(f.all)
	return like.best(byPlace), nil
}

func (t traits) description() []string {
	words := match.Looks(t.person)
	return words[:min(len(words), maxLinkWords)]
}

// around returns the square of a point, in parts of a degree, and its eight
// neighbours, nothing where the point is unknown.
func around(p registry.Place, parts int) []string {
	if p.Point == nil || !p.Point.Valid() {
		return nil
	}
	lat, lon := floor(p.Point.Lat*float64(parts)), floor(p.Point.Lon*float64(parts))
	var cells []string
	for y := lat - 1; y <= lat+1; y++ {
		for x := lon - 1; x <= lon+1; x++ {
			cells = append(cells, cellAt(y, x, parts))
		}
	}
	return cells
}

// ids returns the ids of documents.
func (v *view) ids(docs []int) ([]string, error) {
	out := make([]string, len(docs))
	for i, d := range docs {
		p, n := v.at(d)
		id, err := p.snap.DocID(n)
		if err != nil {
			return nil, err
		}
		out[i] = string(id)
	}
	return out, nil
}
