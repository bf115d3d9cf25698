package httpapi

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// town is a simulated register with the searches that people make in it: of a
// hundred thousand people each has one of many names, some names are of hundreds.
type town struct {
	rng   *rand.Rand
	names []int   // of each record
	alike [][]int // records of each name
}

// namesInTown is how many whole names there are; ten of them are of one person in
// a hundred each.
const namesInTown = 40_000

func newTown(seed uint64) *town {
	w := &town{rng: rand.New(rand.NewPCG(seed, 3)), names: make([]int, register), alike: make([][]int, namesInTown)}
	common := rand.NewZipf(w.rng, 1.2, 40, namesInTown-1)
	for i := range w.names {
		n := int(common.Uint64())
		w.names[i] = n
		w.alike[n] = append(w.alike[n], i)
	}
	return w
}

// search finds who has the whole name of a person, and then people with half of
// it, eight on a page, in the same order for everybody.
func (w *town) search(person int) (list []find) {
	name := w.names[person]
	add := func(id int, named bool) {
		if len(list) < 8 {
			list = append(list, find{registry.Reference(strconv.Itoa(id)), named})
		}
	}
	add(person, true) // the likeness of place and age puts the one who is meant first
	for _, id := range w.alike[name] {
		if id != person {
			add(id, true)
		}
	}
	for k := 1; len(list) < 8; k++ {
		for _, id := range w.alike[(name+k)%namesInTown] {
			add(id, false)
		}
	}
	return list
}

// half finds people by half of a name.
func (w *town) half(person int) []find {
	list := w.search(person)
	for i := range list {
		list[i].named = false
	}
	return list
}

// address is where a visitor comes from: half of them share one of 400 addresses
// of mobile networks.
func (w *town) address(i int) string {
	if w.rng.IntN(2) == 0 {
		n := w.rng.IntN(400)
		return fmt.Sprintf("100.%d.%d.9", 64+n/200, n%200)
	}
	return fmt.Sprintf("80.%d.%d.%d", i>>8&255, i&255, 1+w.rng.IntN(250))
}

// asked is how many honest visitors there were, how many had to work to see
// somebody whose whole name they typed, and what became of their searches.
type asked struct {
	visitors, worked, searches, stopped, offered int
	halves, met                                  int // who know half a name only, and who meet whom they look for, for a proof where one helps
}

// crowd lets visitors come in an hour, each with three to ten searches: by the name
// of somebody whom many look for, or of their own person, sometimes by half a name.
// After each of them something else may happen.
func (w *town) crowd(b *brakes, visitors int, from time.Time, then func(now time.Time)) (a asked) {
	hot := make([]int, 100)
	for i := range hot {
		hot[i] = w.rng.IntN(register)
	}
	known := rand.NewZipf(w.rng, 1.1, 5, uint64(len(hot)-1))
	for i := range visitors {
		now := from.Add(time.Duration(i) * time.Hour / time.Duration(visitors))
		address, own, stopped := w.address(i), w.rng.IntN(register), a.stopped
		half, met := w.rng.IntN(10) == 0, false
		for range 3 + w.rng.IntN(8) {
			var list []find
			switch n := w.rng.IntN(10); {
			case n < 5:
				list = w.search(hot[known.Uint64()])
			case n < 9 && !half:
				list = w.search(own)
			default:
				list = w.half(own)
			}
			got := b.find(address, "", list, now)
			a.searches++
			if half && !list[0].named {
				if !got.shown[list[0].ref] && got.sold && b.proved(address, now) {
					got = b.find(address, "", list, now)
				}
				met = met || got.shown[list[0].ref]
			}
			if list[0].named && !got.shown[list[0].ref] {
				a.stopped++
			} else if got.named+got.leafed > 0 {
				a.offered++
			}
		}
		if a.visitors++; a.stopped > stopped {
			a.worked++
		}
		if half {
			a.halves++
		}
		if met {
			a.met++
		}
		then(now)
	}
	return a
}

func (a asked) share() float64 { return float64(a.worked) / float64(a.visitors) }

// TestHonestCrowd: ten thousand people who come within an hour find whom they look
// for by name, and hardly ever have to work for it: on an ordinary day, after a
// thousand addresses tried to copy the register, and while they do. Most of those who
// know half a name meet whom they look for too, for a proof, unless somebody leafs.
func TestHonestCrowd(t *testing.T) {
	leafs := scraper{addresses: 1000, pays: true, waits: true}
	knows := scraper{addresses: 1000, names: true, pays: true, waits: true}
	for _, c := range []struct {
		name          string
		before, while scraper
		visitors      int
		below         float64
		met           float64 // at least, of those who know half a name
	}{
		{"on an ordinary day", scraper{}, scraper{}, 10_000, 0.02, 0.9},
		{"on a quiet day", scraper{}, scraper{}, 300, 0.2, 0.9}, // those who come first: whom many look for is not known yet
		{"after 1,000 addresses leafed for a day", leafs, scraper{}, 10_000, 0.02, 0.9},
		{"after 1,000 that know names did", knows, scraper{}, 10_000, 0.02, 0.9},
		{"while 1,000 addresses leaf", scraper{}, leafs, 10_000, 0.02, 0.15},
		{"while 1,000 that know names copy", scraper{}, knows, 10_000, 0.6, 0.5}, // they take what is free; others work, and find
	} {
		b, from := newBrakes(access.Rules{}), noon
		if c.before.addresses > 0 {
			c.before.day(b, from)
			from = from.Add(access.ViewDay)
		}
		var h haul
		ask, i := c.while.asker(b, &h), 0
		a := newTown(7).crowd(b, c.visitors, from, func(now time.Time) {
			if c.while.addresses > 0 {
				ask(i%c.while.addresses, now)
				i++
			}
		})
		t.Logf("%-40s of %d visitors %.1f %% must work for a name; of %d searches %.1f %% wait for it, %.0f %% keep back people beside; by half a name %.0f %% meet whom they look for; the scraper: %v",
			c.name, a.visitors, 100*a.share(), a.searches, 100*float64(a.stopped)/float64(a.searches), 100*float64(a.offered)/float64(a.searches), 100*float64(a.met)/float64(a.halves), h)
		if float64(a.met) < c.met*float64(a.halves) {
			t.Errorf("%s %d of %d who know half a name meet whom they look for", c.name, a.met, a.halves)
		}
		if a.share() >= c.below {
			t.Errorf("%s %.1f %% must work", c.name, 100*a.share())
		}
	}
}
