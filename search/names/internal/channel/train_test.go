package channel

import (
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"
	"unicode/utf8"
)

// The tables are found by Viterbi training, the hard kind of expectation
// maximisation: cut every pair in the way that the model of the last round finds
// likeliest, count the pieces, take the counts for the next model. The first model
// knows only that letters stand in the same order. Once single letters have
// settled, neighbouring pieces are joined and compete with the ones they are made
// of, which is how ж becomes zh and ья becomes ia.
const (
	rounds    = 5
	growth    = 2  // the round before which units of two native letters are let in
	joinShare = .3 // of a count that goes to the piece joined of two neighbours

	// A count is lowered before it becomes a probability, so that what was seen
	// once or twice by mistake is forgotten: by one, and by more for the many
	// pieces of two letters.
	discount     = 1
	discountPair = 2

	// A pair that is worse than this per letter, log, is no rendering at all but a
	// translation or another name: nothing is learnt from it.
	worst = -5.5
)

// piece is a unit of the model: native letters, at most two, and Latin ones.
// Where one side is empty the other has one letter.
type piece struct{ native, latin string }

// counts adds up how often pieces were seen. Its total is kept along the way, as
// sums in the random order of a map would differ in the last digit.
type counts struct {
	of    map[piece]float64
	total float64
}

func newCounts() *counts { return &counts{of: map[piece]float64{}} }

func (c *counts) add(p piece, n float64) {
	c.of[p] += n
	c.total += n
}

// model gives the log probability of pieces.
type model struct {
	most int // Latin letters of a piece
	log  map[piece]float64
}

// latinOf is how many Latin letters a piece may have: a Chinese character is a
// syllable.
func latinOf(lang string) int {
	if lang == "zh" {
		return maxUnit
	}
	return 3
}

// train learns the model of a language.
func train(t testing.TB, lang string, pairs []pair) *model {
	m := &model{most: latinOf(lang)}
	m.begin(pairs)
	var cut []piece
	for round := range rounds {
		if round == growth {
			m.grow(pairs)
		}
		c := newCounts()
		likely, letters := 0.0, 0
		for i := range pairs {
			p := &pairs[i]
			var s float64
			cut, s = m.align(p, cut[:0])
			if round > 0 && s/float64(p.letters()+len(p.latin)) < worst {
				continue
			}
			for _, x := range cut {
				c.add(x, p.weight)
			}
			likely, letters = likely+s, letters+p.letters()
		}
		m.set(c, true)
		t.Logf("%s round %d: %.3f per letter, %d pieces", lang, round, likely/float64(letters), len(m.log))
	}
	return m
}

// begin counts single letters with the Latin ones near the same place: the nearer,
// and the nearer their number is to the share of a letter, the more.
func (m *model) begin(pairs []pair) {
	c := newCounts()
	for k := range pairs {
		p := &pairs[k]
		share := float64(len(p.latin)) / float64(p.letters())
		for i := range p.letters() {
			at := float64(i) * share
			for j := max(0, int(at)-2); j <= min(len(p.latin), int(at)+2); j++ {
				for n := range min(m.most, len(p.latin)-j) + 1 {
					far := math.Abs(float64(n)-share) + .7*math.Abs(float64(j)-at)
					c.add(p.piece(i, 1, j, n), p.weight*math.Exp(-far))
				}
			}
		}
	}
	m.set(c, false)
}

// grow lets in the pieces that two neighbours of the likeliest cuts make together.
func (m *model) grow(pairs []pair) {
	c := newCounts()
	var cut []piece
	for i := range pairs {
		cut, _ = m.align(&pairs[i], cut[:0])
		for k, x := range cut {
			c.add(x, pairs[i].weight)
			if k+1 == len(cut) {
				break
			}
			before := cut[k+1] // cuts are from the end
			both := piece{before.native + x.native, before.latin + x.latin}
			if n := utf8.RuneCountInString(both.native); n >= 1 && n <= 2 && both.latin != "" && len(both.latin) <= m.most {
				c.add(both, pairs[i].weight*joinShare)
			}
		}
	}
	m.set(c, true)
}

// set takes counts for the model.
func (m *model) set(c *counts, lower bool) {
	m.log = map[piece]float64{}
	for p, n := range c.of {
		if lower {
			n -= discount
			if utf8.RuneCountInString(p.native) > 1 {
				n -= discountPair
			}
		}
		if n > 0 {
			m.log[p] = math.Log(n / c.total)
		}
	}
}

// cell is the best way to a place in both words: its log probability, and the
// letters of its last piece.
type cell struct {
	s             float64
	native, latin int8
}

// align appends the likeliest cut of a pair to cut, the last piece first, and
// returns its log probability.
func (m *model) align(p *pair, cut []piece) ([]piece, float64) {
	n, l := p.letters(), len(p.latin)
	var best [longestPair + 1][longestPair + 1]cell
	for i := range n + 1 {
		for j := range l + 1 {
			if i+j > 0 && best[i][j].native+best[i][j].latin == 0 {
				continue // no way leads here
			}
			for a := range min(2, n-i) + 1 {
				for b := range min(m.most, l-j) + 1 {
					w, ok := m.of(p, i, a, j, b)
					to := &best[i+a][j+b]
					if s := best[i][j].s + w; ok && (to.native+to.latin == 0 || s > to.s) {
						*to = cell{s, int8(a), int8(b)}
					}
				}
			}
		}
	}
	for i, j := n, l; i+j > 0; {
		c := best[i][j]
		i, j = i-int(c.native), j-int(c.latin)
		cut = append(cut, p.piece(i, int(c.native), j, int(c.latin)))
	}
	return cut, best[n][l].s
}

// of returns the log probability of a piece, and false where there can be none.
// A letter for a letter, or for nothing, is always possible.
func (m *model) of(p *pair, i, n, j, l int) (float64, bool) {
	if n == 0 && l != 1 || l == 0 && n != 1 {
		return 0, false
	}
	if w, ok := m.log[p.piece(i, n, j, l)]; ok {
		return w, true
	}
	return unseen, n <= 1 && l <= 1
}

// write writes the table: native letters, Latin letters, log probability, the
// likeliest first.
func (m *model) write(path string) (err error) {
	all := make([]piece, 0, len(m.log))
	for p := range m.log {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b piece) int {
		return cmp.Or(cmp.Compare(m.log[b], m.log[a]), cmp.Compare(a.native, b.native), cmp.Compare(a.latin, b.latin))
	})
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	z, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	if err != nil {
		return err
	}
	for _, p := range all {
		if _, err := fmt.Fprintf(z, "%s\t%s\t%.3f\n", p.native, p.latin, m.log[p]); err != nil {
			return err
		}
	}
	return z.Close()
}

// Of letters that always go together, and of ш and кс, which do not go letter by
// letter, training finds the pieces.
func TestTrainingFindsPieces(t *testing.T) {
	alphabet := []piece{{"а", "a"}, {"о", "o"}, {"и", "i"}, {"м", "m"}, {"т", "t"}, {"ш", "sh"}, {"кс", "x"}, {"р", "r"}}
	var pairs []pair
	for i := range 4000 {
		var native, latin string
		for k := i; k > 0; k /= len(alphabet) {
			native += alphabet[k%len(alphabet)].native
			latin += alphabet[k%len(alphabet)].latin
		}
		if native != "" {
			pairs = append(pairs, newPair([]rune(native), latin, 1))
		}
	}
	m := train(t, "toy", pairs)
	for _, p := range alphabet {
		for other, w := range m.log {
			if other.native == p.native && other != p && w >= m.log[p] {
				t.Errorf("%v %.2f is likelier than %v %.2f", other, w, p, m.log[p])
			}
		}
	}
}
