package channel

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// words are well-known ones with their usual spelling, and two that are attested
// seldom or never.
var words = []struct {
	script        Script
	native, latin string
}{
	{Cyrillic, "Иван", "ivan"}, {Cyrillic, "Наталья", "natalya"}, {Cyrillic, "Шевченко", "shevchenko"},
	{Arabic, "محمد", "muhammad"}, {Arabic, "حسين", "hussein"}, {Arabic, "فاطمة", "fatima"},
	{Hebrew, "יוסף", "yosef"}, {Hebrew, "מזרחי", "mizrahi"}, {Hebrew, "אברהם", "abraham"},
	{Kana, "タナカ", "tanaka"}, {Kana, "ジョージ", "george"}, {Kana, "きむら", "kimura"},
	{Hangul, "김", "kim"}, {Hangul, "민수", "minsu"}, {Hangul, "데이비드", "david"},
	{Han, "奥巴马", "obama"}, {Han, "克林顿", "clinton"}, {Han, "安娜", "anna"},
}

func compile(s Script, native string) (*Table, *Word) {
	t := Of(s)
	return t, compiled(t, Native(native))
}

func compiled(t *Table, letters []rune) *Word {
	w := &Word{}
	t.Compile(w, letters)
	return w
}

// Two words of one name have more in common than two that stand side by side in
// the table, which chance explains.
func TestEvidence(t *testing.T) {
	for i, c := range words {
		table, w := compile(c.script, c.native)
		right := table.Evidence(w, c.latin)
		if right < 3 {
			t.Errorf("%s and %s: evidence %.1f", c.native, c.latin, right)
		}
		for _, o := range words {
			if o == words[i] {
				continue
			}
			if wrong := table.Evidence(w, o.latin); wrong >= right {
				t.Errorf("%s: %s has %.1f, %s has %.1f", c.native, o.latin, wrong, c.latin, right)
			}
		}
	}
}

// Of attested pairs nearly all tell the right word from another.
func TestEvidenceOfPairs(t *testing.T) {
	const least = 0.88
	for lang, pairs := range readPairs(t, 300) {
		table := Of(Script(slices.Index(tableNames[:], lang)))
		better := 0
		for i, p := range pairs {
			w := compiled(table, []rune(p.native))
			wrong := pairs[(i+1)%len(pairs)].latin
			if table.Evidence(w, p.latin) > table.Evidence(w, wrong) {
				better++
			}
		}
		if share := float64(better) / float64(len(pairs)); share < least {
			t.Errorf("%s: %.3f of %d pairs are told from another word, want %.2f", lang, share, len(pairs), least)
		}
	}
}

func TestReadings(t *testing.T) {
	for _, c := range []struct {
		script       Script
		native, want string
	}{
		{Cyrillic, "Иван", "ivan"}, {Cyrillic, "Мария", "maria"}, {Cyrillic, "Петров", "petrov"},
		{Kana, "タナカ", "tanaka"}, {Kana, "ヤマダ", "yamada"},
		{Hangul, "민", "min"}, {Hangul, "한", "han"},
	} {
		table, w := compile(c.script, c.native)
		got := table.Readings(w, 5)
		if !slices.Contains(got, c.want) {
			t.Errorf("readings of %s: %q", c.native, got)
		}
		for i := range got {
			if strings.Trim(got[i], "abcdefghijklmnopqrstuvwxyz") != "" || slices.Contains(got[:i], got[i]) {
				t.Errorf("readings of %s: %q", c.native, got)
			}
			if i > 0 && table.Joint(w, got[i]) > table.Joint(w, got[i-1])+1e-3 {
				t.Errorf("readings of %s: %s is likelier than %s", c.native, got[i], got[i-1])
			}
		}
		if one := table.Readings(w, 1); len(one) != 1 || one[0] != got[0] {
			t.Errorf("the best reading of %s: %q, of five %q", c.native, one, got)
		}
	}
}

// Whatever stands in a name, it has a likelihood and bounded readings.
func TestHostileWords(t *testing.T) {
	long := strings.Repeat("a", 10*MaxLetters)
	for s := range scripts {
		table := Of(s)
		for _, letters := range [][]rune{nil, {}, {0}, {-1, 0x10ffff, 0x110000, 0xd800}, []rune("abc"), []rune("𐍈𝔐"), []rune(strings.Repeat("ан", MaxLetters)), []rune(strings.Repeat("王", 10*MaxLetters)), []rune(strings.Repeat("ー", 3))} {
			w := compiled(table, letters)
			for _, latin := range []string{"", "a", "maria", long[:MaxLetters], long[:MaxLetters+1], long} {
				if e := float64(table.Evidence(w, latin)); math.IsNaN(e) || math.IsInf(e, 0) || e < 0 {
					t.Errorf("script %d: evidence of %q and %.10q is %v", s, letters, latin, e)
				}
			}
			for _, r := range table.Readings(w, 3) {
				if len(r) > MaxLetters*maxUnit {
					t.Errorf("a reading of %d letters", len(r))
				}
			}
		}
	}
}

// No units means nothing but letters dropped and put in.
func TestJointOfUnknownLetters(t *testing.T) {
	table := Of(Cyrillic)
	w := compiled(table, []rune("王"))
	if got := table.Joint(w, "a"); got > unseenIns+1 {
		t.Errorf("王 and a have %.1f", got)
	}
	if e := table.Evidence(w, "wang"); e > 0 {
		t.Errorf("evidence of 王 and wang in Cyrillic is %.1f", e)
	}
	if e := (&Word{}).Chance(); e != 0 {
		t.Errorf("no letters have %.1f", e)
	}
}

func TestLetters(t *testing.T) {
	for in, want := range map[string]string{"": "", "Zoë": "zoe", "Strauß": "strauss", "Łukasz Æ": "lukaszae", "Иван": "", "O'Brien-3": "obrien"} {
		if got := string(Latin(in)); got != want {
			t.Errorf("Latin(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"": "", "Ёлка": "елка", "مُحمّد": "محمد", "علی": "علي", "فاطمة": "فاطمه", "محـمد": "محمد", "שָׁלוֹם": "שלום",
		"たなか": "タナカ", "が": "ガ", "ﾔﾏﾀﾞ": "ヤマダ", "ー": "ー", "\u3099": "",
	} {
		if got := string(Native(in)); got != want {
			t.Errorf("Native(%q) = %q, want %q", in, got, want)
		}
	}
	if got := Native("김"); len(got) != 3 {
		t.Errorf("Hangul is jamo: %q", got)
	}
}

// Letters is the quick way for what is folded.
func TestLettersOfFolded(t *testing.T) {
	for _, s := range []string{"", "андреи", "محمد", "يوسف", "יוסף", "がな ぱ", "ジョージ", "ヴ", "김민수", "닭", "奥巴马", "陈", "12"} {
		if got, want := Letters(nil, s), Native(s); string(got) != string(want) {
			t.Errorf("Letters(%q) = %q, Native %q", s, got, want)
		}
	}
}

// A word is made ready in memory that another had, of which nothing stays.
func TestCompileAgain(t *testing.T) {
	table, w := compile(Cyrillic, "Александра")
	table.Compile(w, Native("Иван"))
	_, fresh := compile(Cyrillic, "Иван")
	if w.Chance() != fresh.Chance() || table.Joint(w, "ivan") != table.Joint(fresh, "ivan") {
		t.Error("a word keeps something of the one before")
	}
}

func BenchmarkEvidence(b *testing.B) {
	table, w := compile(Cyrillic, "Александра")
	for b.Loop() {
		table.Evidence(w, "alexandra")
	}
}
