package han

import "strings"

// romaji is modified Hepburn by katakana letter from ァ (U+30A1) to ヶ; small
// letters are those of their size, the doubling mark is empty here.
var romaji = [...]string{
	"a", "a", "i", "i", "u", "u", "e", "e", "o", "o", // ァ-オ
	"ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go",
	"sa", "za", "shi", "ji", "su", "zu", "se", "ze", "so", "zo",
	"ta", "da", "chi", "ji", "", "tsu", "zu", "te", "de", "to", "do", // ッ before ツ
	"na", "ni", "nu", "ne", "no",
	"ha", "ba", "pa", "hi", "bi", "pi", "fu", "bu", "pu", "he", "be", "pe", "ho", "bo", "po",
	"ma", "mi", "mu", "me", "mo",
	"ya", "ya", "yu", "yu", "yo", "yo",
	"ra", "ri", "ru", "re", "ro",
	"wa", "wa", "i", "e", "o", "n", "vu", "ka", "ga", // ヮ-ヶ; ヶ between characters is said ga
}

// small maps a small vowel or y-kana to its vowel.
func small(r rune) byte {
	switch r {
	case 'ァ', 'ャ', 'ヮ':
		return 'a'
	case 'ィ':
		return 'i'
	case 'ゥ', 'ュ':
		return 'u'
	case 'ェ':
		return 'e'
	case 'ォ', 'ョ':
		return 'o'
	}
	return 0
}

// katakana returns the katakana of a hiragana letter and any other letter itself.
func katakana(r rune) rune {
	if r >= 'ぁ' && r <= 'ゖ' {
		return r + 'ァ' - 'ぁ'
	}
	return r
}

func isKana(r rune) bool {
	return r >= 'ぁ' && r <= 'ゖ' || r >= 'ァ' && r <= 'ヶ' || r == 'ー'
}

// romanise writes text with its kana in modified Hepburn. The long mark is
// dropped, everything that is no kana is copied.
func romanise(b *strings.Builder, text string) {
	last := "" // the syllable that a small letter may change
	double := false
	flush := func() {
		if double && last != "" && strings.IndexByte("aiueon", last[0]) < 0 {
			if strings.HasPrefix(last, "ch") {
				b.WriteByte('t')
			} else {
				b.WriteByte(last[0])
			}
		}
		double = double && last == ""
		b.WriteString(last)
		last = ""
	}
	for _, r := range text {
		r = katakana(r)
		switch vowel := small(r); {
		case vowel != 0 && len(last) > 1:
			last = glide(last, r, vowel)
		case r == 'ー':
		case r == 'ッ':
			flush()
			double = true
		case r >= 'ァ' && r <= 'ヶ':
			flush()
			last = romaji[r-'ァ']
		default:
			flush()
			double = false
			b.WriteRune(r)
		}
	}
	flush()
}

// glide joins a syllable and a small letter: ki and ya are kya, shi and ya sha,
// fu and a fa.
func glide(syllable string, r rune, vowel byte) string {
	base := syllable[:len(syllable)-1]
	isY := r == 'ャ' || r == 'ュ' || r == 'ョ'
	if isY && base != "sh" && base != "ch" && base != "j" {
		base += "y"
	}
	return base + string(vowel)
}

// hepburn romanises a kana word, long vowels written with u or o shortened as in
// passports: さとう is sato, ゆうき yuki, おおの ono.
func hepburn(kana string) string {
	var b strings.Builder
	romanise(&b, kana)
	return longVowels.Replace(b.String())
}

var longVowels = strings.NewReplacer("ou", "o", "oo", "o", "uu", "u")
