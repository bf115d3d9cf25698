package roman

// kanaEntry is a consonant, by style, and a vowel, 0 for none.
type kanaEntry struct {
	text  string
	vowel byte
}

// kanaTable are the letters from ァ to ヺ, small and large.
var kanaTable = [...]kanaEntry{
	{"", 'a'}, {"", 'a'}, {"", 'i'}, {"", 'i'}, {"", 'u'}, {"", 'u'}, {"", 'e'}, {"", 'e'}, {"", 'o'},
	{"", 'o'}, {"k", 'a'}, {"g", 'a'}, {"k", 'i'}, {"g", 'i'}, {"k", 'u'}, {"g", 'u'}, {"k", 'e'}, {"g", 'e'},
	{"k", 'o'}, {"g", 'o'}, {"s", 'a'}, {"z", 'a'}, {"sh|sh|s|sh", 'i'}, {"j|j|z|j", 'i'}, {"s", 'u'},
	{"z", 'u'}, {"s", 'e'}, {"z", 'e'}, {"s", 'o'}, {"z", 'o'}, {"t", 'a'}, {"d", 'a'}, {"ch|ch|t|ch", 'i'},
	{"j|j|z|j", 'i'}, {"", 0}, {"ts|ts|t|ts", 'u'}, {"z", 'u'}, {"t", 'e'}, {"d", 'e'}, {"t", 'o'}, {"d", 'o'},
	{"n", 'a'}, {"n", 'i'}, {"n", 'u'}, {"n", 'e'}, {"n", 'o'}, {"h", 'a'}, {"b", 'a'}, {"p", 'a'}, {"h", 'i'},
	{"b", 'i'}, {"p", 'i'}, {"f|f|h|f", 'u'}, {"b", 'u'}, {"p", 'u'}, {"h", 'e'}, {"b", 'e'}, {"p", 'e'},
	{"h", 'o'}, {"b", 'o'}, {"p", 'o'}, {"m", 'a'}, {"m", 'i'}, {"m", 'u'}, {"m", 'e'}, {"m", 'o'}, {"y", 'a'},
	{"y", 'a'}, {"y", 'u'}, {"y", 'u'}, {"y", 'o'}, {"y", 'o'}, {"r", 'a'}, {"r", 'i'}, {"r", 'u'}, {"r", 'e'},
	{"r", 'o'}, {"w", 'a'}, {"w", 'a'}, {"", 'i'}, {"", 'e'}, {"", 'o'}, {"", 0}, {"v|v|b|v", 'u'}, {"k", 'a'},
	{"k", 'e'}, {"v", 'a'}, {"v", 'i'}, {"v", 'e'}, {"v", 'o'},
}

// kanaMora reads the kana at i with a small one behind it, and returns how many
// it took.
func kanaMora(k []rune, i, style int) (string, byte, int) {
	if k[i] < 'ァ' || k[i] > 'ヺ' {
		return "", 0, 1
	}
	e := kanaTable[k[i]-'ァ']
	text := pick(e.text, style)
	switch small := at(k, i+1); small {
	case 'ャ', 'ュ', 'ョ':
		if e.vowel == 'i' || k[i] == 'テ' || k[i] == 'デ' || k[i] == 'フ' || k[i] == 'ヴ' {
			return palatal(text, style), kanaTable[small-'ァ'].vowel, 2
		}
	case 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ヮ':
		if s, ok := foreignOnset(k[i], small, text, style); ok {
			return s, kanaTable[small-'ァ'].vowel, 2
		}
	}
	return text, e.vowel, 1
}

// palatal is the consonant before ya, yu and yo: sh, ch and j hold the y already.
func palatal(text string, style int) string {
	switch text {
	case "sh", "ch", "j":
		return text
	case "s":
		return "sy"
	case "t":
		return "ty"
	case "z":
		return "zy"
	case "d":
		return pick("d|dy", style)
	case "k":
		return "ky"
	case "g":
		return "gy"
	case "n":
		return "ny"
	case "h":
		return "hy"
	case "f":
		return pick("f|fy", style)
	case "b":
		return "by"
	case "p":
		return "py"
	case "m":
		return "my"
	case "r":
		return "ry"
	case "v":
		return pick("v|vy", style)
	}
	return text
}

// foreignOnset is the consonant before a small vowel, by which katakana writes
// sounds that Japanese does not have.
func foreignOnset(r, small rune, text string, style int) (string, bool) {
	switch r {
	case 'フ':
		return "f", true
	case 'ヴ':
		return pick("v|v|b|v", style), true
	case 'テ', 'ト':
		return "t", small == 'ィ' || small == 'ゥ'
	case 'デ', 'ド':
		return "d", small == 'ィ' || small == 'ゥ'
	case 'ウ':
		return "w", true
	case 'シ', 'チ', 'ジ':
		return text, small == 'ェ'
	case 'ツ':
		return "ts", true
	case 'ク':
		return pick("kw|qu", style), true
	case 'グ':
		return "gw", true
	case 'イ':
		return "y", small == 'ェ'
	case 'ス', 'ズ':
		return text, small == 'ィ'
	}
	return "", false
}
