package names

import (
	"slices"
	"testing"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"--", ""},
		{"a\xffb", "ab"},
		{"  Zoé   LEFÈVRE ", "zoe lefevre"},
		{"O’Brien", "obrien"},
		{"(abc) O'Hearn", "abc ohearn"},
		{"d'Arc", "darc"},
		{"Jean-Pierre", "jean pierre"},
		{"J.P. Martin", "j p martin"},
		{"Lòng Strïng wíth lôts öf Ãccënts", "long string with lots of accents"},
		{"Dvořák", "dvorak"},
		{"Nguyễn Thị Đào", "nguyen thi dao"},
		{"Łukasz", "lukasz"},
		{"Ｔａｎａｋａ", "tanaka"},
		// letters of Germany, the North and the Balkans that do not decompose
		{"Strauß", "strauss"},
		{"STRAUẞ", "strauss"},
		{"Müller", "muller"},
		{"Mueller", "mueller"},
		{"Bœuf", "boeuf"},
		{"Æsa Øster", "aesa oster"},
		{"Þórður", "thordur"},
		{"Ħal", "hal"},
		{"ŉ", "n"},
		{"ﬁliz", "filiz"},
		// the Turkish i, with and without its dot, in both cases
		{"İnci Işık", "inci isik"},
		{"INCI ISIK", "inci isik"},
		{"ılgaz", "ilgaz"},
		// Arabic habits: hamza, madda, ta marbuta, the two yas and kafs, tatweel, marks
		{"أحمد", "احمد"},
		{"إبراهيم", "ابراهيم"},
		{"آدم", "ادم"},
		{"ٱلله", "الله"},
		{"فاطمة", "فاطمه"},
		{"مصطفى", "مصطفي"},
		{"محـــمد", "محمد"},
		{"مُحَمَّد", "محمد"},
		{"علی\u200cرضا", "عليرضا"},
		{"کریم", "كريم"},
		{"رؤوف", "رووف"},
		{"هناء", "هنا"},
		// Hebrew: points, geresh, the same typed as apostrophe
		{"שָׁלוֹם", "שלום"},
		{"ג'ורג'", "גורג"},
		{"ג׳ורג׳", "גורג"},
		{"בן־גוריון", "בן גוריון"},
		{"Ёлкин Андрей", "елкин андреи"},
		{"ГЕОРГІЙ", "георгіи"},
		{"Γιώργος", "γιωργοσ"},
		// kana keep their voicing, half-width ones are made whole
		{"がか", "がか"},
		{"ﾔﾏﾀﾞ ﾀﾛｳ", "やまだ たろう"},
		{"田中・花子", "田中 花子"},
		// traditional and simplified characters
		{"陳港生", Fold("陈港生")},
		{"張偉", Fold("张伟")},
		{"김민수", "김민수"},
		// marks that are vowels stay
		{"प्रिया", "प्रिया"},
		{"จิรวิทย์", "จิรวิทย์"},
	} {
		got := Fold(c.in)
		if got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
		}
		if again := Fold(got); again != got {
			t.Errorf("Fold(%q) = %q, folded again %q", c.in, got, again)
		}
	}
}

// A name in ASCII is folded as it would be beside a letter that is not.
func TestFoldASCII(t *testing.T) {
	for a := range 128 {
		for b := range 128 {
			s := string([]byte{byte(b), 'A', byte(a), byte(b), 'z', byte(a)})
			if got, want := Fold(s), Fold(s+"\u200b"); got != want {
				t.Errorf("Fold(%q) = %q, want %q", s, got, want)
			}
		}
	}
}

func TestWords(t *testing.T) {
	if got := Words(" Jean-Pierre  O’Brien, "); !slices.Equal(got, []string{"jean", "pierre", "obrien"}) {
		t.Errorf("Words: %q", got)
	}
	if got := Words(" -- "); len(got) != 0 {
		t.Errorf("Words of nothing: %q", got)
	}
}

func TestComparable(t *testing.T) {
	if !Comparable("Ivan", "Иван") || Comparable("", "Ivan") || Comparable("12", "Ivan") {
		t.Error("Comparable is wrong")
	}
}

func TestBigrams(t *testing.T) {
	if got := Bigrams("池田裕樹"); !slices.Equal(got, []string{"池田", "田裕", "裕樹"}) {
		t.Errorf("Bigrams: %q", got)
	}
	if Bigrams("maria") != nil || Bigrams("王浩") != nil {
		t.Error("Bigrams of a word that needs none")
	}
	if !Dense("김민수") || Dense("김 Kim") || Dense("") {
		t.Error("Dense is wrong")
	}
}
