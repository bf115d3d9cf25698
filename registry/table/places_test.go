package table

import (
	"errors"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// reads returns what a reader of places makes of a text; positions are of one
// digit, "1 2".
func reads(t *testing.T, text string) (Places, error) {
	t.Helper()
	in, err := Decode(strings.NewReader(text))
	if err != nil {
		return Places{}, err
	}
	point := func(s string) (registry.Point, bool) {
		return registry.Point{Lat: float64(s[0] - '0'), Lon: float64(s[2] - '0'), Radius: 9}, len(s) == 3 && s[1] == ' '
	}
	return PlaceReader{Point: point}.Read(in)
}

// codes are the problems of an error, as "field.code".
func codes(err error) string {
	var out []string
	p, _ := errors.AsType[registry.Problems](err)
	for _, x := range p {
		out = append(out, x.Field+"."+x.Code)
	}
	return strings.Join(out, " ")
}

func TestPlaceKinds(t *testing.T) {
	for _, kind := range registry.PlaceKinds() {
		if placeKind(string(kind)) != kind || placeKinds[kind] == "" {
			t.Errorf("the kind %s is not known", kind)
		}
	}
	for word, want := range map[string]registry.PlaceKind{"Hôpital": registry.PlaceHospital, "Railway-Station": registry.PlaceStation, "castle": "castle", "": registry.PlaceOther} {
		if got := placeKind(word); got != want {
			t.Errorf("%q is %q", word, got)
		}
	}
}

// TestReadPlaces reads what is a place and says of each other line which and why.
func TestReadPlaces(t *testing.T) {
	list, err := reads(t, "\ufeffNom;Autres noms;Type;lat;lon;gps;rayon;beds\n"+
		"A;B|C;gare;48,5;2;;150;9\n"+
		"D;;;;;3 4;;\n"+
		"E;;;1;;;;\n"+
		"F;;;north;2;;;\n"+
		"G;;;;;far;;\n"+
		"H;;;;;;;\n"+
		"I;;\n"+
		"J\xff;;;1;2;;;\n"+
		"\"K\nL\";;;1;2;;;\n"+
		"\"M;;;1;2;;;\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []registry.EventPlace{
		{Name: "A", Alternates: []string{"B", "C"}, Kind: registry.PlaceStation, Point: registry.Point{Lat: 48.5, Lon: 2, Radius: 150}},
		{Name: "D", Point: registry.Point{Lat: 3, Lon: 4}},
		{Name: "K L", Point: registry.Point{Lat: 1, Lon: 2}},
	}
	if len(list.List) != len(want) || list.Lines[0] != 2 || list.Lines[1] != 3 || list.Lines[2] != 10 {
		t.Fatalf("read %v of lines %v", list.List, list.Lines)
	}
	for i, p := range list.List {
		if w := want[i]; p.Name != w.Name || p.Kind != w.Kind || p.Point != w.Point || strings.Join(p.Alternates, ",") != strings.Join(w.Alternates, ",") {
			t.Errorf("read %+v, want %+v", p, w)
		}
	}
	bad := map[int]string{4: "line.half", 5: "line.number", 6: "line.position", 7: "line.no_position", 8: "line.columns", 9: "line.encoding", 12: "line.quote"}
	for _, b := range list.Refused {
		if got := codes(b.Err); got != bad[b.Line] {
			t.Errorf("line %d: %q", b.Line, got)
		}
		delete(bad, b.Line)
	}
	if len(bad) > 0 || strings.Join(list.Unknown, ",") != "beds" {
		t.Errorf("not refused: %v; unknown %v", bad, list.Unknown)
	}
}

// TestReadNoPlaces refuses what is no list of places as a whole.
func TestReadNoPlaces(t *testing.T) {
	for text, want := range map[string]string{
		"":                   "file.empty",
		"\n \n":              "file.empty",
		"PK\x03\x04rest":     "file.spreadsheet",
		"\x1f\x8bnot":        "file.gzip",
		"lat,lon\n1,2\n":     "file.no_name",
		"name,lat\nA,1\n":    "file.no_position",
		"name,nom,lat,lon\n": "file.twice",
		"na\xffme,lat,lon\n": "file.header",
		"name,lat,lon\n" + strings.Repeat("A,1,2\n", registry.MaxEventPlaces+1): "places.too_many",
		"name,lat,lon\n" + strings.Repeat("A\n", registry.MaxEventPlaces+1):     "places.too_many",
	} {
		if _, err := reads(t, text); codes(err) != want {
			t.Errorf("%.20q: %v, want %s", text, err, want)
		}
	}
	if list, err := reads(t, `{"name":"A","lat":1,"lon":2,"alternate_names":["B"]}`+"\n{bad\n"); err != nil || len(list.List) != 1 || codes(list.Refused[0].Err) != "line.json" {
		t.Errorf("JSON: %v, %v", list, err)
	}
}

// TestUnclosedQuotes counts what is allocated, which every look at a line adds to:
// each line is looked at a few times however many quotes are left open before it.
func TestUnclosedQuotes(t *testing.T) {
	const lines = 2 * maxRecordLines
	text := "name,lat,lon\n" + strings.Repeat("\""+strings.Repeat("a", 198)+"\n", lines) + "A,1,2\n"
	var list Places
	n := testing.AllocsPerRun(1, func() { list, _ = reads(t, text) })
	if n > 50*lines {
		t.Errorf("%.0f allocations for each line", n/lines)
	}
	if len(list.Refused) != lines || len(list.List) != 1 || codes(list.Refused[0].Err) != "line.quote" {
		t.Errorf("%d lines refused, %d places", len(list.Refused), len(list.List))
	}
}
