package search

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/internal/evalset"
	"github.com/retrouve/retrouve/search/match"
)

func eventSet(t testing.TB) evalset.Set {
	t.Helper()
	set, err := evalset.Event()
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the evaluation data are not beside the repository")
	}
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// even reports whether a report belongs to the half that weights are fitted on.
// The other half gives the figures.
func even(id registry.ReportID) bool {
	n, _ := strconv.Atoi(string(id[1:]))
	return n%2 == 0
}

// TestFit prints log2(m/u) for every level of every field, counted on the even
// reports, when RETROUVE_FIT is set. The weights of package match come from it.
func TestFit(t *testing.T) {
	if os.Getenv("RETROUVE_FIT") == "" {
		t.Skip("set RETROUVE_FIT to count the weights")
	}
	set := eventSet(t)
	byID, byEvent := map[registry.NoticeID]*registry.Notice{}, map[registry.EventID][]*registry.Notice{}
	for _, n := range set.Notices {
		byID[n.ID] = n
		byEvent[n.Event] = append(byEvent[n.Event], n)
	}
	random := rand.New(rand.NewPCG(1, 2))
	m, u, fields := map[string]float64{}, map[string]float64{}, map[string][2]float64{}
	count := func(into map[string]float64, side int, n *registry.Notice, r *registry.Report) {
		for _, e := range match.Compare(n, r, match.Options{}).Evidence {
			into[fmt.Sprintf("%s\t%+05.1f\t%s", e.Field, e.Bits, e.Code)]++
			f := fields[e.Field]
			f[side]++
			fields[e.Field] = f
		}
	}
	for _, r := range set.Reports {
		if !even(r.ID) {
			continue
		}
		gold := byID[set.Gold[r.ID]]
		if gold == nil {
			continue
		}
		count(m, 0, gold, r)
		for range 40 {
			same := byEvent[gold.Event]
			if n := same[random.IntN(len(same))]; n != gold {
				count(u, 1, n, r)
			}
		}
	}
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	for k := range u {
		if _, ok := m[k]; !ok {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	for _, k := range keys {
		field, _, _ := cut(k)
		f := fields[field]
		t.Logf("%-32s m %6.0f u %6.0f  bits %+.1f", k, m[k], u[k], math.Log2((m[k]+.5)/(f[0]+1))-math.Log2((u[k]+.5)/(f[1]+1)))
	}
}

func cut(k string) (string, string, bool) {
	for i := range k {
		if k[i] == '\t' {
			return k[:i], k[i+1:], true
		}
	}
	return k, "", false
}
