package names

// assign returns for each word of x the word of y that it is matched with, or
// -1: one to one, with the largest sum of scores weighted by length. It tries
// every assignment by dynamic programming over the set of words of y taken.
func assign(x, y []word) []int {
	gain := make([][]float64, len(x))
	for i, a := range x {
		gain[i] = make([]float64, len(y))
		for j, b := range y {
			if s, _ := compare(a, b); s > 0 {
				// Without this an initial could be left alone for the same sum.
				gain[i][j] = s*pairWeight(a, b) + 1e-6
			}
		}
	}
	sets := 1 << len(y)
	best := make([][]float64, len(x)+1) // best[i][set]: words i.. of x, the set of y taken
	choice := make([][]int8, len(x))
	best[len(x)] = make([]float64, sets)
	for i := len(x) - 1; i >= 0; i-- {
		best[i], choice[i] = make([]float64, sets), make([]int8, sets)
		for set := range sets {
			best[i][set], choice[i][set] = pick(gain[i], best[i+1], set)
		}
	}
	out := make([]int, len(x))
	for i, set := 0, 0; i < len(x); i++ {
		out[i] = int(choice[i][set])
		if out[i] >= 0 {
			set |= 1 << out[i]
		}
	}
	return out
}

// pick returns the best sum for one word when the given set is taken, and the
// word it chooses for that, -1 for none.
func pick(gain, next []float64, set int) (float64, int8) {
	sum, chosen := next[set], int8(-1)
	for j, g := range gain {
		if g > 0 && set&(1<<j) == 0 {
			if v := g + next[set|1<<j]; v > sum {
				sum, chosen = v, int8(j)
			}
		}
	}
	return sum, chosen
}

// joinWhereEqual joins two or three neighbours of x where together they are a
// word of y, exactly or with one edit in a long word, that none of them is alone.
func joinWhereEqual(x, y []word) []word {
	for n := 3; n >= 2; n-- {
		for i := 0; i+n <= len(x); i++ {
			j := join(x[i : i+n])
			if !answers(j, y) || anyEqual(x[i:i+n], y) {
				continue
			}
			x = append(append(append([]word{}, x[:i]...), j), x[i+n:]...)
		}
	}
	return x
}

func answers(j word, y []word) bool {
	for _, w := range y {
		if w.joined {
			continue
		}
		if j.folded == w.folded || len(j.runes) >= 7 && distance(j.runes, w.runes, 1) <= 1 {
			return true
		}
	}
	return false
}

func anyEqual(x, y []word) bool {
	for _, a := range x {
		for _, b := range y {
			if a.folded == b.folded {
				return true
			}
		}
	}
	return false
}
