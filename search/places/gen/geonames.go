package main

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/retrouve/retrouve/search/places"
)

// What is kept of the dump. Smaller places are known to the event's own list.
const (
	leastPeople      = 5000
	leastForLatin    = 30000  // towns whose names in other languages of the Latin script are kept
	leastForAnything = 100000 // towns whose names in rare scripts are kept
)

// Columns of a GeoNames dump (https://download.geonames.org/export/dump/readme.txt).
const (
	colID, colName, colASCII, colAlternates = 0, 1, 2, 3
	colLat, colLon, colFeature, colCountry  = 4, 5, 7, 8
	colPopulation, columns                  = 14, 19
)

func readTowns(path string) ([]places.Town, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var towns []places.Town
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		col := strings.Split(strings.TrimRight(lines.Text(), "\r"), "\t")
		if len(col) != columns {
			return nil, fmt.Errorf("%s: %d columns in %q", path, len(col), lines.Text())
		}
		t, ok, err := town(col)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if ok {
			towns = append(towns, t)
		}
	}
	return towns, lines.Err()
}

func town(col []string) (t places.Town, ok bool, err error) {
	people, err1 := strconv.ParseUint(col[colPopulation], 10, 32)
	id, err2 := strconv.ParseUint(col[colID], 10, 32)
	lat, err3 := strconv.ParseFloat(col[colLat], 64)
	lon, err4 := strconv.ParseFloat(col[colLon], 64)
	for _, err := range []error{err1, err2, err3, err4} {
		if err != nil {
			return t, false, err
		}
	}
	switch col[colFeature] {
	case "PPLH", "PPLCH", "PPLQ", "PPLW": // historical, abandoned, destroyed
		return t, false, nil
	case "PPLC", "PPLA": // capitals of countries and provinces
	default:
		if people < leastPeople {
			return t, false, nil
		}
	}
	t = places.Town{ID: uint32(id), Name: col[colName], Country: col[colCountry], Lat: lat, Lon: lon, Population: uint32(people)}
	t.Names = []string{col[colASCII]}
	t.Alternates = slices.DeleteFunc(strings.Split(col[colAlternates], ","), func(s string) bool { return !useful(s, people) })
	return t, len(t.Country) == 2, nil
}

// useful leaves out codes of airports, romanisations made by machines (which
// the dump has in lower case) and what takes more room than it is worth.
func useful(name string, people uint64) bool {
	first, _ := utf8.DecodeRuneInString(name)
	switch {
	case utf8.RuneCountInString(name) < 2 || strings.ContainsFunc(name, unicode.IsDigit):
		return false
	case strings.ContainsAny(name, "(،"): // Springfield, Illinois
		return false
	case strings.HasPrefix(name, "Lungsod ") || strings.HasSuffix(name, " ош") || strings.HasSuffix(name, " хот"): // "city of"
		return false
	case unicode.Is(unicode.Latin, first) || first < utf8.RuneSelf:
		return people >= leastForLatin && unicode.IsUpper(first) && name != strings.ToUpper(name)
	case unicode.In(first, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew, unicode.Greek, unicode.Han, unicode.Katakana,
		unicode.Hiragana, unicode.Hangul, unicode.Armenian, unicode.Georgian, unicode.Devanagari, unicode.Thai, unicode.Bengali):
		return true
	}
	return people >= leastForAnything && unicode.IsLetter(first)
}
