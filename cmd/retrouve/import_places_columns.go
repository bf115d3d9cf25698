package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/places"
)

// placeColumns are the columns of an import of places.
var placeColumns = []column{
	{name: "name", aliases: "nom place lieu libelle"},
	{name: "alternate_names", aliases: "alternate_name aliases other_names autres_noms"},
	{name: "kind", aliases: "type category categorie nature"},
	{name: "area", aliases: "town city ville commune quartier"},
	{name: "lat", aliases: "latitude"},
	{name: "lon", aliases: "lng long longitude"},
	{name: "position", aliases: "coordinates coordonnees gps geo_point lat_lon"},
	{name: "radius_m", aliases: "radius rayon"},
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

// eventPlace reads one line.
func eventPlace(rec record) (p registry.EventPlace, err error) {
	if rec.err != nil {
		return p, rec.err
	}
	p.Name = strings.ReplaceAll(rec.values["name"], "\n", " ")
	p.Area = strings.ReplaceAll(rec.values["area"], "\n", " ")
	p.Alternates = strings.FieldsFunc(rec.values["alternate_names"], func(c rune) bool { return c == '\n' || c == ';' || c == '|' })
	p.Kind = placeKind(rec.values["kind"])
	p.Point, err = placePoint(rec.values)
	return p, err
}

// placeKind returns the kind that a word stands for, and the word itself where
// it stands for none, which the registry refuses.
func placeKind(word string) registry.PlaceKind {
	folded := foldHeader(word)
	for kind, words := range placeKinds {
		if slices.Contains(strings.Fields(words), folded) {
			return kind
		}
	}
	return registry.PlaceKind(word)
}

// placePoint reads a position from one column or from two, and its radius.
func placePoint(values map[string]string) (p registry.Point, err error) {
	lat, lon, pos := values["lat"], values["lon"], values["position"]
	switch {
	case lat != "" && lon != "":
		if p.Lat, err = decimal("lat", lat); err == nil {
			p.Lon, err = decimal("lon", lon)
		}
	case lat != "" || lon != "":
		err = errors.New("lat and lon belong together: it has only one of them")
	case pos != "":
		var ok bool
		if p, ok = places.ParsePoint(pos); !ok {
			err = fmt.Errorf("the position %q cannot be read (write 48.8738, 2.3681, for example)", pos)
		}
		p.Radius = 0 // the precision of the digits says nothing about the place
	default:
		err = errors.New("it has no position: fill in lat and lon")
	}
	if r := values["radius_m"]; r != "" && err == nil {
		p.Radius, err = decimal("radius_m", r)
	}
	return p, err
}

// decimal reads a number with a point or a comma.
func decimal(col, s string) (float64, error) {
	f, err := strconv.ParseFloat(strings.Replace(registry.FoldDigits(s), ",", ".", 1), 64)
	if err != nil || f != f {
		return 0, fmt.Errorf("%s is %q, which is not a number", col, s)
	}
	return f, nil
}
