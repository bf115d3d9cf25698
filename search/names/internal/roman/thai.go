package roman

// laoShift is how far Lao lies behind Thai in Unicode: the layouts are parallel.
const laoShift = 0x80

// laoIa stands for the vowel ຽ, which Thai does not have, at a free place of the
// Thai block.
const laoIa = '\u0e3b'

// appendThai reads Thai and Lao after RTGS, marks of length and tone left out, in
// style 0. Style 1 reads a consonant without a vowel as open where it can, style
// 2 is how many write their names (Porn, Jira), style 3 both. Syllables are
// found by rule, so a word without spaces may be cut in the wrong place.
func appendThai(dst []byte, w []rune, style int) []byte {
	var space [maxLetters]rune
	t := spokenThai(space[:0], w)
	for i := 0; i < len(t); {
		var n int
		dst, n = appendThaiSyllable(dst, t[i:], style)
		i += n
	}
	return dst
}

// spokenThai brings Lao to Thai and drops tones and letters that are silenced,
// with the vowel between.
func spokenThai(dst, w []rune) []rune {
	for _, r := range w {
		if r >= 0xe80 {
			r = laoToThai(r)
		}
		switch {
		case r == '์':
			if n := len(dst); n > 0 && isThaiAttached(dst[n-1]) {
				dst = dst[:n-1]
			}
			if n := len(dst); n > 0 {
				dst = dst[:n-1]
			}
		case r >= 0xe48 && r <= 0xe4b, r == 0xe3a, r == 0xe4e, r >= 0xe4f, r == 'ฯ', r == 'ๆ':
		case r == 'ๅ':
			dst = append(dst, 'า')
		default:
			dst = append(dst, r)
		}
	}
	return dst
}

func laoToThai(r rune) rune {
	switch r {
	case 'ົ':
		return '็' // the short o that Thai leaves out; read with the implicit vowel
	case 'ຼ':
		return 'ล'
	case 'ຽ':
		return laoIa
	case 'ໝ':
		return 'ม'
	case 'ໜ':
		return 'น'
	}
	return r - laoShift
}

func isThaiConsonant(r rune) bool { return r >= 'ก' && r <= 'ฮ' && r != 'ฤ' && r != 'ฦ' }

// isThaiAttached: vowels written over, under or behind their consonant.
func isThaiAttached(r rune) bool {
	return r >= 0xe30 && r <= 0xe39 || r == laoIa || r == '็' || r == 'ํ'
}

func isThaiLeading(r rune) bool { return r >= 'เ' && r <= 'ไ' }

// appendThaiSyllable reads one syllable and returns how many letters it took, at
// least one.
func appendThaiSyllable(dst []byte, t []rune, style int) ([]byte, int) {
	var lead rune
	i := 0
	if isThaiLeading(t[0]) {
		lead = t[0]
		i++
	}
	switch r := at(t, i); {
	case r == 'ฤ':
		return append(dst, "rue"...), i + 1
	case !isThaiConsonant(r):
		return dst, max(i, 1)
	}
	onset, n := thaiOnset(t[i:], lead, style)
	dst = append(dst, onset...)
	i += n
	v, n, open := thaiVowel(t[i:], lead, style)
	dst = append(dst, v...)
	i += n
	if !open && isThaiFinal(t, i) {
		dst = append(dst, thaiFinal(t, i, v, style)...)
		i++
		if end := t[i:]; len(end) == 1 && (end[0] == 'ิ' || end[0] == 'ุ' || end[0] == 'ร') {
			i++ // chat for ชาติ, phet for เพชร
		}
	}
	return dst, i
}

// thaiOnset reads the first consonant, with the r, l or w of a cluster, and
// passes over a ห or อ that only sets the tone.
func thaiOnset(t []rune, lead rune, style int) (string, int) {
	c, next, after := t[0], at(t, 1), at(t, 2)
	if lead == 'เ' && after == 'ี' && at(t, 3) != 'ย' {
		return thaiInitial(c, style), 1 // Se-ri
	}
	joined := isThaiAttached(after) || lead != 0 && isThaiConsonant(after) && !isThaiAttached(at(t, 3))
	if c == 'ห' && joined && isThaiLiquid(next) || c == 'อ' && next == 'ย' && joined {
		return thaiInitial(next, style), 2
	}
	if joined && (next == 'ร' || next == 'ล' || next == 'ว') && after != '็' {
		if s := thaiCluster(c, next, style); s != "" {
			return s, 2
		}
	}
	return thaiInitial(c, style), 1
}

func isThaiLiquid(r rune) bool {
	switch r {
	case 'ง', 'ญ', 'น', 'ม', 'ย', 'ร', 'ล', 'ว':
		return true
	}
	return false
}

// isThaiFinal reports whether the letter closes the syllable before it: it has no
// vowel of its own.
func isThaiFinal(t []rune, i int) bool {
	if !isThaiConsonant(at(t, i)) || t[i] == 'อ' || t[i] == 'ห' || t[i] == 'ฉ' || t[i] == 'ผ' || t[i] == 'ฝ' {
		return false
	}
	next, end := at(t, i+1), i+2 == len(t)
	if end && (next == 'ิ' || next == 'ุ') && (t[i] == 'ต' || t[i] == 'ด') && i > 0 && isThaiAttached(t[i-1]) {
		return true
	}
	if next == 'ร' && t[i] != 'ร' && isThaiAttached(at(t, i+2)) && thaiCluster(t[i], 'ร', 0) != "" {
		return false
	}
	return !isThaiAttached(next)
}
