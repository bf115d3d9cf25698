package search

import (
	"context"
	"strconv"
	"time"

	"github.com/blevesearch/bleve/v2/mapping"
	bsearch "github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/match"
	"github.com/retrouve/retrouve/search/names"
)

// maxQueryWords bounds a query; what is typed beyond is not looked at.
const maxQueryWords = 12

// Lengths in letters from which a word is looked up by its beginning in the
// dictionary of terms, and with one or two edits.
const (
	minPrefix = startLetters + 1
	minFuzzy  = 4
	minFuzzy2 = 7
)

// Weights of the ways a word can match. They only order candidates.
const (
	boostExact  = 4
	boostJoined = 3
	boostCanon  = 2
	boostPrefix = 1
	boostFuzzy  = 1
	boostPair   = 0.5
)

// effort is how far a query goes to find a word.
type effort int

const (
	asTyped  effort = iota // the word, its beginning, written together or apart
	oneEdit                // and one edit
	twoEdits               // and two edits in a long word; some words may be missing
)

// names of fields that a ring of sight may search.
type nameFields struct{ word, start, joined string }

func publicNames() nameFields     { return nameFields{fieldName, fieldStart, fieldJoined} }
func restrictedNames() nameFields { return nameFields{fieldFull, fieldBegin, fieldWhole} }

// scope is the set of fields that a query may touch.
type scope struct {
	names  []nameFields
	looks  []string
	places []string
}

func publicScope() scope {
	return scope{[]nameFields{publicNames()}, []string{fieldLooks}, []string{fieldArea}}
}

func verifiedScope() scope {
	return scope{[]nameFields{publicNames(), restrictedNames()}, []string{fieldLooks, fieldDesc}, []string{fieldArea, fieldSpot}}
}

// textQuery asks for the words of a name or description.
func (s scope) textQuery(words []string, e effort, atLeast int) query.Query {
	clauses := make([]query.Query, len(words))
	for i, w := range words {
		clauses[i] = s.wordQuery(words, i, w, e)
	}
	return atLeastOf(clauses, atLeast)
}

// wordQuery asks for one word in any field of the scope, also written together
// with a neighbour.
func (s scope) wordQuery(words []string, i int, w string, e effort) query.Query {
	any := s.nameQueries(w, e)
	for _, f := range s.names {
		if i > 0 {
			any = append(any, exactly(f.joined, words[i-1]+w, boostJoined))
		}
		if i+1 < len(words) {
			any = append(any, exactly(f.joined, w+words[i+1], boostJoined))
		}
	}
	for _, f := range s.looks {
		any = append(any, exactly(f, w, boostCanon))
		if c := match.Canon(w); c != "" && c != w {
			any = append(any, exactly(f, c, boostCanon))
		}
		if names.Len(w) >= minPrefix {
			any = append(any, beginning(f, w))
		}
	}
	return query.NewDisjunctionQuery(any)
}

// nameQueries asks for one word among names alone.
func (s scope) nameQueries(w string, e effort) []query.Query {
	var any []query.Query
	for _, f := range s.names {
		any = append(any, exactly(f.word, w, boostExact), exactly(f.joined, w, boostJoined))
		for _, pair := range names.Bigrams(w) {
			any = append(any, exactly(f.word, pair, boostPair))
		}
		switch n := names.Len(w); {
		case n >= minPrefix:
			any = append(any, beginning(f.word, w))
		case n > 1 || names.Dense(w):
			any = append(any, exactly(f.start, w, boostPrefix))
		}
		if edits := e.edits(w); edits > 0 {
			any = append(any, nearly(f.word, w, edits))
		}
	}
	return any
}

// edits is by how many letters a word of the index may differ. Letters are
// counted, not bytes; words without spaces are found by their pairs.
func (e effort) edits(w string) int {
	n := names.Len(w)
	switch {
	case e == asTyped || n < minFuzzy || names.Dense(w):
		return 0
	case e == twoEdits && n >= minFuzzy2:
		return 2
	}
	return 1
}

// placeQuery asks for the words of a place.
func (s scope) placeQuery(words []string, e effort) query.Query {
	clauses := make([]query.Query, len(words))
	for i, w := range words {
		var any []query.Query
		for _, f := range s.places {
			any = append(any, exactly(f, w, boostExact))
			if names.Len(w) > 1 {
				any = append(any, beginning(f, w))
			}
			if edits := e.edits(w); edits > 0 {
				any = append(any, nearly(f, w, edits))
			}
		}
		clauses[i] = query.NewDisjunctionQuery(any)
	}
	return atLeastOf(clauses, required(len(words), e))
}

// required is how many of n words a record must have: all of two, all but one
// of more; when nothing was found so, one fewer.
func required(n int, e effort) int {
	need := n
	if n > 2 {
		need--
	}
	if e == twoEdits && n > 1 {
		need--
	}
	return max(need, 1)
}

func atLeastOf(clauses []query.Query, n int) query.Query {
	q := query.NewDisjunctionQuery(clauses)
	q.SetMin(float64(n))
	return q
}

func exactly(field, word string, boost float64) query.Query {
	q := query.NewTermQuery(word)
	q.SetField(field)
	q.SetBoost(boost)
	return q
}

func beginning(field, word string) query.Query {
	q := query.NewPrefixQuery(word)
	q.SetField(field)
	q.SetBoost(boostPrefix)
	return q
}

// nearly asks for a word with some edits; with two, the first letter must stay,
// or too much of the dictionary is walked.
func nearly(field, word string, edits int) query.Query {
	q := query.NewFuzzyQuery(word)
	q.SetField(field)
	q.SetFuzziness(edits)
	if edits > 1 {
		q.SetPrefix(1)
	}
	q.SetBoost(boostFuzzy)
	return q
}

// filters returns what a hit must be besides matching. Facts that a record does
// not have never exclude it. Somebody without an account filters by the age
// band that everybody sees, not by the age.
func filters(q registry.Query, now time.Time) query.Query {
	all := []query.Query{from(fieldExpires, now.UTC().Format("2006-01"))}
	born := fieldBirth
	if !q.Verified {
		born = fieldBand
		all = append(all, oneOf(fieldSight, sight(true)))
	}
	if q.Event != "" {
		all = append(all, oneOf(fieldEvent, string(q.Event)))
	}
	if q.Sex != registry.SexUnknown {
		all = append(all, oneOf(fieldSex, string(q.Sex), unknown))
	}
	if q.News != registry.NewsAny {
		all = append(all, oneOf(fieldNews, yes(q.News == registry.NewsSome)))
	}
	if q.Age != nil {
		all = append(all, oneOf(born, append(birthYears(openSpan(*q.Age), now, 0), unknown)...))
	}
	if q.Since.Year > 0 {
		all = append(all, orUnknown(fieldUntil, from(fieldUntil, q.Since.First().Format(time.DateOnly))))
	}
	if q.Until.Year > 0 {
		all = append(all, orUnknown(fieldSeen, upTo(fieldSeen, q.Until.Last().Format(time.DateOnly))))
	}
	return unscored{query.NewConjunctionQuery(all)}
}

// openSpan closes an open end.
func openSpan(s registry.Span) registry.Age {
	if s.Max == 0 {
		s.Max = registry.MaxAge
	}
	return registry.Age{Min: s.Min, Max: max(s.Max, s.Min)}
}

func oneOf(field string, values ...string) query.Query {
	any := make([]query.Query, len(values))
	for i, v := range values {
		any[i] = exactly(field, v, 1)
	}
	return query.NewDisjunctionQuery(any)
}

func orUnknown(field string, q query.Query) query.Query {
	return query.NewDisjunctionQuery([]query.Query{q, exactly(field, unknown, 1)})
}

// from and upTo are ranges of digits, which the unknown term sorts before.
func from(field, lowest string) query.Query { return between(field, lowest, "9999") }
func upTo(field, highest string) query.Query {
	return between(field, strconv.Itoa(0), highest)
}

func between(field, lowest, highest string) query.Query {
	yes := true
	q := query.NewTermRangeInclusiveQuery(lowest, highest, &yes, &yes)
	q.SetField(field)
	return q
}

// unscored runs a query without scoring, which Bleve does with bitmaps. A
// BooleanQuery's filter would not do: where nothing matches the other clauses,
// Bleve drops them and answers with everything that passes the filter.
type unscored struct{ query.Query }

// Searcher returns the inner query's searcher with scoring off.
func (u unscored) Searcher(ctx context.Context, r index.IndexReader, m mapping.IndexMapping, o bsearch.SearcherOptions) (bsearch.Searcher, error) {
	o.Score = "none"
	return u.Query.Searcher(ctx, r, m, o)
}
