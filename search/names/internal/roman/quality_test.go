package roman

import (
	"bufio"
	"compress/gzip"
	"os"
	"sort"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// pairsFile holds pairs of a Latin and a native spelling with how often each was
// seen. It is no part of the repository.
const pairsFile = "../../../../../shared/eval/translit_pairs.tsv.gz"

type pair struct {
	latin, native string
	count         float64
}

// TestQuality logs how near the best reading comes to the attested spelling, and
// fails when a language falls well below what the tables reach.
func TestQuality(t *testing.T) {
	if testing.Short() {
		t.Skip("many pairs")
	}
	floor := map[string]float64{"ru": 0.87, "ar": 0.77, "he": 0.775, "ko": 0.73, "ja": 0.76}
	all := readPairs(t)
	for lang, least := range floor {
		var sum, good, first, total float64
		for _, p := range all[lang] {
			best := 0.0
			for i, r := range Readings(p.native) {
				s := closeness(p.latin, r)
				if i == 0 {
					first += s * p.count
				}
				best = max(best, s)
			}
			total += p.count
			sum += best * p.count
			if best >= 0.75 {
				good += p.count
			}
		}
		mean := sum / total
		t.Logf("%s: %d pairs, mean similarity %.3f (first reading %.3f), at least .75: %.3f", lang, len(all[lang]), mean, first/total, good/total)
		if mean < least {
			t.Errorf("%s: mean similarity %.3f, want %.3f", lang, mean, least)
		}
	}
}

// readPairs takes the pairs of each language that are seen most often, and every
// tenth of the rest.
func readPairs(t *testing.T) map[string][]pair {
	f, err := os.Open(pairsFile)
	if err != nil {
		t.Skip("no evaluation data here: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]pair{}
	for lines, n := bufio.NewScanner(z), 0; lines.Scan(); n++ {
		col := strings.Split(lines.Text(), "\t")
		if len(col) != 4 || col[0] == "zh" || col[0] == "lang" {
			continue
		}
		count, err := strconv.ParseFloat(col[3], 64)
		if err != nil {
			t.Fatal(err)
		}
		if count >= 5 || n%10 == 0 {
			out[col[0]] = append(out[col[0]], pair{asciiLetters(col[1]), col[2], count})
		}
	}
	for _, list := range out {
		sort.SliceStable(list, func(i, j int) bool { return list[i].count > list[j].count })
	}
	return out
}

func asciiLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, norm.NFD.String(strings.ToLower(s)))
}

// closeness is 1 less the Levenshtein distance by the longer length.
func closeness(a, b string) float64 {
	if a == b {
		return 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return 1 - float64(row[len(b)])/float64(max(len(a), len(b)))
}
