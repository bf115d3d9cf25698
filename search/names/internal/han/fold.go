package han

// Fold returns the one character that stands for r and its variants: traditional,
// simplified, Japanese and the old or popular forms of family registers (陳 陈;
// 澤 沢 泽; 邊 邉 辺 边; 髙 高). Which one it is has no meaning: it is for
// comparing, not for showing. Simplified forms that stand for several traditional
// ones join them (后 and 後), since names are written both ways. A character
// without variants and any other letter is returned as it is; folding twice
// changes nothing.
func Fold(r rune) rune {
	if r < firstHan {
		return r
	}
	t := folds()
	if r > lastHan {
		if to, ok := t.beyond[r]; ok {
			return to
		}
		return r
	}
	if to := t.plane[r-firstHan]; to != 0 {
		return to
	}
	return r
}
