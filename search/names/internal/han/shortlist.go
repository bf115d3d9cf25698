package han

// costed is a reading, what it costs and where the name was cut for it.
type costed struct {
	Reading
	cost int
	cut  int
}

// partReading is a reading of one part, family name ('F') or given name ('G').
func partReading(kind byte, reading string, cost int) costed {
	if kind == 'F' {
		return costed{Reading: Reading{Family: reading}, cost: cost}
	}
	return costed{Reading: Reading{Given: reading}, cost: cost}
}

// shortlist holds the cheapest different readings, best first. It allocates
// nothing.
type shortlist struct {
	list [maxReadings]costed
	n    int
}

func (l *shortlist) all() []costed { return l.list[:l.n] }

// add puts a reading in its place behind those of the same cost; the dearer of
// two equal ones, or the dearest of too many, falls out.
func (l *shortlist) add(c costed) {
	at := l.n
	for at > 0 && c.cost < l.list[at-1].cost {
		at--
	}
	end := l.n
	for i := range l.all() {
		if l.list[i].Reading == c.Reading {
			end = i
		}
	}
	if end < at || at == maxReadings {
		return
	}
	end = min(end, maxReadings-1)
	copy(l.list[at+1:end+1], l.list[at:end])
	l.list[at] = c
	l.n = max(l.n, end+1)
}

// pair adds every family name with every given name.
func (l *shortlist) pair(family, given *shortlist, cut int) {
	for _, f := range family.all() {
		for _, g := range given.all() {
			l.add(costed{Reading{f.Family, g.Given}, f.cost + g.cost, cut})
		}
	}
}

// plausible returns the readings that do not cost much more than the best, nil
// for none.
func (l *shortlist) plausible() []Reading {
	var out []Reading
	for _, c := range l.all() {
		gap := gapSame
		if c.cut != l.list[0].cut {
			gap = gapOther
		}
		if c.cost > l.list[0].cost+gap {
			continue
		}
		if out == nil {
			out = make([]Reading, 0, l.n)
		}
		out = append(out, c.Reading)
	}
	return out
}
