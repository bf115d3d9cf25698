package table

import (
	"bufio"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/retrouve/retrouve/registry"
)

// PlaceColumns are the columns of a list of places; docs/import.md explains each.
func PlaceColumns() []Column {
	return []Column{
		{"name", "nom place lieu libelle"},
		{"alternate_names", "alternate_name aliases other_names autres_noms"},
		{"kind", "type category categorie nature"},
		{"area", "town city ville commune quartier"},
		{"lat", "latitude"},
		{"lon", "lng long longitude"},
		{"position", "coordinates coordonnees gps geo_point lat_lon"},
		{"radius_m", "radius rayon"},
	}
}

// placeKinds are the words for each kind, folded as headers are.
var placeKinds = map[registry.PlaceKind]string{
	registry.PlaceHospital: "hospital hopital clinic clinique chu",
	registry.PlaceStation:  "station gare metro train_station railway_station",
	registry.PlaceHall:     "hall salle stadium stade venue theatre",
	registry.PlaceDistrict: "district quartier arrondissement neighbourhood neighborhood",
	registry.PlaceLandmark: "landmark monument square",
	registry.PlaceShelter:  "shelter abri refuge camp gymnase evacuation_centre",
}

// Places are the places of a list, and where in it each was.
type Places struct {
	List    []registry.EventPlace
	Lines   []int // of each place
	Refused []BadLine
	Unknown []string // headers that mean nothing here
}

// BadLine is a line that was refused, and why.
type BadLine struct {
	Line int
	Err  error
}

// PlaceReader reads lists of places.
type PlaceReader struct {
	// Point reads a position as people write it; its radius is not used.
	Point func(string) (registry.Point, bool)
	// Each is told after every line; nil: nobody is.
	Each func()
}

// Read reads a list of places from decoded text. A line that is no place is
// refused and the others are read. A list longer than an event can have, or with as
// many lines that are no place, is not read to its end.
func (p PlaceReader) Read(text *bufio.Reader) (out Places, err error) {
	r, err := New(text, NewVocabulary(PlaceColumns()))
	if err != nil {
		return out, err
	}
	if known, _ := r.Columns(); Headed(r) {
		if err := checkPlaceColumns(known); err != nil {
			return out, err
		}
	}
	for {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			_, out.Unknown = r.Columns()
			return out, nil
		}
		if err == nil {
			err = p.add(&out, rec)
		}
		if err != nil {
			return out, err
		}
		if p.Each != nil {
			p.Each()
		}
	}
}

// add takes a place, or refuses its line.
func (p PlaceReader) add(out *Places, rec Record) error {
	place, err := p.place(rec)
	if err != nil {
		out.Refused = append(out.Refused, BadLine{rec.Line, err})
	} else {
		out.List, out.Lines = append(out.List, place), append(out.Lines, rec.Line)
	}
	if max(len(out.List), len(out.Refused)) > registry.MaxEventPlaces {
		var p registry.Problems
		p.Add("places", "too_many", "max", registry.MaxEventPlaces)
		return p
	}
	return nil
}

// checkPlaceColumns refuses a table that cannot hold a single place.
func checkPlaceColumns(names []string) error {
	has := func(name string) bool { return slices.Contains(names, name) }
	switch {
	case !has("name"):
		return file("no_name")
	case !has("position") && !(has("lat") && has("lon")):
		return file("no_position")
	}
	return nil
}

func (p PlaceReader) place(rec Record) (e registry.EventPlace, err error) {
	if rec.Err != nil {
		return e, rec.Err
	}
	e.Name = strings.ReplaceAll(rec.Values["name"], "\n", " ")
	e.Area = strings.ReplaceAll(rec.Values["area"], "\n", " ")
	e.Alternates = strings.FieldsFunc(rec.Values["alternate_names"], func(c rune) bool { return c == '\n' || c == ';' || c == '|' })
	e.Kind = placeKind(rec.Values["kind"])
	e.Point, err = p.point(rec.Values)
	return e, err
}

// placeKind returns the kind that a word stands for, and the word itself where
// it stands for none, which the registry refuses.
func placeKind(word string) registry.PlaceKind {
	folded := Fold(word)
	for kind, words := range placeKinds {
		if slices.Contains(strings.Fields(words), folded) {
			return kind
		}
	}
	return registry.PlaceKind(word)
}

// point reads a position from one column or from two, and its radius.
func (p PlaceReader) point(values map[string]string) (pt registry.Point, err error) {
	lat, lon, pos := values["lat"], values["lon"], values["position"]
	switch {
	case lat != "" && lon != "":
		if pt.Lat, err = decimal("lat", lat); err == nil {
			pt.Lon, err = decimal("lon", lon)
		}
	case lat != "" || lon != "":
		err = badLine("half")
	case pos != "":
		var ok bool
		if pt, ok = p.Point(pos); !ok {
			err = badLine("position", "text", pos)
		}
		pt.Radius = 0 // the precision of the digits says nothing about the place
	default:
		err = badLine("no_position")
	}
	if r := values["radius_m"]; r != "" && err == nil {
		pt.Radius, err = decimal("radius_m", r)
	}
	return pt, err
}

// decimal reads a number with a point or a comma.
func decimal(col, s string) (float64, error) {
	f, err := strconv.ParseFloat(strings.Replace(registry.FoldDigits(s), ",", ".", 1), 64)
	if err != nil || f != f {
		return 0, badLine("number", "column", col, "text", s)
	}
	return f, nil
}
