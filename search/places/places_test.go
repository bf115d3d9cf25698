package places

import (
	"cmp"
	"os"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// find returns the towns that the whole text can mean, at most limit.
func find(text string, limit int) (out []Place) {
	g := loaded()
	hits := g.whole(Words(text))
	for _, h := range hits[:min(len(hits), limit)] {
		out = append(out, g.place(h.town))
	}
	return out
}

func TestExonyms(t *testing.T) {
	b, err := os.ReadFile("testdata/exonyms.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		col := strings.Split(strings.TrimSpace(line), "\t")
		if len(col) != 3 {
			continue
		}
		var want Place
		for _, p := range find(col[1], 20) {
			if p.Country == col[0] && want.Key == "" {
				want = p
			}
		}
		for name := range strings.SplitSeq(col[2], "; ") {
			if got := find(name, 3); want.Key == "" || len(got) == 0 || got[0].Key != want.Key {
				t.Errorf("%s\t%s\t%s: %v", col[0], col[1], name, got)
			}
		}
	}
}

func found(list []Place) string {
	var out []string
	for _, p := range list {
		out = append(out, p.Name+"/"+p.Country)
	}
	return strings.Join(out, " ")
}

func TestFind(t *testing.T) {
	for text, want := range map[string]string{
		"Lyon":                     "Lyon/FR",
		"  LYON  ":                 "Lyon/FR",
		"havre":                    "Le Havre/FR Havre/US",
		"Le Havre":                 "Le Havre/FR Havre/US",
		"au Havre":                 "Le Havre/FR Havre/US",
		"St-Étienne":               "Saint-Étienne/FR",
		"saint etienne":            "Saint-Étienne/FR",
		"L’Aquila":                 "L'Aquila/IT",
		"Vitry s/Seine":            "Vitry-sur-Seine/FR",
		"Lyon, Frankreich":         "Lyon/FR",
		"Lyon France":              "Lyon/FR",
		"Lyon FR":                  "Lyon/FR",
		"London, Canada":           "London/CA",
		"طرابلس، لبنان":            "Tripoli/LB",
		"Paris 11e":                "Paris/FR",
		"75011 Paris":              "Paris/FR",
		"Paris 11e arrondissement": "Paris/FR",
		"11e arrondissement":       "",
		"11e":                      "",
		"Lyon, Japan":              "",
		"":                         "",
		"Bar":                      "Bar/ME",
		"nowhere at all":           "",
	} {
		got := find(text, 2)
		if want == "Paris/FR" || strings.Count(want, "/") == 1 {
			got = got[:min(len(got), 1)]
		}
		if found(got) != want {
			t.Errorf("%q: %s, want %s", text, found(got), want)
		}
	}
	if got := find("Paris", 0); len(got) != 0 {
		t.Errorf("none asked for, got %v", got)
	}
}

func TestNames(t *testing.T) {
	name := map[string]string{
		"g2988507": "Paris", "g2643743": "London", "g2996944": "Lyon", "g170063": "Aleppo", "g2998324": "Lille", "g3003796": "Le Havre",
		"g3190261": "Split", "g266826": "Tripoli", "g3530597": "Mexico", "g2960316": "Luxembourg", "g2246452": "Saint-Louis", "g5128581": "New York",
		"g1850147": "Tokyo",
	}
	for text, want := range map[string]string{
		"Londres":                             "London",
		"لندن":                                "London",
		"dernière fois au Havre":              "Le Havre",
		"Paris 11e, puis Lyon":                "Paris Lyon",
		"11e arrondissement":                  "",
		"rue de Lyon, Paris":                  "Paris",
		"12 av. de la Lille, Lyon":            "Lyon",
		"Lyon Street, Paris":                  "Paris",
		"hôpital Saint-Louis, Paris 10e":      "Paris",
		"Split, Croatia":                      "Split",
		"they split up at the bar in a green": "",
		"Tripoli (Lebanon)":                   "Tripoli",
		"Frankreich":                          "cFR",
		"Lyon, France":                        "Lyon",
		"Georgia":                             "cGE",
		"Mexico":                              "Mexico",
		"Luxembourg":                          "Luxembourg",
		"قرب مستشفى حلب":                      "Aleppo",
		"在伦敦失踪":                               "London",
		"東京駅で":                                "Tokyo",
		"last seen in New York":               "New York",
		"":                                    "",
		"the la de":                           "",
	} {
		var got []string
		for _, k := range Names(text) {
			got = append(got, cmp.Or(name[k], k))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %v (%v), want %s", text, got, Names(text), want)
		}
	}
}

func TestNamesAreBounded(t *testing.T) {
	text := strings.Repeat("London Paris Lyon Lille Berlin Tokyo Homs Alep Kyiv Gaza Valencia Tripoli ", 1000)
	if got := Names(text); len(got) != maxKeys {
		t.Errorf("%d keys", len(got))
	}
	if got := Names(strings.Repeat("x ", maxWords) + "Paris"); len(got) != 0 {
		t.Errorf("behind the last word: %v", got)
	}
}

func TestPlace(t *testing.T) {
	p := find("Paris", 1)[0]
	want := Place{Key: "g2988507", Name: "Paris", Country: "FR", Population: 2138551, Point: registry.Point{Lat: 48.853, Lon: 2.349, Radius: 13000}}
	if p != want {
		t.Errorf("%+v", p)
	}
	g := loaded()
	for i := range g.ends {
		if p := g.place(i); !p.Point.Valid() || p.Name == "" || i > 0 && p.Population > g.population(i-1) {
			t.Fatalf("%d: %+v", i, p)
		}
	}
}

func TestDamagedTable(t *testing.T) {
	for _, n := range []int{0, 3, 10, len(packed) / 2, len(packed) - 1} {
		if _, err := unpack(packed[:n]); err == nil {
			t.Errorf("the first %d bytes are read", n)
		}
	}
}
