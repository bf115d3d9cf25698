package han

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed fold.txt.gz
var foldFile []byte

//go:embed pinyin.txt.gz
var pinyinFile []byte

//go:embed japanese.txt.gz
var japaneseFile []byte

//go:embed kanji.txt.gz
var kanjiFile []byte

// unpack returns the text of an embedded file. The files come from command gen
// and are read by every test, so one that is damaged is a broken build.
func unpack(file []byte) string {
	r, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		panic(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// Han characters of the Basic Multilingual Plane lie between these; within them
// a table is an array.
const (
	firstHan = 0x3400
	lastHan  = 0xFAFF
)

// foldTable holds what a character folds to, 0 for itself, and beyond the plane
// a few dozen forms in a map.
type foldTable struct {
	plane  [lastHan - firstHan + 1]rune
	beyond map[rune]rune
}

var folds = sync.OnceValue(func() *foldTable { return newFoldTable(unpack(foldFile)) })

func newFoldTable(file string) *foldTable {
	t := &foldTable{beyond: map[rune]rune{}}
	for line := range strings.Lines(file) {
		line = strings.TrimSuffix(line, "\n")
		to, n := utf8.DecodeRuneInString(line)
		for _, from := range line[n:] {
			if from >= firstHan && from <= lastHan {
				t.plane[from-firstHan] = to
			} else {
				t.beyond[from] = to
			}
		}
	}
	return t
}

// pinyinTable holds the number of a character's syllable, 0 for none.
type pinyinTable struct {
	syllables []string
	plane     [lastHan - firstHan + 1]uint16
}

var pinyins = sync.OnceValue(func() *pinyinTable { return newPinyinTable(unpack(pinyinFile)) })

func newPinyinTable(file string) *pinyinTable {
	t := &pinyinTable{syllables: []string{""}}
	for line := range strings.Lines(file) {
		syllable, chars, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		for _, r := range chars {
			if r >= firstHan && r <= lastHan {
				t.plane[r-firstHan] = uint16(len(t.syllables))
			}
		}
		t.syllables = append(t.syllables, syllable)
	}
	return t
}

// lexicon holds readings by key: text begins each list at its offset, readings as
// kind, cost in digits and Latin letters, separated by spaces, ended by a line.
type lexicon struct {
	text string
	at   map[string]uint32
}

// japaneseNames holds the family and given names, kanji the single characters by place.
var (
	japaneseNames = sync.OnceValue(func() *lexicon { return newLexicon(unpack(japaneseFile)) })
	kanji         = sync.OnceValue(func() *lexicon { return newLexicon(unpack(kanjiFile)) })
)

// newLexicon romanises the kana of a file once, so that a lookup copies nothing.
func newLexicon(file string) *lexicon {
	l := &lexicon{at: make(map[string]uint32, strings.Count(file, "\n"))}
	var text strings.Builder
	text.Grow(len(file))
	for line := range strings.Lines(file) {
		key, readings, _ := strings.Cut(line, "\t")
		l.at[strings.Clone(key)] = uint32(text.Len())
		romanise(&text, readings)
	}
	l.text = text.String()
	return l
}

// next cuts the first reading off a list of the lexicon's text.
func next(list string) (kind byte, cost int, reading, rest string) {
	if len(list) < 2 || list[0] == '\n' {
		return 0, 0, "", ""
	}
	kind = list[0]
	i := 1
	for ; list[i] >= '0' && list[i] <= '9'; i++ {
		cost = cost*10 + int(list[i]-'0')
	}
	end := i
	for list[end] != ' ' && list[end] != '\n' {
		end++
	}
	rest = list[end:]
	if rest[0] == ' ' {
		rest = rest[1:]
	}
	return kind, cost, list[i:end], rest
}

// find returns the readings of a key, "" for none.
func (l *lexicon) find(key []byte) string {
	at, ok := l.at[string(key)]
	if !ok {
		return ""
	}
	return l.text[at:]
}
