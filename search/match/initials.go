package match

import (
	"slices"

	"github.com/retrouve/retrouve/search/names"
)

// codeInitials is the code of names of which one is initials only.
const codeInitials = "initials"

// initials reports whether a name is nothing but first letters: "K. H.". A single
// character of a script without spaces is a whole name.
func initials(name string) bool {
	words := names.Words(name)
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return names.Len(w) > 1 || names.Dense(w) })
}

// initialsLevel compares two names of which one is initials only, in any order.
func initialsLevel(a, b string) level {
	x, y := firstLetters(a), firstLetters(b)
	shared := 0
	for _, l := range x {
		if i := slices.Index(y, l); i >= 0 {
			y = slices.Delete(y, i, i+1)
			shared++
		}
	}
	if shared > 0 && (shared == len(x) || len(y) == 0) {
		return level{code: codeInitials, bits: initialsSame}
	}
	return level{code: codeInitials, bits: initialsDifferent}
}

func firstLetters(name string) []rune {
	var out []rune
	for _, w := range names.Words(name) {
		out = append(out, []rune(w)[0])
	}
	return out
}
