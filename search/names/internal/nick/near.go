package nick

// leastNear is the length from which a word has few enough neighbours to tell which
// name was meant; mostNear is how many are told.
const (
	leastNear = 5
	mostNear  = 4
)

// Near returns the names that a word of letters a-z is one slip away from: a letter
// more, less or another, or two neighbours swapped. Most misspelt words have just
// one such slip (Damerau, "A technique for computer detection and correction of
// spelling errors", Communications of the ACM 7, 1964). It returns at most four, and
// none for a word that is known itself or short.
func Near(word string) []string {
	t := tables()
	if len(word) < leastNear || t.of[word] != nil {
		return nil
	}
	n := near{t: t, buf: make([]byte, 0, len(word)+1)}
	for i := range len(word) {
		n.try(word[:i], "", word[i+1:])
		if i > 0 {
			n.try(word[:i-1], string([]byte{word[i], word[i-1]}), word[i+1:])
		}
	}
	for c := range byte('z' - 'a' + 1) {
		letter := letters[c : c+1]
		for i := range len(word) {
			n.try(word[:i], letter, word[i+1:])
			n.try(word[:i], letter, word[i:])
		}
		n.try(word, letter, "")
	}
	return n.found
}

const letters = "abcdefghijklmnopqrstuvwxyz"

// near gathers the words of a table.
type near struct {
	t     *table
	buf   []byte
	found []string
}

// try looks for the word that begins, goes on and ends as given.
func (n *near) try(begin, middle, end string) {
	if !n.t.some.has(hash(hash(hash(seed, begin), middle), end)) {
		return
	}
	n.buf = append(append(append(n.buf[:0], begin...), middle...), end...)
	if len(n.found) == mostNear || n.t.of[string(n.buf)] == nil {
		return
	}
	for _, f := range n.found {
		if f == string(n.buf) {
			return
		}
	}
	n.found = append(n.found, string(n.buf))
}

// sieve has a bit for each word of a table, by its hash: nearly all of the hundreds of
// words beside one are not there, and this tells so without their being made.
type sieve [1 << 10]uint64

func (s *sieve) add(h uint32)      { s[h>>6%uint32(len(s))] |= 1 << (h & 63) }
func (s *sieve) has(h uint32) bool { return s[h>>6%uint32(len(s))]>>(h&63)&1 == 1 }

// seed and prime are those of FNV-1a (draft-eastlake-fnv), hashed in parts.
const (
	seed  = 2166136261
	prime = 16777619
)

func hash(h uint32, part string) uint32 {
	for i := range len(part) {
		h = (h ^ uint32(part[i])) * prime
	}
	return h
}
