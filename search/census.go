package search

import (
	"strings"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/match"
	"github.com/retrouve/retrouve/search/names"
)

// census counts the notices that come into question for a report before anything is
// compared: those around the place, where it is known, those of the event, or all.
// It keeps what it counted: a report asks for its own values with every notice.
type census struct {
	v     *view
	in    set // nil: all
	size  int
	sets  map[fact]set
	known map[fact]int // by facts joined
}

// fact is a value that notices have.
type fact struct {
	kind  match.Fact
	value string
}

func newCensus(v *view, r *registry.Report) *census {
	c := &census{v: v, sets: map[fact]set{}, known: map[fact]int{}}
	if cells := around(r.Found.Place, 1); len(cells) > 0 {
		c.in = v.some([]string{fieldCell, fieldKept}, cells...)
	} else if r.Event != "" {
		c.in = v.some([]string{fieldEvent}, string(r.Event))
	}
	c.size = v.live()
	if c.in != nil {
		c.size = c.in.count()
	}
	c.size = max(c.size, smallestCrowd)
	return c
}

// having counts the notices that have all of some values, and those that have any
// value of the kind. See match.Options.
func (c *census) having(f match.Fact, values ...string) (with, of int) {
	return c.all(f, values), c.any(f)
}

func (c *census) all(f match.Fact, values []string) int {
	key := fact{f, strings.Join(values, " ")}
	if n, ok := c.known[key]; ok {
		return n
	}
	s := c.in
	for _, v := range values {
		s = c.set(fact{f, v}).and(s)
	}
	c.known[key] = s.count()
	return c.known[key]
}

// any is how many notices say anything of a kind; nearly all have a name.
func (c *census) any(f match.Fact) int {
	if f == match.FactName || f == match.FactWord {
		return c.size
	}
	key := fact{f, anything}
	n, ok := c.known[key]
	if !ok {
		n = c.set(key).countIn(c.in)
		c.known[key] = n
	}
	return n
}

func (c *census) set(f fact) set {
	s, ok := c.sets[f]
	if !ok {
		s = f.set(c.v)
		c.sets[f] = s
	}
	return s
}

// set returns the notices that have a value.
func (f fact) set(v *view) set {
	switch f.kind {
	case match.FactName:
		return v.some([]string{fieldNames, fieldFull}, names.WholeTerm(f.value))
	case match.FactWord:
		return v.some([]string{fieldNames, fieldFull}, names.WordTerm(f.value))
	case match.FactYear:
		return v.some([]string{fieldBorn}, f.value)
	case match.FactPost:
		return v.some([]string{fieldPost}, f.value)
	case match.FactTown:
		return v.some([]string{fieldHome}, townTerm(f.value))
	}
	return v.some([]string{fieldDesc, fieldKept}, f.value)
}

// some is any, for what may be left out where it cannot be read.
func (v *view) some(fields []string, terms ...string) set {
	s, err := v.any(fields, terms...)
	if err != nil {
		return make(set, len(v.segments))
	}
	return s
}
