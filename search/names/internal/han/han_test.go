package han

import (
	"strings"
	"testing"
)

func TestFold(t *testing.T) {
	for class := range strings.FieldsSeq(`陳陈 澤沢泽 齋斎齊斉斋齐 邊邉辺边 國国 高髙 崎﨑嵜 吉𠮷 島嶋嶌岛 廣広广 濱浜滨 龍竜龙
		櫻桜樱 藤籐 冨富 關関关 黃黄 吳呉吴 惠恵 眞真 戶戸户 德徳 後后 葉叶 渡 郎郞 瀬瀨濑 塚塚 桧檜 神神 內内 祐祐`) {
		var first rune
		for i, r := range class {
			if i == 0 {
				first = Fold(r)
			}
			if Fold(r) != first || Fold(first) != first {
				t.Errorf("Fold(%c) = %c, of its class %c", r, Fold(r), first)
			}
		}
	}
	for _, r := range "a é あ ア 中 田 한 \uFFFD" {
		if Fold(r) != r {
			t.Errorf("Fold(%c) = %c", r, Fold(r))
		}
	}
	for r := rune(0); r < 0x30000; r++ {
		if once := Fold(r); Fold(once) != once {
			t.Errorf("Fold(%c) = %c, folded again %c", r, once, Fold(once))
		}
	}
	for _, pair := range []string{"東西", "佐左", "伊井", "太大", "裕祐", "阿何", "岩山"} {
		if r := []rune(pair); Fold(r[0]) == Fold(r[1]) {
			t.Errorf("%s fold to one", pair)
		}
	}
}

func TestPinyin(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"王浩", "wang hao"},
		{"王 浩", "wang hao"},
		{"陳港生", "chen gang sheng"},
		{"陈港生", "chen gang sheng"},
		{"欧阳娜娜", "ou yang na na"},
		{"歐陽娜娜", "ou yang na na"},
		{"单田芳", "shan tian fang|dan tian fang"},
		{"單田芳", "shan tian fang|dan tian fang"},
		{"曾志偉", "zeng zhi wei|ceng zhi wei"},
		{"解晓东", "xie xiao dong|jie xiao dong"},
		{"任正非", "ren zheng fei"},
		{"查良鏞", "zha liang yong|cha liang yong"},
		{"尉迟恭", "yu chi gong"},
		{"诸葛亮", "zhu ge liang"},
		{"司马懿", "si ma yi"},
		{"上官婉兒", "shang guan wan er"},
		{"吕秀枝", "lu xiu zhi|lv xiu zhi|lyu xiu zhi"},
		{"長孫無忌", "zhang sun wu ji"},
		{"約翰·喬治", "yue han qiao zhi"},
		{"田中さくら", ""},
		{"Wang", ""},
		{"", ""},
	} {
		if got := strings.Join(Pinyin(c.name), "|"); got != c.want {
			t.Errorf("Pinyin(%s) = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSurname(t *testing.T) {
	for name, want := range map[string]int{"王浩": 1, "歐陽娜娜": 2, "司馬懿": 2, "朴槿惠": 1, "金": 1, "ab": 0, "": 0, "さくら": 0, "龘龘": 0} {
		if got := Surname(name); got != want {
			t.Errorf("Surname(%s) = %d, want %d", name, got, want)
		}
	}
}

// TestPinyinTable spells a character of each block and checks that nothing but
// letters comes out.
func TestPinyinTable(t *testing.T) {
	known := 0
	for r := rune(0x4e00); r <= 0x9fa5; r++ {
		for _, s := range Pinyin("李" + string(r)) {
			known++
			if strings.Trim(s, "abcdefghijklmnopqrstuvwxyz ") != "" {
				t.Errorf("Pinyin(%c) = %q", r, s)
			}
		}
	}
	if known < 20_900 {
		t.Errorf("%d characters", known)
	}
}
