package search

import "slices"

// rankedDoc is a document and its score in one number, the better the larger: a higher
// score first, then a lower number.
type rankedDoc uint64

func rankOf(doc int, score uint16) rankedDoc { return rankedDoc(score)<<32 | rankedDoc(^uint32(doc)) }

func (r rankedDoc) score() uint16 { return uint16(r >> 32) }
func (r rankedDoc) doc() int      { return int(^uint32(r)) }

func bestFirst(list []rankedDoc) {
	slices.Sort(list)
	slices.Reverse(list)
}

// top finds the best documents; its memory is used again.
type top struct {
	list  []rankedDoc
	steps [1 << (16 - stepBits)]int32
}

const (
	stepBits = 4
	maxHeld  = 4096 // so many of one score are sorted at once
)

// of returns the n best of the documents that have a score, best first. It counts
// those that it holds by steps of their score, and once n are a step better than the
// worst step, that one is passed by: nearly every document costs one comparison.
func (t *top) of(scores []uint16, n int) []rankedDoc {
	clear(t.steps[:])
	list, held, step, least := t.list[:0], 0, 0, uint16(0)
	for d, s := range scores {
		if s <= least {
			continue
		}
		list = append(list, rankOf(d, s))
		t.steps[s>>stepBits]++
		for held++; held-int(t.steps[step]) >= n; step++ {
			held -= int(t.steps[step])
			least = max(least, uint16((step+1)<<stepBits-1))
		}
		if len(list) == maxHeld {
			bestFirst(list)
			list = list[:n]
			least = max(least, list[n-1].score())
		}
	}
	t.list = list
	list = slices.DeleteFunc(list, func(r rankedDoc) bool { return r.score()>>stepBits < uint16(step) })
	bestFirst(list)
	return list[:min(n, len(list))]
}
