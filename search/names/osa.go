package names

// maxLetters bounds the words, and names written in one, that are compared.
const maxLetters = 64

// pattern is a word made ready for distance: for each of its letters the
// positions at which it stands, as bits.
type pattern struct {
	n     int
	ascii [128]uint64
	other []place
}

type place struct {
	r    rune
	mask uint64
}

// set makes the pattern of a word of at most maxLetters letters.
func (p *pattern) set(word string) {
	*p = pattern{other: p.other[:0]}
	for _, r := range word {
		if p.n == maxLetters {
			return
		}
		bit := uint64(1) << p.n
		p.n++
		if r < 128 {
			p.ascii[r] |= bit
			continue
		}
		known := false
		for i := range p.other {
			if known = p.other[i].r == r; known {
				p.other[i].mask |= bit
				break
			}
		}
		if !known {
			p.other = append(p.other, place{r, bit})
		}
	}
}

func (p *pattern) at(r rune) uint64 {
	if r < 128 {
		return p.ascii[r]
	}
	for _, o := range p.other {
		if o.r == r {
			return o.mask
		}
	}
	return 0
}

// distance returns the optimal string alignment distance to a word: the smallest
// number of insertions, deletions, substitutions and swaps of neighbours, no part
// being edited twice. All rows of the table are computed at once as bits: Hyyrö,
// "A bit-vector algorithm for computing Levenshtein and Damerau edit distances"
// (Nordic Journal of Computing 10, 2003).
func (p *pattern) distance(word string) int {
	if p.n == 0 {
		return len([]rune(word))
	}
	d, last := p.n, uint64(1)<<(p.n-1)
	vp, vn, d0, before := ^uint64(0), uint64(0), uint64(0), uint64(0)
	n := 0
	for _, r := range word {
		if n++; n > maxLetters {
			break
		}
		pm := p.at(r)
		swap := (^d0 & pm) << 1 & before
		d0 = ((pm & vp) + vp ^ vp) | pm | vn | swap
		hp, hn := vn|^(d0|vp), d0&vp
		if hp&last != 0 {
			d++
		} else if hn&last != 0 {
			d--
		}
		hp, hn = hp<<1|1, hn<<1
		vp, vn = hn|^(d0|hp), hp&d0
		before = pm
	}
	return d
}
