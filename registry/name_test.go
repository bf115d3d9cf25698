package registry_test

import (
	"math"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

func TestScriptOf(t *testing.T) {
	tests := map[string]string{
		"":                "",
		"123 -":           "",
		"Zoë Müller":      "Latn",
		"محمد علی":        "Arab",
		"Иван":            "Cyrl",
		"Νίκος":           "Grek",
		"דוד":             "Hebr",
		"阮氏红":             "Hani",
		"김민수":             "Hang",
		"さくら":             "Jpan",
		"山田 太郎 カナ":        "Jpan",
		"राम":             "Deva",
		"สมชาย":           "Thai",
		"আনা":             "Beng",
		"Иван I":          "Cyrl",
		"Dr. Мария Ивано": "Cyrl",
	}
	for in, want := range tests {
		if got := registry.ScriptOf(in); got != want {
			t.Errorf("ScriptOf(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNewName(t *testing.T) {
	n := registry.NewName("  Ana\u202e  Reis ", registry.NameNick)
	if n != (registry.Name{Full: "Ana Reis", Script: "Latn", Kind: registry.NameNick}) {
		t.Errorf("NewName = %+v", n)
	}
}

func TestNameMasked(t *testing.T) {
	tests := []struct {
		in   registry.Name
		want string
	}{
		{registry.Name{Full: "Ana Lúcia Reis", Given: "Ana Lúcia", Family: "Reis"}, "Ana"},
		{registry.Name{Full: "Ana Lúcia Reis"}, "A. L. R."},
		{registry.Name{Full: "élodie (dite 2) d'Arc"}, "É. D. D."},
		{registry.Name{Full: "محمد علی"}, "م. ع."},
		{registry.Name{Full: "阮氏红"}, "阮."},
		{registry.Name{Full: "42 -"}, ""},
		{registry.Name{}, ""},
	}
	for _, tt := range tests {
		tt.in.Script, tt.in.By = "Latn", "a neighbour"
		got := tt.in.Masked()
		if got.Full != tt.want || got.Given+got.Family+got.By != "" || got.Script != "Latn" {
			t.Errorf("%q masked is %q, given %q, family %q, by %q", tt.in.Full, got.Full, got.Given, got.Family, got.By)
		}
	}
}

func TestKilometres(t *testing.T) {
	paris, lyon := registry.Point{Lat: 48.8566, Lon: 2.3522}, registry.Point{Lat: 45.7640, Lon: 4.8357}
	tests := []struct {
		name  string
		a, b  registry.Point
		km, d float64
	}{
		{"nowhere", paris, paris, 0, 0},
		{"Paris and Lyon", paris, lyon, 392, 1},
		{"over the date line", registry.Point{Lat: 0, Lon: 179.5}, registry.Point{Lat: 0, Lon: -179.5}, 111.2, 0.1},
		{"pole to pole", registry.Point{Lat: 90}, registry.Point{Lat: -90, Lon: 77}, 20015, 1},
		{"round the globe", registry.Point{Lat: 0, Lon: 0}, registry.Point{Lat: 0, Lon: 180}, 20015, 1},
	}
	for _, tt := range tests {
		if got := registry.Kilometres(tt.a, tt.b); math.Abs(got-tt.km) > tt.d || got != registry.Kilometres(tt.b, tt.a) {
			t.Errorf("%s: %.1f km, want %.1f", tt.name, got, tt.km)
		}
	}
}

func TestPointValid(t *testing.T) {
	for p, want := range map[registry.Point]bool{
		{}:                           true,
		{Lat: -90, Lon: 180}:         true,
		{Lat: 48, Lon: 2, Radius: 9}: true,
		{Lat: 90.1}:                  false,
		{Lon: -180.1}:                false,
		{Radius: -1}:                 false,
		{Radius: math.Inf(1)}:        false,
		{Lat: math.NaN()}:            false,
		{Lon: math.Inf(-1)}:          false,
	} {
		if p.Valid() != want {
			t.Errorf("%+v: valid is %v", p, !want)
		}
	}
}

func TestRecordIDValid(t *testing.T) {
	long := registry.RecordID("a.org/" + string(make([]byte, 2000)))
	for id, want := range map[registry.RecordID]bool{
		"example.org/person.1": true, "example.org/p/2": true, "example.org/é": true,
		"": false, "example.org": false, "/1": false, "example.org/": false, "Example.org/1": false,
		"example.org/a b": false, "example.org/a\x00": false, "example.org/a\u2028b": false, long: false,
	} {
		if id.Valid() != want {
			t.Errorf("%.30q: valid is %v", string(id), !want)
		}
	}
}
