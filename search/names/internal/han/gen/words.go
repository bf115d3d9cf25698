package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/ikawaha/kagome-dict/dict"
	"github.com/ikawaha/kagome-dict/ipa"
	"github.com/ikawaha/kagome-dict/uni"
)

// word is a name of the dictionary, or several that fold to the same.
type word struct {
	key      string
	readings []reading
}

// reading is one way to say a word; smaller costs are more usual.
type reading struct {
	kind byte // 'F' family name, 'G' given name
	kana string
	cost int
}

// dictionary is a source of names: where its entries keep what, and how their
// costs become numbers of which seven are the factor e. The two agree on what a
// rare name costs, and what only UniDic knows comes a little later.
type dictionary struct {
	*dict.Dict
	surface, kana, said int // columns of the contents: as written, as spelled, as pronounced
	unit, extra         int
}

// kinds are the parts of speech that are kept.
var kinds = map[string]byte{"名詞,固有名詞,人名,姓": 'F', "名詞,固有名詞,人名,名": 'G'}

// nameEntries returns the family and given names of IPADIC and UniDic that are
// written with at least one Chinese character, sorted by key.
func nameEntries(fold variants) []word {
	all := map[string][]reading{}
	for _, d := range []dictionary{
		{ipa.Dict(), ipa.BaseForm - ipa.InflectionalType, ipa.Reading - ipa.InflectionalType, ipa.Pronunciation - ipa.InflectionalType, 100, 0},
		{uni.Dict(), 4, 2, 5, 115, 4},
	} {
		d.names(all, fold)
	}
	addModern(all, fold)
	out := make([]word, 0, len(all))
	for k, r := range all {
		slices.SortFunc(r, func(a, b reading) int {
			if a.cost != b.cost {
				return a.cost - b.cost
			}
			return strings.Compare(string(a.kind)+a.kana, string(b.kind)+b.kana)
		})
		out = append(out, word{k, r})
	}
	slices.SortFunc(out, func(a, b word) int { return strings.Compare(a.key, b.key) })
	return out
}

// names adds the names of one dictionary; a reading that an earlier one has keeps
// its cost.
func (d dictionary) names(all map[string][]reading, fold variants) {
	fresh := map[string][]reading{}
	for i, m := range d.Morphs {
		kind := kinds[d.partOfSpeech(i)]
		c := d.Contents[i]
		if kind == 0 || len(c) <= d.said {
			continue
		}
		kana := spoken(c[d.kana], c[d.said])
		if !written(c[d.surface]) || !isKatakana(kana) {
			continue
		}
		k := key(c[d.surface], fold)
		fresh[k] = add(fresh[k], reading{kind, kana, max(int(m.Weight)/d.unit+d.extra, 0)})
	}
	for k, list := range fresh {
		for _, r := range list {
			if !slices.ContainsFunc(all[k], func(old reading) bool { return old.kind == r.kind && old.kana == r.kana }) {
				all[k] = append(all[k], r)
			}
		}
	}
}

// spoken returns the pronunciation, in which a long mark tells コウ of 光 from that
// of 小浦, but leaves ei as it is spelled: romanisation does.
func spoken(kana, said string) string {
	spelled, out := []rune(kana), []rune(said)
	if len(spelled) != len(out) {
		return said
	}
	for i, r := range out {
		if r == 'ー' && spelled[i] == 'イ' {
			out[i] = 'イ'
		}
	}
	return string(out)
}

func add(list []reading, r reading) []reading {
	for i, old := range list {
		if old.kind == r.kind && old.kana == r.kana {
			list[i].cost = min(old.cost, r.cost)
			return list
		}
	}
	return append(list, r)
}

func (d dictionary) partOfSpeech(i int) string {
	var names []string
	for _, id := range d.POSTable.POSs[i] {
		names = append(names, d.POSTable.NameList[id])
	}
	return strings.Join(names, ",")
}

// written reports whether a surface is made of Chinese characters and kana, one
// of the former at least.
func written(surface string) bool {
	han := false
	for _, r := range surface {
		switch {
		case unicode.Is(unicode.Han, r):
			han = true
		case (r < 'ぁ' || r > 'ゖ') && (r < 'ァ' || r > 'ヶ') && r != 'ー':
			return false
		}
	}
	return han
}

func isKatakana(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.Is(unicode.Katakana, r) && r != 'ー' }) < 0
}

// key is what package han looks up: the same function stands there.
func key(surface string, fold variants) string {
	var out []rune
	for _, r := range surface {
		switch {
		case r == '々' && len(out) > 0:
			r = out[len(out)-1]
		case r == 'ケ' || r == 'け':
			r = 'ヶ'
		case r >= 'ぁ' && r <= 'ゖ':
			r += 'ァ' - 'ぁ'
		}
		out = append(out, fold.of(r))
	}
	return string(out)
}

// wordsText writes a line a word: key, tab, readings as kind, cost and kana.
func wordsText(words []word) []byte {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.key)
		for i, r := range w.readings {
			sep := ' '
			if i == 0 {
				sep = '\t'
			}
			fmt.Fprintf(&b, "%c%c%d%s", sep, r.kind, r.cost, r.kana)
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}
