package match

import (
	"math"
	"strings"
)

// Fact is a kind of value that agrees the less surely the more people have it, as
// Newcombe weighed surnames ("Automatic linkage of vital records", Science 130,
// 1959).
type Fact int

// The facts whose frequency counts.
const (
	FactName Fact = iota // a whole name
	FactWord             // a word of a name
	FactYear             // a year of birth
	FactTown             // the town of the home
	FactPost             // the first part of its postcode, see PostArea
	FactLook             // what a description mentions, as Looks has it
)

// usualRarity is how many bits a value is taken to be worth that nobody counted.
func usualRarity(f Fact, value string) float64 {
	switch f {
	case FactYear:
		return 6
	case FactTown, FactPost:
		return 4
	case FactLook:
		if strings.Contains(value, "=") {
			return 5.2 // a thing and its colour
		}
		return 2.6
	}
	return 7
}

// smallCrowd is below how many people counting says little: as many as are missing
// from it are taken to be like people elsewhere.
const smallCrowd = 50

// rarity is how many bits it is worth that two people share values: log2 of the
// number of people among whom one has them all.
func (o Options) rarity(f Fact, values ...string) float64 {
	usual := 0.0
	for _, v := range values {
		usual += usualRarity(f, v)
	}
	if o.Having == nil {
		return usual
	}
	with, of := o.Having(f, values...)
	share, all := float64(max(with, 1)), float64(max(of, 1))
	if all < smallCrowd {
		share, all = share+(smallCrowd-all)*math.Exp2(-usual), smallCrowd
	}
	return max(math.Log2(all/share), 0)
}
