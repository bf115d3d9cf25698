package match

import (
	"slices"
	"strings"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/names"
)

// compareLanguages compares the languages that both speak. What they share weighs
// as much as its rarest: that of the event is spoken by nearly everybody there.
func compareLanguages(n *registry.Notice, r *registry.Report, o Options) (registry.Evidence, bool) {
	a, b := n.Person.Languages, r.Person.Languages
	if len(a) == 0 || len(b) == 0 {
		return none()
	}
	var shared []string
	bits := 0.0
	for _, x := range a {
		if slices.ContainsFunc(b, func(y string) bool { return understood(x) == understood(y) }) {
			shared = append(shared, x)
			bits = max(bits, rarity(x, o.Languages))
		}
	}
	if len(shared) == 0 {
		return piece("languages", "different", languageDifferent, strings.Join(a, ", "), strings.Join(b, ", "))
	}
	code := "shared"
	if bits >= languageRare {
		code = "rare"
	}
	return registry.Evidence{Field: "languages", Code: code, Bits: bits, Args: map[string]string{"words": strings.Join(shared, ", ")}}, true
}

// rarity weighs a language by how common it is at the place of the event.
func rarity(code string, event []string) float64 {
	i := slices.IndexFunc(event, func(tag string) bool {
		base, _, _ := strings.Cut(tag, "-")
		return understood(base) == understood(code)
	})
	switch {
	case i == 0:
		return languageCommon
	case i > 0:
		return languageOther
	}
	return languageRare
}

// understood brings together what a listener cannot tell apart: dialects that one
// calls Arabic, Kurdish or Berber, and languages of one land under several names.
func understood(code string) string {
	switch code = names.Fold(code); code {
	case "ary", "arz", "aeb", "arq", "apc", "ajp", "acm", "arb":
		return "ar"
	case "ckb", "kmr", "sdh":
		return "ku"
	case "kab", "rif", "shi", "tzm", "zgh":
		return "ber"
	case "prs", "pes":
		return "fa"
	case "hr", "bs", "cnr", "sh":
		return "sr"
	case "nb", "nn":
		return "no"
	case "cmn":
		return "zh"
	}
	return code
}
