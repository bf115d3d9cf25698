package han

import (
	"strings"
	"testing"
)

// say writes readings as family+given, separated by spaces.
func say(readings []Reading) string {
	var words []string
	for _, r := range readings {
		words = append(words, r.Family+"+"+r.Given)
	}
	return strings.Join(words, " ")
}

func TestJapanese(t *testing.T) {
	for _, c := range []struct{ name, first string }{
		{"山田太郎", "yamada+taro"},
		{"渡辺真綾", "watanabe+maaya"},
		{"渡邊 真綾", "watanabe+maaya"},
		{"中島美加子", "nakajima+mikako"},
		{"伊藤修平", "ito+shuhei"},
		{"後藤学", "goto+manabu"},
		{"小林直人", "kobayashi+naoto"},
		{"髙橋涼平", "takahashi+ryohei"},
		{"齋藤一郎", "saito+ichiro"},
		{"佐々木希", "sasaki+nozomi"},
		{"佐佐木希", "sasaki+nozomi"},
		{"井上陽菜", "inoue+hina"},
		{"田中さくら", "tanaka+sakura"},
		{"田中　サクラ", "tanaka+sakura"},
		{"新垣ゆい", "arakaki+yui"},
		{"服部一平", "hattori+ippei"},
		{"一ノ瀬翔", "ichinose+sho"},
		{"一の瀬翔", "ichinose+sho"},
		{"長谷川京子", "hasegawa+kyoko"},
		{"森学", "mori+manabu"},
		{"太郎 山田", "yamada+taro"},
		{"美加子", "+mikako"},
		{"長谷川", "hasegawa+"},
		{"さくら", ""},
		{"田中Maria", ""},
		{"한", ""},
		{"", ""},
		{" ", ""},
	} {
		got := say(Japanese(c.name))
		if first, _, _ := strings.Cut(got, " "); first != c.first {
			t.Errorf("Japanese(%s) = %s, first should be %s", c.name, got, c.first)
		}
	}
	for _, c := range []struct{ name, one string }{{"中島美加子", "nakashima+mikako"}, {"後藤学", "goto+gaku"}, {"新垣ゆい", "aragaki+yui"}, {"山本明子", "yamamoto+akiko"}} {
		if got := say(Japanese(c.name)); !strings.Contains(got, c.one) {
			t.Errorf("Japanese(%s) = %s, without %s", c.name, got, c.one)
		}
	}
}

// TestUnknown reads given names that no dictionary has by their characters.
func TestUnknown(t *testing.T) {
	for name, one := range map[string]string{
		"渡辺七葉": "watanabe+nanayo", "山本礼凪": "yamamoto+reina", "高橋虹太": "takahashi+kota", "佐藤さ耶": "sato+saya",
	} {
		got := Japanese(name)
		if !strings.Contains(say(got), one) {
			t.Errorf("Japanese(%s) = %s, without %s", name, say(got), one)
		}
	}
	for _, name := range []string{"約翰", "龘龘龘龘", "山田太郎山田太郎山田太"} {
		if got := Japanese(name); got != nil {
			t.Errorf("Japanese(%s) = %v", name, got)
		}
	}
}

func TestHepburn(t *testing.T) {
	for kana, want := range map[string]string{
		"きょうこ": "kyoko", "ハットリ": "hattori", "しんいち": "shinichi", "いっちょう": "itcho", "おおの": "ono", "ジュン": "jun", "ティナ": "tina",
		"ファン": "fan", "ジェーン": "jen", "ゆうき": "yuki", "つづみ": "tsuzumi", "けいこ": "keiko", "ッ": "", "ャ": "ya", "ヴィ": "vi", "シェリー": "sheri",
	} {
		if got := hepburn(kana); got != want {
			t.Errorf("%s is %q, want %q", kana, got, want)
		}
	}
}
