package places

import (
	"compress/gzip"
	"encoding/binary"
	"io"
	"math"
	"slices"
)

// Town is one line of the gazetteer as Pack takes it.
type Town struct {
	ID         uint32 // of GeoNames
	Name       string // as shown
	Country    string // ISO 3166-1 alpha-2
	Lat, Lon   float64
	Population uint32
	Names      []string // as good as Name: of a language or a trusted source
	Alternates []string // in any language, of any quality
}

// Pack writes the gazetteer that Load reads; program gen calls it. Countries are
// all names of each country by its code. Towns are sorted, the largest first.
func Pack(w io.Writer, towns []Town, countries map[string][]string) error {
	slices.SortStableFunc(towns, func(a, b Town) int { return int(b.Population) - int(a.Population) })
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	parts := append(packTowns(towns), packTable(townKeys(towns)), packTable(countryKeys(countries)))
	if _, err := io.WriteString(z, magic); err != nil {
		return err
	}
	for _, b := range parts {
		if _, err := z.Write(append(binary.LittleEndian.AppendUint32(nil, uint32(len(b))), b...)); err != nil {
			return err
		}
	}
	return z.Close()
}

// packTowns makes a column of each field, which packs tighter than records.
func packTowns(towns []Town) [][]byte {
	le := binary.LittleEndian
	columns := make([][]byte, sections-2)
	for _, t := range towns {
		columns[0] = le.AppendUint32(columns[0], t.ID)
		columns[1] = le.AppendUint32(columns[1], uint32(math.Round((t.Lat+90)*degree)))
		columns[2] = le.AppendUint32(columns[2], uint32(math.Round((t.Lon+180)*degree)))
		columns[3] = le.AppendUint32(columns[3], t.Population)
		columns[4] = append(columns[4], t.Country[:2]...)
		columns[5] = append(append(columns[5], t.Name...), '\n')
	}
	return columns
}

// townKeys lists the keys of all towns; entries are sorted, so that the largest
// town of a name comes first.
func townKeys(towns []Town) []pair {
	keys := map[string][]uint64{}
	for i, t := range towns {
		for n, name := range slices.Concat([]string{t.Name}, t.Names, t.Alternates) {
			key, article := Key(name)
			if len(key) == 0 || len(key) > maxKey {
				continue
			}
			e := newEntry(i, n > len(t.Names), article)
			if list := keys[key]; !slices.Contains(list, e) && !slices.Contains(list, e&^alternate) {
				keys[key] = append(list, e)
			}
		}
	}
	return pairs(keys)
}

func countryKeys(countries map[string][]string) []pair {
	keys := map[string][]uint64{}
	for code, list := range countries {
		e := uint64(code[0])<<8 | uint64(code[1])
		for _, name := range list {
			if key, _ := Key(name); key != "" && !slices.Contains(keys[key], e) {
				keys[key] = append(keys[key], e)
			}
		}
	}
	return pairs(keys)
}

func pairs(keys map[string][]uint64) []pair {
	out := make([]pair, 0, len(keys))
	for k, e := range keys {
		slices.Sort(e)
		out = append(out, pair{k, e})
	}
	return out
}
