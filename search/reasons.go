package search

import (
	"strings"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/names"
)

// ReasonCode is one sentence that the catalogues must have under
// reason.<Field>.<Code>, with the arguments that fill its blanks.
type ReasonCode struct {
	Field, Code string
	Args        []string
}

// ReasonCodes returns every code that Search may use:
//
//	name   same     name: the words asked for, in that order
//	name   order    name: the same words in another order
//	name   accents  name: the same but for accents, apostrophes or joined letters
//	name   joined   query, name: words written together or apart
//	name   script   query, name: the same in another script
//	name   spelling query, name: another spelling of it
//	name   sound    query, name: it sounds alike
//	name   short    query, name: a short form of it, or it of that
//	name   typo     query, name: one or two letters differ
//	name   prefix   query, name: the beginning of it, or it is the beginning
//	name   initial  query, name: an initial
//	name   part     name: some of the words that were asked for
//	looks  word     words: what the description mentions
//	place  area     area: the place asked for
//	place  similar  area: nearly the place asked for
//	place  near     area, km: within that distance
//
// name and query are the words concerned, as written and as typed.
func ReasonCodes() []ReasonCode {
	all := []ReasonCode{}
	for _, c := range []string{"same", "order", "accents"} {
		all = append(all, ReasonCode{"name", c, []string{"name"}})
	}
	for _, c := range []string{"joined", "script", "spelling", "sound", "short", "typo", "prefix", "initial"} {
		all = append(all, ReasonCode{"name", c, []string{"query", "name"}})
	}
	return append(all, ReasonCode{"name", "part", []string{"name"}},
		ReasonCode{"looks", "word", []string{"words"}},
		ReasonCode{"place", "area", []string{"area"}}, ReasonCode{"place", "similar", []string{"area"}},
		ReasonCode{"place", "near", []string{"area", "km"}})
}

// nameReason puts a comparison of names in one reason: the weakest way in which
// a word matched. It answers false where no word did.
func nameReason(l names.Likeness, all bool) (registry.Reason, bool) {
	var words []string
	weakest, at := names.Same, names.Part{}
	for _, p := range l.Parts {
		switch p.Kind {
		case names.Missing:
			all = false
			continue
		case names.Extra:
			continue
		}
		words = append(words, p.B)
		if rank(p.Kind) > rank(weakest) {
			weakest, at = p.Kind, p
		}
	}
	whole := map[string]string{"name": strings.Join(words, " ")}
	switch {
	case len(words) == 0:
		return registry.Reason{}, false
	case !all:
		return registry.Reason{Field: "name", Code: "part", Args: whole}, true
	case weakest == names.Accents, weakest == names.Same && l.Ordered:
		return registry.Reason{Field: "name", Code: string(weakest), Args: whole}, true
	case weakest == names.Same:
		return registry.Reason{Field: "name", Code: "order", Args: whole}, true
	}
	if weakest == names.Script && at.Score < sameInScript {
		weakest = names.Sound // nobody may be told that it is the same when it is only like it
	}
	return registry.Reason{Field: "name", Code: string(weakest), Args: map[string]string{"query": at.A, "name": at.B}}, true
}

// sameInScript is the score from which words in two scripts are called the same.
const sameInScript = 0.75

// rank is the place of a kind from best to weakest.
func rank(k names.Kind) int {
	for i, x := range names.Kinds() {
		if x == k {
			return i
		}
	}
	return 0
}
