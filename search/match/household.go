package match

import (
	"strings"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/names"
)

// shortHousehold is up to how many letters and digits a number of a household may
// be one that each list counts by itself: 12 here is not 12 there.
const shortHousehold = 3

// compareHouseholds counts the same number in a register of families. Another
// number says nothing: it may be of another register. What the same home weighs
// is taken off, since a household has one.
func compareHouseholds(n *registry.Notice, r *registry.Report) (registry.Evidence, bool) {
	code := strings.Join(names.Words(n.Person.Household), "")
	if names.Len(code) <= shortHousehold || code != strings.Join(names.Words(r.Person.Household), "") {
		return none()
	}
	bits := float64(householdSame)
	if home, ok := compareHomes(n, r, Options{}); ok {
		bits = max(bits-max(home.Bits, 0), 0)
	}
	return registry.Evidence{Field: "household", Code: "same", Bits: bits, Args: map[string]string{"notice": n.Person.Household}}, true
}
