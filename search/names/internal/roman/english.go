package roman

// spellEnglish rewrites in place the two sounds of English that other scripts
// write with two vowels: ei as in James, and ai as in Mike.
func spellEnglish(b []byte) []byte {
	out := b[:0]
	for i := 0; i < len(b); i++ {
		if i+1 < len(b) && b[i+1] == 'i' && (b[i] == 'e' || b[i] == 'a') {
			if b[i] == 'e' {
				out = append(out, 'a')
			} else {
				out = append(out, 'i')
			}
			i++
			continue
		}
		out = append(out, b[i])
	}
	return out
}
