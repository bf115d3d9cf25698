package nick

import (
	"embed"
	"slices"
	"strings"
	"sync"
)

//go:embed words/*.txt
var wordFiles embed.FS

// Sorted lists of the words that are not given names.
var (
	particles = sync.OnceValue(func() []string { return wordList("particles") })
	titles    = sync.OnceValue(func() []string { return wordList("titles") })
)

// Particle reports whether a word can be one of the small words of names: de,
// van, bin, mac, y. Some are given names as well (Ben, Al).
func Particle(word string) bool { return in(particles(), word) }

// Title reports whether a word is a form of address or a degree and nothing else:
// mr, dr, señora (as senora), sheikh, господин. Titles that are frequent as names
// are not.
func Title(word string) bool { return in(titles(), word) }

func in(list []string, word string) bool {
	_, found := slices.BinarySearch(list, key(word))
	return found
}

func wordList(file string) []string {
	text, _ := wordFiles.ReadFile("words/" + file + ".txt")
	var out []string
	for l := range linesIn(string(text)) {
		out = keys(out, strings.Fields(l))
	}
	slices.Sort(out)
	return out
}
