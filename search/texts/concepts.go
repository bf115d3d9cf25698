package texts

import (
	"slices"
	"strings"

	"github.com/retrouve/retrouve/search/names"
)

// Concepts returns what a description mentions, each once, sorted: words that
// mean the same become one English word, colours are tied to what has them
// ("hair=brown", "coat=black"), and words that say nothing are left out, as are those
// for people, whose sex and age are facts of their own. A word that no table has
// stands for itself in its folded form, from three letters on. lang is the BCP 47
// tag of the text's language, "" when it is unknown.
func Concepts(text, lang string) []string {
	x := newReader(lang)
	var all []string
	for _, segment := range x.scan(text) {
		all = append(all, tied(mentioned(segment))...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Said returns the words that a text has for what Concepts finds in it, without
// what colours are tied to: "jacket" is said "veste".
func Said(text, lang string) map[string]string {
	said := map[string]string{}
	for _, segment := range newReader(lang).scan(text) {
		for _, t := range segment {
			if c := t.says(); c != "" && said[c] == "" {
				said[c] = t.surface()
			}
		}
	}
	return said
}

// surface is what a person would call the token: without the article that hangs
// on it, but with those inside a phrase.
func (t token) surface() string {
	if len(t.parts) > 0 {
		return t.raw
	}
	return t.core
}

// says returns a token's canonical word, "" where it says nothing about looks.
func (t token) says() string {
	switch {
	case t.concept == nothing, isPeople(t.concept):
		return ""
	case t.concept != "":
		return t.concept
	case names.Len(t.folded) < 3 && !names.Dense(t.folded), strings.Trim(t.folded, "0123456789") == "":
		return ""
	}
	return t.folded
}

func mentioned(segment []token) []string {
	var words []string
	for _, t := range segment {
		if w := t.says(); w != "" {
			words = append(words, w)
		}
	}
	return words
}

// tied ties the colours of a phrase to what has them.
func tied(words []string) []string {
	for _, part := range []string{"hair", "eyes", "beard"} {
		if slices.Contains(words, part) {
			return ofPart(part, words)
		}
	}
	return ofThings(slices.DeleteFunc(words, isShade))
}

// maxPairs bounds the pairs of one phrase: whoever writes without a comma has
// described nothing by the colours.
const maxPairs = 40

// ofThings ties the colours of a phrase to its things: a black coat and black
// shoes have nothing in common. A colour by itself stays.
func ofThings(words []string) []string {
	var out, hues []string
	for _, w := range words {
		if IsColour(w) {
			hues = append(hues, w)
		} else {
			out = append(out, w)
		}
	}
	things := len(out)
	if things == 0 {
		return hues
	}
	for _, t := range out[:things] {
		for _, h := range hues {
			if len(out)-things < maxPairs {
				out = append(out, t+"="+h)
			}
		}
	}
	return out
}

// ofPart ties the colours among words to a part of the body and drops the part:
// everybody has eyes. A shade says how dark a colour is, and is one where it stands
// alone: fair hair is blond. White hair is grey to the next who looks.
func ofPart(part string, words []string) []string {
	var out []string
	coloured := slices.ContainsFunc(words, func(w string) bool { return IsColour(w) && !isShade(w) })
	for _, w := range words {
		switch {
		case coloured && isShade(w):
		case w == "dark" && part == "hair":
			out = append(out, "hair=black", "hair=brown")
		case w == "fair" && part != "eyes":
			out = append(out, part+"=blond")
		case w == "white" && part != "eyes":
			out = append(out, part+"=grey")
		case IsColour(w) || isShade(w):
			out = append(out, part+"="+w)
		case w != part || part == "beard":
			out = append(out, w)
		}
	}
	return out
}

// isShade reports whether a word is a shade, which says something about hair and
// eyes only.
func isShade(w string) bool { return w == "dark" || w == "fair" }

// IsColour reports whether a concept is a colour.
func IsColour(concept string) bool {
	switch concept {
	case "black", "white", "grey", "brown", "blond", "red", "blue", "green", "yellow", "pink", "purple", "orange", "beige", "hazel", "gold", "silver", "turquoise", "fair":
		return true
	}
	return false
}

func isPeople(concept string) bool {
	switch concept {
	case "man", "woman", "boy", "girl", "child", "baby", "teenager", "elderly":
		return true
	}
	return false
}

// broader returns what a concept is a kind of, "" for nothing: a boy is found as
// a child, but who asks for a boy does not mean every child.
func broader(concept string) string {
	switch concept {
	case "boy", "girl", "baby":
		return "child"
	case "backpack", "handbag", "suitcase":
		return "bag"
	case "hoodie":
		return "sweater"
	case "heels", "boot", "sandals":
		return "shoe"
	case "sunglasses":
		return "glasses"
	case "headscarf":
		return "scarf"
	}
	return ""
}
