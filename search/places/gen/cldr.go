package main

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/retrouve/retrouve/search/places"
)

// languages are those whose names of cities and countries are taken from CLDR.
func languages() []string {
	return strings.Fields("en fr es pt it de nl pl ru uk ar fa he tr el zh zh-Hant ja ko hi th ro hu cs sv da")
}

// namer adds names to towns.
type namer struct {
	towns []places.Town
	named map[string][]int // towns by key, the largest first
}

func newNamer(towns []places.Town) *namer {
	n := &namer{towns: towns, named: map[string][]int{}}
	for i, t := range towns {
		for _, name := range slices.Concat([]string{t.Name}, t.Names, t.Alternates) {
			key, _ := places.Key(name)
			if !slices.Contains(n.named[key], i) {
				n.named[key] = append(n.named[key], i)
			}
		}
	}
	for _, list := range n.named {
		slices.SortStableFunc(list, func(a, b int) int { return int(towns[b].Population) - int(towns[a].Population) })
	}
	return n
}

// largest finds the largest town of a name in a country.
func (n *namer) largest(name, country string) (*places.Town, bool) {
	key, _ := places.Key(name)
	for _, i := range n.named[key] {
		if n.towns[i].Country == country {
			return &n.towns[i], true
		}
	}
	return nil, false
}

// cldrCities adds the exemplar cities of time zones. A zone is named for a city,
// and the table of Windows zones tells its country.
func (n *namer) cldrCities(sources string) error {
	country, err := zoneCountries(sources)
	if err != nil {
		return err
	}
	english, err := exemplars(sources, "en")
	if err != nil {
		return err
	}
	for _, lang := range languages() {
		cities, err := exemplars(sources, lang)
		if err != nil {
			return err
		}
		for zone, name := range cities {
			known, ok := english[zone]
			if !ok {
				known = strings.ReplaceAll(path.Base(zone), "_", " ")
			}
			if t, ok := n.largest(known, country[zone]); ok && !slices.Contains(t.Names, name) {
				t.Names = append(t.Names, name)
			}
		}
	}
	for i := range n.towns {
		slices.Sort(n.towns[i].Names) // maps have no order, and the table must
	}
	return nil
}

func zoneCountries(sources string) (map[string]string, error) {
	var doc struct {
		Supplemental struct {
			WindowsZones struct {
				MapTimezones []struct {
					MapZone struct {
						Type      string `json:"_type"`
						Territory string `json:"_territory"`
					} `json:"mapZone"`
				} `json:"mapTimezones"`
			} `json:"windowsZones"`
		} `json:"supplemental"`
	}
	err := read(&doc, sources, "cldr-core", "supplemental", "windowsZones.json")
	out := map[string]string{}
	for _, m := range doc.Supplemental.WindowsZones.MapTimezones {
		if t := m.MapZone.Territory; t != "001" && t != "ZZ" {
			for zone := range strings.FieldsSeq(m.MapZone.Type) {
				out[zone] = t
			}
		}
	}
	return out, err
}

// exemplars returns the city of each zone in a language.
func exemplars(sources, lang string) (map[string]string, error) {
	var doc struct {
		Main map[string]struct {
			Dates struct {
				TimeZoneNames struct {
					Zone map[string]any `json:"zone"`
				} `json:"timeZoneNames"`
			} `json:"dates"`
		} `json:"main"`
	}
	err := read(&doc, sources, "cldr-dates-full", "main", lang, "timeZoneNames.json")
	out := map[string]string{}
	gather(out, "", doc.Main[lang].Dates.TimeZoneNames.Zone)
	return out, err
}

// gather walks the tree that CLDR makes of the slashes in the name of a zone.
func gather(out map[string]string, prefix string, tree map[string]any) {
	for name, v := range tree {
		inner, ok := v.(map[string]any)
		if !ok {
			continue
		}
		if city, ok := inner["exemplarCity"].(string); ok {
			out[prefix+name] = city
			continue
		}
		gather(out, prefix+name+"/", inner)
	}
}

func cldrCountries(sources string) (map[string][]string, error) {
	out := map[string][]string{}
	for _, lang := range languages() {
		var doc struct {
			Main map[string]struct {
				LocaleDisplayNames struct {
					Territories map[string]string `json:"territories"`
				} `json:"localeDisplayNames"`
			} `json:"main"`
		}
		if err := read(&doc, sources, "cldr-localenames-full", "main", lang, "territories.json"); err != nil {
			return nil, err
		}
		for code, name := range doc.Main[lang].LocaleDisplayNames.Territories {
			country, _, _ := strings.Cut(code, "-") // CZ-alt-variant
			// Regions have numbers; ZZ and the like stand for no country.
			if len(country) == 2 && !slices.Contains([]string{"ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"}, country) {
				out[country] = append(out[country], name)
			}
		}
	}
	return out, nil
}

func read(into any, elements ...string) error {
	b, err := os.ReadFile(filepath.Join(elements...))
	if err != nil {
		return err
	}
	return json.Unmarshal(b, into)
}
