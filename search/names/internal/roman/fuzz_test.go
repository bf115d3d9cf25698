package roman

import (
	"slices"
	"testing"
)

func FuzzReadings(f *testing.F) {
	for _, s := range []string{"", "maria", "Müller", "Đặng", "İ", "Щербаков", "Ївга", "Първанов", "Ευάγγελος", "ג'ורג'", "מֹשֶׁה", "عبدالرحمن", "مُحَمَّد", "گلشیری",
		"შევარდნაძე", "Խաչատրյան", "प्रियंका", "ਗੁਰਪ੍ਰੀਤ", "தமிழ்", "മോഹൻലാൽ", "රාජපක්ෂ", "সুব্রত", "สมศักดิ์", "ວຽງ", "បុប្ផា", "အောင်", "ቴዎድሮስ",
		"김민수", "왕십리", "さとう", "ﾀﾅｶ", "ヴィクトリア", "王小明", "ーッン", "ゝ", "์", "ᄀ", "ああعע", "\u0301", "\xff", "ﷺ", "ក្ក្", "0x", "カع"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, word string) {
		got := Readings(word)
		if len(got) > Max {
			t.Fatalf("%q: %d readings", word, len(got))
		}
		for i, r := range got {
			if r == "" || len(r) > 6*maxLetters || slices.Contains(got[:i], r) {
				t.Fatalf("%q: %q", word, got)
			}
			for _, c := range []byte(r) {
				if c < 'a' || c > 'z' {
					t.Fatalf("%q: %q", word, r)
				}
			}
		}
		if again := Append(nil, word); !slices.Equal(got, again) {
			t.Fatalf("%q: %q, then %q", word, got, again)
		}
	})
}

func BenchmarkReadings(b *testing.B) {
	for name, word := range map[string]string{
		"plain": "maria", "latin": "müller", "cyrillic": "владимир", "greek": "παπαδόπουλος", "hebrew": "פרידמן", "arabic": "القذافي", "arabic-table": "محمد",
		"devanagari": "प्रियंका", "thai": "สมศักดิ์", "hangul": "김민수", "kana": "たなか", "katakana": "マーティン", "armenian": "սարգսյան",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				n += len(Readings(word))
			}
			if n == 0 {
				b.Fatal("no reading")
			}
		})
	}
}

func TestPlainAllocatesNothing(t *testing.T) {
	buf := make([]string, 0, Max)
	if n := testing.AllocsPerRun(100, func() { buf = Append(buf[:0], "maria") }); n != 0 {
		t.Errorf("Append: %v allocations", n)
	}
}
