package texts

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/analysis/lang/ckb"
	"github.com/blevesearch/bleve/v2/analysis/lang/da"
	"github.com/blevesearch/bleve/v2/analysis/lang/de"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/fa"
	"github.com/blevesearch/bleve/v2/analysis/lang/fi"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/hi"
	"github.com/blevesearch/bleve/v2/analysis/lang/hr"
	"github.com/blevesearch/bleve/v2/analysis/lang/hu"
	"github.com/blevesearch/bleve/v2/analysis/lang/it"
	"github.com/blevesearch/bleve/v2/analysis/lang/nl"
	"github.com/blevesearch/bleve/v2/analysis/lang/no"
	"github.com/blevesearch/bleve/v2/analysis/lang/pt"
	"github.com/blevesearch/bleve/v2/analysis/lang/ro"
	"github.com/blevesearch/bleve/v2/analysis/lang/ru"
	"github.com/blevesearch/bleve/v2/analysis/lang/sv"
	"github.com/blevesearch/bleve/v2/analysis/lang/tr"
	bleve "github.com/blevesearch/bleve/v2/registry"
	"golang.org/x/text/unicode/norm"

	"github.com/retrouve/retrouve/search/names"
)

// language is what Bleve has for one: words that say nothing, and filters that
// cut a word to its stem.
type language struct {
	code    string
	script  *unicode.RangeTable
	marked  bool            // the stemmer needs the marks that folding drops
	stop    map[string]bool // folded
	filters []analysis.TokenFilter
}

// languageNamed returns the language of a BCP 47 tag, nil where there are no
// filters for it. Ukrainian and Belarusian inflect so much as Russian does that its
// stemmer serves them. Polish is left out: its table alone takes megabytes.
func languageNamed(tag string) *language {
	if load, ok := languages()[primary(tag)]; ok {
		return load()
	}
	return nil
}

// primary returns the language of a BCP 47 tag without script and region.
func primary(tag string) string {
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		tag = tag[:i]
	}
	return strings.ToLower(tag)
}

// languages holds each language, loaded when it is first asked for. Latin scripts
// whose marks people leave out on a foreign keyboard are stemmed folded.
var languages = sync.OnceValue(func() map[string]func() *language {
	russian := load("ru", unicode.Cyrillic, true, ru.StopName, ru.SnowballStemmerName)
	norwegian := load("no", unicode.Latin, false, no.StopName, no.SnowballStemmerName)
	return map[string]func() *language{
		"ar":  load("ar", unicode.Arabic, false, ar.StopName, ar.NormalizeName, ar.StemmerName),
		"ckb": load("ckb", unicode.Arabic, true, ckb.StopName, ckb.NormalizeName, ckb.StemmerName),
		"da":  load("da", unicode.Latin, false, da.StopName, da.SnowballStemmerName),
		"de":  load("de", unicode.Latin, false, de.StopName, de.NormalizeName, de.LightStemmerName),
		"en":  load("en", unicode.Latin, false, en.StopName, en.SnowballStemmerName),
		"es":  load("es", unicode.Latin, false, es.StopName, es.NormalizeName, es.LightStemmerName),
		"fa":  load("fa", unicode.Arabic, false, fa.StopName),
		"fi":  load("fi", unicode.Latin, true, fi.StopName, fi.SnowballStemmerName),
		"fr":  load("fr", unicode.Latin, false, fr.StopName, fr.LightStemmerName),
		"hi":  load("hi", unicode.Devanagari, true, hi.StopName, hi.NormalizeName, hi.StemmerName),
		"hr":  load("hr", unicode.Latin, true, hr.StopName, hr.SuffixTransformationFilterName, hr.StemmerName),
		"hu":  load("hu", unicode.Latin, true, hu.StopName, hu.SnowballStemmerName),
		"it":  load("it", unicode.Latin, false, it.StopName, it.LightStemmerName),
		"nl":  load("nl", unicode.Latin, false, nl.StopName, nl.SnowballStemmerName),
		"no":  norwegian, "nb": norwegian, "nn": norwegian,
		"pt": load("pt", unicode.Latin, false, pt.StopName, pt.LightStemmerName),
		"ro": load("ro", unicode.Latin, true, ro.StopName, ro.SnowballStemmerName),
		"ru": russian, "uk": russian, "be": russian,
		"sv": load("sv", unicode.Latin, false, sv.StopName, sv.SnowballStemmerName),
		"tr": load("tr", unicode.Latin, true, tr.StopName, tr.SnowballStemmerName),
	}
})

// load returns a function that builds a language once. The names are compiled
// in, so that one which Bleve does not know is a mistake of this file; a test
// loads all.
func load(code string, script *unicode.RangeTable, marked bool, stop string, filters ...string) func() *language {
	return sync.OnceValue(func() *language {
		cache := bleve.NewCache()
		l := &language{code: code, script: script, marked: marked, stop: map[string]bool{}}
		words, _ := cache.TokenMapNamed(stop)
		for w := range words {
			l.stop[names.Fold(w)] = true
		}
		for _, name := range filters {
			if f, err := cache.TokenFilterNamed(name); err == nil {
				l.filters = append(l.filters, f)
			}
		}
		return l
	})
}

// common returns the languages that a word in a script is likely to be of.
func common(script *unicode.RangeTable) []*language {
	var codes []string
	switch script {
	case unicode.Latin:
		codes = []string{"en", "fr", "es"}
	case unicode.Arabic:
		codes = []string{"ar"}
	case unicode.Cyrillic:
		codes = []string{"ru"}
	case unicode.Devanagari:
		codes = []string{"hi"}
	}
	var out []*language
	for _, c := range codes {
		out = append(out, languageNamed(c))
	}
	return out
}

// scriptOf returns the script of a folded word by its first letter, nil for one
// that no language here is written in.
func scriptOf(word string) *unicode.RangeTable {
	r, _ := utf8.DecodeRuneInString(word)
	for _, script := range []*unicode.RangeTable{unicode.Latin, unicode.Arabic, unicode.Cyrillic, unicode.Devanagari} {
		if unicode.Is(script, r) {
			return script
		}
	}
	return nil
}

// stem returns the folded stem of a word, "" where the language has no stemmer
// or nothing is left. raw is the word as written, for stemmers that want marks.
func (l *language) stem(raw, folded string) string {
	if len(l.filters) == 0 {
		return ""
	}
	in := folded
	if l.marked {
		in = strings.ReplaceAll(strings.ToLower(norm.NFC.String(raw)), "ё", "е")
	}
	stream := analysis.TokenStream{{Term: []byte(in), Position: 1, Start: 0, End: len(in)}}
	for _, f := range l.filters {
		stream = f.Filter(stream)
	}
	if len(stream) == 0 {
		return ""
	}
	stem := string(stream[0].Term)
	if l.marked {
		stem = names.Fold(stem)
	}
	return strings.ReplaceAll(stem, " ", "")
}
