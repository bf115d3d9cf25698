package main

import (
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/table"
)

func demoEpoch() time.Time { return time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC) }

func TestParseDate(t *testing.T) {
	for in, want := range map[string]struct {
		s         string
		exact, ok bool
	}{
		"1990":       {"1990", true, true},
		"1990-12":    {"1990-12", true, true},
		"1990-12-31": {"1990-12-31", true, true},
		"1990/12/31": {"1990-12-31", true, true},
		"19901231":   {"1990-12-31", true, true},
		"31.12.1990": {"1990-12-31", true, true},
		"١٩٩٠-١٢-٣١": {"1990-12-31", true, true},
		"1990-02-30": {"1990-02", false, true},
		"1860-17-29": {"1860", false, true},
		"19510096":   {"1951", false, true},
		"03/04/1990": {"", false, false},
		"20/11/1990": {"", false, false},
		"1990-12-1x": {"", false, false},
		"yesterday":  {"", false, false},
		"0000":       {"", true, false},
	} {
		d, exact, ok := parseDate(in)
		if ok != want.ok || ok && (d.String() != want.s || exact != want.exact) {
			t.Errorf("%s: %s exact %v ok %v", in, d, exact, ok)
		}
	}
}

func TestConvert(t *testing.T) {
	c := &converter{kind: kindNotices, domain: "x.example", batch: "f.csv", event: "e", events: map[string]registry.EventID{}}
	it, kept, err := c.item(table.Record{Values: map[string]string{
		"id": "7", "given_name": "Zoé", "family_name": "Roux", "alternate_names": "Zo; Зоя", "sex": "Femme",
		"birth_date": "~1990", "age_min": "30", "home_city": "Lille", "home_country": "fr", "nationalities": "FR|BE",
		"last_seen_place": "12 rue du Port", "last_seen_date": "2024-05-01T21:30:00Z", "lat": "50,6", "lon": "3.1",
		"description": "about 170 cm tall", "marks": "scar; mole", "at_risk": "oui", "home_street": "rue du Port", "home_street_number": "12",
		"author_phone": "01 99 00 12 34", "languages": "tigrigna; français, patois", "companions": "her brother\nKarim Roux", "household": " FR-59-0231 ",
		"things": "scarf", "clothes": "red coat; jeans", "belongings": "black backpack",
	}})
	if err != nil || len(kept) != 0 {
		t.Fatal(err, kept)
	}
	n := it.Notice
	p := n.Person
	for what, ok := range map[string]bool{
		"name":    len(p.Names) == 3 && p.Names[0].Full == "Zoé Roux" && p.Names[0].Family == "Roux" && p.Names[2].Script == "Cyrl",
		"birth":   p.Birth == registry.PartialDate{Year: 1990, About: true},
		"age":     reflect.DeepEqual(p.Age, &registry.Age{Min: 30, Max: 30, AsOf: registry.PartialDate{Year: 2024, Month: 5, Day: 1}}),
		"home":    p.Home.City == "Lille" && p.Home.Country == "FR" && p.Home.Street == "12 rue du Port",
		"seen":    n.LastSeen.Place.Area == "" && n.LastSeen.Place.Text == "12 rue du Port" && n.LastSeen.From.Time == "21:30",
		"point":   n.LastSeen.Place.Point != nil && n.LastSeen.Place.Point.Lat == 50.6,
		"height":  p.Body.HeightCM == registry.Span{Min: 170, Max: 170},
		"marks":   len(p.Body.Marks) == 2,
		"lists":   len(p.Nationalities) == 2,
		"risk":    n.AtRisk,
		"tongues": reflect.DeepEqual(p.Languages, []string{"ti", "fr", "patois"}),
		"company": p.Companions == "her brother\nKarim Roux" && p.Household == "FR-59-0231",
		"things": reflect.DeepEqual(p.Things, []registry.Thing{{Text: "scarf"}, {Text: "red coat", Bearing: registry.BearingWorn},
			{Text: "jeans", Bearing: registry.BearingWorn}, {Text: "black backpack", Bearing: registry.BearingCarried}}),
		"sex":     p.Sex == registry.SexFemale,
		"origin":  n.Origin.Record == "x.example/7" && n.Origin.Batch == "f.csv",
		"contact": n.Origin.Contact.Phone != "" && len(n.Seeker.Contact.Email) == 0,
	} {
		if !ok {
			t.Errorf("%s is wrong: %+v", what, n)
		}
	}
}

func TestGuessKind(t *testing.T) {
	for cols, want := range map[string]string{
		"full_name last_seen_date": kindNotices, "full_name found_place": kindReports, "full_name status lat lon": "", "description tag": kindReports,
	} {
		if got, err := guessKind(strings.Fields(cols)); got != want || err != nil {
			t.Errorf("%s: %q, %v", cols, got, err)
		}
	}
}

func TestRecordIDs(t *testing.T) {
	c := &converter{domain: "a.import.local"}
	same := map[string]string{"full_name": "A", "sex": "F"}
	if a, b := c.recordID(same), c.recordID(map[string]string{"sex": "F", "full_name": "A"}); a != b || !a.Valid() {
		t.Errorf("%s and %s", a, b)
	}
	cmd := importCmd{}
	if a, b := cmd.domainOf("/x/Liste CHU (2).csv.gz"), cmd.domainOf("other.csv"); a != "liste-chu-2.import.local" || b != "other.import.local" {
		t.Errorf("%s, %s", a, b)
	}
}

// docs/import.md explains every column.
func TestColumnsAreDocumented(t *testing.T) {
	b, err := os.ReadFile("../../docs/import.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, c := range importColumns {
		if !strings.Contains(string(b), "`"+c.name+"`") {
			t.Errorf("docs/import.md does not explain %s", c.name)
		}
		for _, n := range append(strings.Fields(c.aliases), c.name) {
			if other, twice := seen[n]; twice {
				t.Errorf("%s stands for %s and %s", n, other, c.name)
			}
			if seen[n] = c.name; table.Fold(n) != n {
				t.Errorf("%s can never be matched", n)
			}
		}
	}
}

func FuzzTable(f *testing.F) {
	f.Add("name;sex\n\"a\";f\n")
	f.Add("name,x\n\"a\n\"\"b\",c\n\"open\n")
	f.Fuzz(func(t *testing.T, text string) {
		recs, err := table.New(bufioReader(text), vocabulary)
		if err != nil {
			return
		}
		c := &converter{kind: kindNotices, domain: "x.example", event: "e"}
		for {
			rec, err := recs.Next()
			if err != nil {
				return
			}
			_, _, _ = c.item(rec)
		}
	})
}
