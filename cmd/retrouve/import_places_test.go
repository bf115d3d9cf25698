package main

import (
	"os"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/table"
)

const fewPlaces = "name,kind,lat,lon\nHôpital Saint-Louis,hospital,48.8738,2.3681\nBataclan,landmark,48.8630,2.3708\n"

func TestImportPlacesInput(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		args    []string
		status  int
		want    []string // in what is printed
	}{
		"comma":           {content: fewPlaces, want: []string{"2 new, 0 updated, 0 unchanged, 0 refused"}},
		"semicolon":       {content: "\ufeffNom;Catégorie;Coordonnées\r\n\"Saint-Louis\nParis\";Hôpital;48.8738, 2.3681\r\nGare;gare;\"48°50'39\"\"N 2°22'28\"\"E\"\r\n", want: []string{"2 new"}},
		"decimal comma":   {content: "nom;lat;lon\nA;48,8738;2,3681\n", want: []string{"1 new"}},
		"gzip":            {content: zipped(fewPlaces), want: []string{"2 new"}},
		"NDJSON":          {content: `{"name":"A","lat":48.8,"lon":2.3,"alternate_names":["B","C"],"kind":"shelter","radius_m":200}` + "\n{bad\n", status: 3, want: []string{"1 new", "line 2: it is not one JSON object"}},
		"unknown columns": {content: "name,lat,lon,beds\nA,1,2,300\n", want: []string{"were left out: beds"}},
		"no name":         {content: "name,lat,lon\n,1.5,2\nB,1,2\n", status: 3, want: []string{"1 new", "line 2: the place has no name"}},
		"no position":     {content: "name,lat,lon\nA,,\nB,1,\n", status: 3, want: []string{"line 2: it has no position", "line 3: lat and lon belong together"}},
		"no number":       {content: "name,lat,lon\nA,north,2\n", status: 3, want: []string{`line 2: lat is "north", which is not a number`}},
		"no such point":   {content: "name,lat,lon\nA,95,2\n", status: 3, want: []string{"line 2: lat and lon are not on the globe"}},
		"odd position":    {content: "name,position\nA,somewhere\n", status: 3, want: []string{`the position "somewhere" cannot be read`}},
		"no such kind":    {content: "name,kind,lat,lon\nA,castle,1,2\n", status: 3, want: []string{"the kind is not one of hospital, station"}},
		"twice":           {content: "name,lat,lon\nA,1,2\na,3,4\n", status: 3, want: []string{"1 new", `the place "a" appears twice`}},
		"wrong width":     {content: "name,lat,lon\nA,1\n", status: 3, want: []string{"it has 2 columns where the header has 3"}},
		"not UTF-8":       {content: "name,lat,lon\nJos\xe9,1,2\n", status: 3, want: []string{"is not UTF-8 text"}},
		"dry run":         {content: fewPlaces, args: []string{"--dry-run"}, want: []string{"nothing was changed: 2 new"}},
		"no name column":  {content: "lat,lon\n1,2\n", status: 1, want: []string{"no column for the name"}},
		"no lat column":   {content: "name,lon\nA,2\n", status: 1, want: []string{"no columns lat and lon"}},
		"too many":        {content: "name,lat,lon\n" + strings.Repeat("A,1,2\n", 5001), status: 1, want: []string{"an event has at most 5000 places"}},
		"unknown event":   {content: fewPlaces, args: []string{"--event", "nope"}, status: 1, want: []string{`there is no event "nope"`}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := dataFolder(t)
			r := command(t, append([]string{"import", "places", file(t, "places.csv", c.content), "-d", dir}, c.args...)...)
			if r.status != c.status {
				t.Errorf("status %d, want %d", r.status, c.status)
			}
			for _, w := range c.want {
				if !strings.Contains(r.out+r.err, w) {
					t.Errorf("no %q in\n%s%s", w, r.out, r.err)
				}
			}
			if c.status == 1 {
				oneSentence(t, r, "")
			}
		})
	}
}

func TestImportPlacesRepeats(t *testing.T) {
	dir := dataFolder(t)
	all := file(t, "a.csv", fewPlaces)
	moved := file(t, "b.csv", "name,kind,lat,lon\nBataclan,landmark,48.8631,2.3708\n")
	for _, step := range []struct {
		args []string
		want string
	}{
		{[]string{all, "--dry-run"}, "2 new"},
		{[]string{all}, "2 new"},
		{[]string{all}, "0 new, 0 updated, 2 unchanged"},
		{[]string{moved}, "1 updated"},
		{[]string{file(t, "c.csv", "name,lat,lon\nBataclan,x,2\n"), "--replace"}, "no place is removed"},
		{[]string{moved, "--replace"}, "1 places that are not in the list were removed"},
		{[]string{all, moved}, "1 new, 1 updated"},
	} {
		r := command(t, append([]string{"import", "places", "-d", dir, "--event", "first"}, step.args...)...)
		if !strings.Contains(r.out+r.err, step.want) {
			t.Errorf("%v: no %q in\n%s%s", step.args, step.want, r.out, r.err)
		}
	}
	must(t, "check", "-d", dir)
}

// docs/import.md explains every column of places.
func TestPlaceColumnsAreDocumented(t *testing.T) {
	b, err := os.ReadFile("../../docs/import.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(b), "## Places of an event")
	for _, c := range table.PlaceColumns() {
		if !strings.Contains(section, "`"+c.Name+"`") {
			t.Errorf("docs/import.md does not explain %s", c.Name)
		}
	}
	for _, kind := range registry.PlaceKinds() {
		if !strings.Contains(section, string(kind)) {
			t.Errorf("the kind %s is not explained", kind)
		}
	}
}
