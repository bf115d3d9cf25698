package match

import "github.com/retrouve/retrouve/search/texts"

// Canon returns the canonical word for one folded word, as texts.Canon does for a
// word of an unknown language.
func Canon(folded string) string { return texts.Canon(folded, "") }
