package names

// skeleton returns the consonants of a Latin word (a-z) by class, vowels and the
// letters that come and go with them left out: B for b p f v, T for d t, K for g k
// q and hard c, S for everything hissed, L for l r, N for n m. What romanisations
// and languages confuse falls into one class. Doubled sounds count once.
func skeleton(dst []byte, w string) []byte {
	last := byte(0)
	put := func(c byte) {
		if c != last {
			dst = append(dst, c)
		}
		last = c
	}
	for i := 0; i < len(w); i++ {
		var next byte
		if i+1 < len(w) {
			next = w[i+1]
		}
		switch c := w[i]; c {
		case 'b', 'p', 'f', 'v':
			put('B')
		case 'd', 't':
			if next == 's' || next == 'z' || next == 'c' && i+2 < len(w) && w[i+2] == 'h' || next == 'j' {
				continue // ts, tz, tch, dz, dj: what follows is hissed
			}
			put('T')
		case 'g', 'k', 'q':
			if c == 'g' && next == 'n' { // gn
				continue
			}
			put('K')
		case 'c':
			switch next {
			case 'h', 'e', 'i', 'y', 'z':
				put('S')
			default:
				put('K')
			}
		case 'x':
			put('K')
			put('S')
		case 's', 'z', 'j':
			put('S')
		case 'l', 'r':
			put('L')
		case 'n', 'm':
			put('N')
		default:
			last = 0
		}
	}
	return dst
}
