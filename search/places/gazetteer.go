package places

import (
	"bytes"
	"compress/gzip"
	_ "embed" // for the table of towns
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strconv"
	"sync"

	"github.com/retrouve/retrouve/registry"
)

//go:generate go run ./gen

//go:embed towns.gz
var packed []byte

// gazetteer is the unpacked table. A town is a number; the largest has 0. The
// columns have one value for each town.
type gazetteer struct {
	ids, lats, lons, people []byte // uint32, little-endian; see packTowns
	lands                   []byte // two letters
	shown                   []byte // the names, a line for each
	ends                    []uint32
	towns                   table
	countries               table
}

const (
	magic    = "places1\n"
	sections = 8
	degree   = 1000 // units of a coordinate: towns are known to 100 m
	maxKey   = 100  // bytes; no town is called more
)

// An entry of the table of towns is the number of the town and two flags.
const (
	alternate  = 1 << iota // not its name but what some call it
	hasArticle             // the name begins with an article that the key leaves out
	entryShift = iota
)

func newEntry(town int, isAlternate, article bool) uint64 {
	e := uint64(town) << entryShift
	if isAlternate {
		e |= alternate
	}
	if article {
		e |= hasArticle
	}
	return e
}

var loaded = sync.OnceValue(func() *gazetteer {
	g, err := unpack(packed)
	if err != nil {
		panic("places: the program is damaged: " + err.Error())
	}
	return g
})

// Load unpacks the table, if nobody has asked for a place before. It takes some
// 50 ms, which a server should spend before it serves.
func Load() { loaded() }

func unpack(b []byte) (*gazetteer, error) {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	size := 0
	if len(b) >= 4 { // a gzip file ends with the length of what it holds
		size = int(binary.LittleEndian.Uint32(b[len(b)-4:]))
	}
	buf := bytes.NewBuffer(make([]byte, 0, min(size, 1<<26)+bytes.MinRead))
	if _, err := io.Copy(buf, z); err != nil {
		return nil, err
	}
	rest, ok := bytes.CutPrefix(buf.Bytes(), []byte(magic))
	if !ok {
		return nil, errors.New("it holds no table of towns")
	}
	var parts [sections][]byte
	for i := range parts {
		if len(rest) < 4 || len(rest[4:]) < int(binary.LittleEndian.Uint32(rest)) {
			return nil, errors.New("the table of towns is cut off")
		}
		n := 4 + int(binary.LittleEndian.Uint32(rest))
		parts[i], rest = rest[4:n:n], rest[n:]
	}
	g := &gazetteer{ids: parts[0], lats: parts[1], lons: parts[2], people: parts[3], lands: parts[4], shown: parts[5]}
	g.ends = make([]uint32, 0, len(g.ids)/4)
	for i, c := range g.shown {
		if c == '\n' {
			g.ends = append(g.ends, uint32(i))
		}
	}
	var err1, err2 error
	g.towns, err1 = openTable(parts[6])
	g.countries, err2 = openTable(parts[7])
	return g, errors.Join(err1, err2)
}

// Place is a town, or a place of an event.
type Place struct {
	Key        string         // "g" and the number of GeoNames, or the id of the place of an event
	Name       string         // as shown
	Country    string         // ISO 3166-1 alpha-2; "" for a place of an event
	Point      registry.Point // its middle, with the radius of the town
	Population int            // 0 where it is not known
}

func number(column []byte, i int) int { return int(binary.LittleEndian.Uint32(column[4*i:])) }

func (g *gazetteer) key(i int) string { return "g" + strconv.Itoa(number(g.ids, i)) }

func (g *gazetteer) population(i int) int { return number(g.people, i) }

func (g *gazetteer) country(i int) string { return string(g.lands[2*i : 2*i+2]) }

func (g *gazetteer) name(i int) string {
	from := uint32(0)
	if i > 0 {
		from = g.ends[i-1] + 1
	}
	return string(g.shown[from:g.ends[i]])
}

func (g *gazetteer) point(i int) registry.Point {
	return registry.Point{
		Lat: float64(number(g.lats, i)-90*degree) / degree, Lon: float64(number(g.lons, i)-180*degree) / degree,
		Radius: radius(g.population(i)),
	}
}

func (g *gazetteer) place(i int) Place {
	return Place{Key: g.key(i), Name: g.name(i), Country: g.country(i), Point: g.point(i), Population: g.population(i)}
}

// radius guesses how far a town reaches, in metres: a disc with the 4,000 people
// a square kilometre that are usual in cities, between 1 and 25 km.
func radius(population int) float64 {
	const perSquareKM = 4000
	return 1000 * math.Round(min(max(math.Sqrt(float64(population)/perSquareKM/math.Pi), 1), 25))
}
