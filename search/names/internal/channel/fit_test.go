package channel

import (
	"errors"
	"io/fs"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/search/internal/evalset"
)

// tableNames are the languages of the pairs, in the order of the scripts.
var tableNames = [scripts]string{Cyrillic: "ru", Arabic: "ar", Hebrew: "he", Kana: "ja", Hangul: "ko", Han: "zh"}

// TestTrain makes data/*.tsv.gz anew from pairs of words that were seen as one
// name in two scripts. The same pairs give the same files, byte for byte.
//
//	RETROUVE_FIT=1 go test -v -run TestTrain ./search/names/internal/channel
//
// RETROUVE_TABLES=ru,zh makes only those.
func TestTrain(t *testing.T) {
	if os.Getenv("RETROUVE_FIT") == "" {
		t.Skip("writes the tables; set RETROUVE_FIT=1")
	}
	only := os.Getenv("RETROUVE_TABLES")
	pairs := readPairs(t, 1)
	for _, lang := range tableNames {
		if only != "" && !slices.Contains(strings.Split(only, ","), lang) {
			continue
		}
		m := train(t, lang, pairs[lang])
		if err := m.write("data/" + lang + ".tsv.gz"); err != nil {
			t.Fatal(err)
		}
	}
}

// pair is a native and a Latin word that were seen as one name.
type pair struct {
	native, latin string
	at            []int   // where the letters of native begin, and its end
	weight        float64 // grows slowly with how often the pair was seen
}

// longestPair bounds the words that are learnt from: longer ones are several.
const longestPair = 24

// readPairs returns every step-th pair of each language.
func readPairs(t testing.TB, step int) map[string][]pair {
	t.Helper()
	out := map[string][]pair{}
	line := 0
	err := evalset.Lines("translit_pairs.tsv.gz", func(c []string) {
		if line++; line%step != 0 {
			return
		}
		seen, err := strconv.Atoi(c[3])
		if err != nil {
			t.Fatal(err)
		}
		native, latin := Native(c[2]), Latin(c[1])
		if n := len(native); n == 0 || n > longestPair || len(latin) == 0 || len(latin) > longestPair {
			return
		}
		out[c[0]] = append(out[c[0]], newPair(native, string(latin), seen))
	})
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the evaluation data are not beside the repository")
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func newPair(native []rune, latin string, seen int) pair {
	p := pair{native: string(native), latin: latin, weight: 1 + math.Log(float64(seen))}
	for i := range p.native {
		p.at = append(p.at, i)
	}
	p.at = append(p.at, len(p.native))
	return p
}

// letters counts the native letters.
func (p *pair) letters() int { return len(p.at) - 1 }

// piece returns n native letters from the i-th on, with m Latin ones from the
// j-th on.
func (p *pair) piece(i, n, j, m int) piece {
	return piece{p.native[p.at[i]:p.at[i+n]], p.latin[j : j+m]}
}
