package roman

// Initials from ㄱ to ㅎ: revised, at the beginning of a name as in passports and
// in McCune-Reischauer, and as they render foreign sounds.
var (
	hangulInitials = [...]string{"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"}
	hangulHard     = [...]string{"k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "ch", "tch", "ch", "k", "t", "p", "h"}
	hangulForeign  = [...]string{"g", "c", "n", "d", "t", "r|l", "m", "b|v", "p", "s", "s", "", "j|z", "z", "ch", "k|c", "t", "p|f", "h"}
)

// Finals from ㄱ on, 0 for none: before a consonant or at the end, and before a
// vowel, to whose syllable they go over.
var (
	hangulClosed = [...]string{"", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", ""}
	hangulLinked = [...]string{"", "g|k|g", "kk", "ks", "n", "nj", "n", "d", "r|l|r|l", "lg", "lm", "lb", "ls", "lt", "lp", "r", "m", "b|p|b|p", "ps", "s", "ss", "ng", "j", "ch", "k", "t", "p", ""}

	hangulFinalForeign = [...]string{"", "ck", "k", "x", "n", "n", "n", "d", "l", "lk", "lm", "l", "l", "l", "lp", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", ""}
)

// hangulVowelTable are the vowels from ㅏ to ㅣ.
var hangulVowelTable = [...]string{
	"a", "ae|ae|ae|a", "ya", "yae", "eo|eo|o|er|o", "e", "yeo|yeo|yo|yer", "ye", "o", "wa", "wae", "oe|oe|oe|we", "yo",
	"u|oo|u|u", "wo", "we", "wi", "yu|yu|yu|u", "eu|eu|u|", "ui|ui|ui|i", "i",
}

// hangulVowel reads a vowel. By itself in style 1 are the syllables that most
// people spell in a way of their own; in style 3 the vowel that only carries a
// foreign consonant is dropped.
func hangulVowel(j jamo, i int, last bool, style int) string {
	switch {
	case style >= hangulAsHeard && j.vowel == vowelI && last && j.final == 0:
		return "y"
	case style == hangulAsHeard && j.vowel == 4 && (j.final != 0 || !last):
		return "e"
	case style == 1 && j.vowel == 6 && (j.final == 21 || j.final == 4):
		return "you" // Young, Youn
	case style == 1 && j.vowel == 4 && j.final == 4:
		return "eo"
	case style == 1 && j.vowel == 4 && j.final == 21:
		return pick("|u", style) // Jung, Sung
	case style == 1 && j.vowel == 13 && j.final != 0 && j.initial != silentInitial:
		return "u"
	case style == 1 && j.vowel == 13 && j.initial == silentInitial:
		return "woo"
	}
	return pick(hangulVowelTable[j.vowel], style)
}

// koreanSurname returns the usual spellings of the most frequent surnames, other
// than the one by rule, and nothing for other syllables. From general knowledge
// of the names in the census and of their bearers' passports.
func koreanSurname(r rune) string {
	switch r {
	case '김':
		return "kim"
	case '이':
		return "lee|yi"
	case '박':
		return "park|pak"
	case '최':
		return "choi|choe"
	case '정':
		return "jung|chung"
	case '강':
		return "kang"
	case '조':
		return "cho|jo"
	case '윤':
		return "yoon|yun"
	case '장':
		return "jang|chang"
	case '임':
		return "lim|im"
	case '한':
		return "han"
	case '오':
		return "oh|o"
	case '서':
		return "seo|suh"
	case '신':
		return "shin|sin"
	case '권':
		return "kwon"
	case '황':
		return "hwang"
	case '안':
		return "ahn|an"
	case '송':
		return "song"
	case '전':
		return "jeon|chun"
	case '홍':
		return "hong"
	case '유':
		return "yoo|yu"
	case '고':
		return "ko|koh"
	case '문':
		return "moon|mun"
	case '양':
		return "yang"
	case '손':
		return "son|sohn"
	case '배':
		return "bae|pae"
	case '백':
		return "baek|paik"
	case '허':
		return "heo|hur"
	case '남':
		return "nam"
	case '심':
		return "shim|sim"
	}
	return koreanSurnameToo(r)
}

func koreanSurnameToo(r rune) string {
	switch r {
	case '노':
		return "noh|roh"
	case '하':
		return "ha"
	case '곽':
		return "kwak"
	case '성':
		return "sung|seong"
	case '차':
		return "cha"
	case '주':
		return "joo|chu"
	case '우':
		return "woo|wu"
	case '구':
		return "koo|ku"
	case '나':
		return "na|ra"
	case '민':
		return "min"
	case '진':
		return "jin|chin"
	case '지':
		return "ji|chi"
	case '엄':
		return "eom|um"
	case '채':
		return "chae"
	case '원':
		return "won"
	case '천':
		return "cheon|chun"
	case '방':
		return "bang|pang"
	case '공':
		return "kong|gong"
	case '현':
		return "hyun|hyeon"
	case '함':
		return "ham"
	case '변':
		return "byun|pyon"
	case '염':
		return "yeom|yum"
	case '여':
		return "yeo"
	case '추':
		return "choo|chu"
	case '도':
		return "do|to"
	case '소':
		return "so"
	case '석':
		return "seok|suk"
	case '선':
		return "sun|seon"
	case '설':
		return "seol|sul"
	case '마':
		return "ma"
	case '길':
		return "gil|kil"
	case '위':
		return "wi"
	case '표':
		return "pyo"
	case '명':
		return "myung|myeong"
	case '기':
		return "ki|gi"
	case '반':
		return "ban|pan"
	case '왕':
		return "wang"
	case '금':
		return "keum|geum"
	case '옥':
		return "ok"
	case '육':
		return "yook|yuk"
	}
	return ""
}
