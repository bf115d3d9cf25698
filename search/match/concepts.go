package match

import (
	"slices"
	"strings"
	"sync"

	"github.com/retrouve/retrouve/search/names"
)

// Concepts returns what a description mentions, each once, sorted: words that
// mean the same in English and French become one English word, colours are tied
// to what has them ("hair=brown", "coat=black"), and words that say nothing are left
// out. A word in neither list, of any language, stands for itself in its folded
// form, from three letters on.
func Concepts(text string) []string {
	var all []string
	for _, segment := range strings.FieldsFunc(text, isPunctuation) {
		all = append(all, segmentConcepts(segment)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func isPunctuation(r rune) bool {
	return strings.ContainsRune(",;.\n()|/،؛。、", r)
}

// segmentConcepts reads one phrase, so that a colour is of what it stands with.
func segmentConcepts(segment string) []string {
	words := canonical(segment)
	for _, part := range []string{"hair", "eyes", "beard"} {
		if slices.Contains(words, part) {
			return tie(part, words)
		}
	}
	return colourOf(slices.DeleteFunc(words, isHairOnly))
}

// colourOf ties the colours of a phrase to its things: a black coat and black
// shoes have nothing in common. A colour by itself stays.
func colourOf(words []string) []string {
	var things, hues []string
	for _, w := range words {
		if isColour(w) {
			hues = append(hues, w)
		} else {
			things = append(things, w)
		}
	}
	if len(things) == 0 {
		return hues
	}
	out := slices.Clone(things)
	for _, t := range things {
		for _, h := range hues {
			out = append(out, t+"="+h)
		}
	}
	return out
}

// tie binds the colours among words to a part of the body and drops the part:
// everybody has eyes.
func tie(part string, words []string) []string {
	var out []string
	for _, w := range words {
		switch {
		case w == "dark" && slices.ContainsFunc(words, isColour): // dark brown is brown
		case w == "dark" && part == "hair":
			out = append(out, "hair=black", "hair=brown")
		case isColour(w) || isHairOnly(w):
			out = append(out, part+"="+w)
		case w == part && part == "beard", w == "bald":
			out = append(out, w)
		case w != part:
			out = append(out, w)
		}
	}
	return out
}

// isHairOnly reports whether a word is a shade, which says something about hair
// and eyes only.
func isHairOnly(w string) bool { return w == "dark" || w == "fair" }

func isColour(w string) bool { return slices.Contains(colours, w) }

// Canon returns the canonical word for one folded word: "veste" is "jacket". A
// word that no list has is returned as it is; a word that says nothing is "".
func Canon(folded string) string {
	all := lexicon()
	if w, ok := all[folded]; ok {
		return w
	}
	if bare, ok := strings.CutSuffix(folded, "s"); ok && len(bare) > 2 {
		if w, ok := all[bare]; ok {
			return w
		}
	}
	return folded
}

// lexicon is the lists turned around, made once and only read afterwards.
var lexicon = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for _, s := range synonyms {
		all[s.word] = s.word
		for _, w := range s.words {
			all[w] = s.word
		}
	}
	for _, w := range empty {
		all[w] = ""
	}
	return all
})

var apostrophes = strings.NewReplacer("'", " ", "’", " ")

// phraseWords replaces the phrases, made once.
var phraseWords = sync.OnceValue(func() *strings.Replacer {
	var pairs []string
	for _, p := range phrases {
		pairs = append(pairs, " "+p.says+" ", " "+p.word+" ")
	}
	return strings.NewReplacer(pairs...)
})

// canonical returns the canonical words of a phrase.
func canonical(phrase string) []string {
	s := " " + names.Fold(apostrophes.Replace(phrase)) + " "
	s = phraseWords().Replace(s)
	var out []string
	for _, f := range strings.Fields(s) {
		w := Canon(f)
		if w == "" || names.Len(w) < 3 && !names.Dense(w) || strings.Trim(w, "0123456789") == "" {
			continue
		}
		out = append(out, w)
	}
	return out
}
