package places

import (
	"fmt"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

func TestResolve(t *testing.T) {
	at := func(name string, lat, lon float64, alternates ...string) registry.EventPlace {
		return registry.EventPlace{ID: registry.EventPlaceID(name), Name: name, Alternates: alternates, Point: registry.Point{Lat: lat, Lon: lon}}
	}
	list := []registry.EventPlace{
		at("Hôpital Saint-Louis", 48.8738, 2.3681, "St Louis", "AP-HP Saint Louis", "مستشفى سان لوي"),
		at("Bataclan", 48.8630, 2.3708, "Le Bataclan"),
		at("Gare de Lyon", 48.8443, 2.3744),
		at("Paris 11e", 48.8590, 2.3790, "11e arrondissement", "11th arrondissement"),
		at("Mairie", 48.85, 2.37), at("La Mairie", 48.86, 2.38),
	}
	paris := registry.Point{Lat: 48.8566, Lon: 2.3522}
	caracas := registry.Point{Lat: 10.48, Lon: -66.90}
	for _, c := range []struct {
		text string
		near *registry.Point
		want string
	}{
		{"48.8630, 2.3708", &paris, " 1.00"},
		{"hopital saint louis", &paris, "Hôpital Saint-Louis! 1.00"},
		{"St-Louis", &paris, "Hôpital Saint-Louis! 1.00"},
		{"مستشفى سان لوي", &paris, "Hôpital Saint-Louis! 1.00"},
		{"devant le Bataclan, Paris", &paris, "Bataclan! 0.90"},
		{"gare de lyon", &paris, "Gare de Lyon! 1.00"},
		{"à la gare de Lyon, à côté du Bataclan", &paris, "Gare de Lyon! 0.90, Bataclan! 0.90"},
		{"11e arrondissement", &paris, "Paris 11e! 1.00"},
		{"paris 11E", &paris, "Paris 11e! 1.00"},
		{"Batacln", &paris, "Bataclan! 0.74"},
		{"mairie", &paris, "Mairie! 1.00, La Mairie! 1.00"},
		{"Lyon", &paris, "Lyon 1.00"},
		{"Londres", nil, "London 1.00"},
		{"Marsielle", &paris, "Marseille"},
		{"Marsielle, France", &paris, "Marseille"},
		{"Grenobel", nil, "Grenoble"},
		{"Харкыв", nil, "Kharkiv"},
		{"Valencia", &caracas, "Valencia 1.00"},
		{"seen in Toulouse on Friday", &paris, "Toulouse 0.90"},
		{"xqzzw", &paris, ""},
		{"", &paris, ""},
		{"11e", &paris, ""},
	} {
		got := ""
		for i, g := range NewResolver(list, c.near).Resolve(c.text) {
			if i > 0 && g.Score < 0.88 {
				break
			}
			if i > 0 {
				got += ", "
			}
			got += g.Name
			if g.Known {
				got += "!"
			}
			got += fmt.Sprintf(" %.2f", g.Score)
		}
		if len(got) < len(c.want) || got[:len(c.want)] != c.want || c.want == "" && got != "" {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestResolveNear(t *testing.T) {
	for text, near := range map[string]map[string]registry.Point{
		"Valencia": {"VE": {Lat: 10.48, Lon: -66.9}, "ES": {Lat: 40.4, Lon: -3.7}},
		"Tripoli":  {"LB": {Lat: 33.9, Lon: 35.5}, "LY": {Lat: 32.7, Lon: 22.6}},
		"Lille":    {"FR": {Lat: 48.9, Lon: 2.3}},
	} {
		for country, p := range near {
			got := NewResolver(nil, &p).Resolve(text)
			if len(got) == 0 || got[0].Country != country {
				t.Errorf("%s near %v: %v", text, p, got)
			}
		}
	}
}
