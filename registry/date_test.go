package registry_test

import (
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

func day(s string) time.Time {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		panic(err)
	}
	return t
}

func partial(s string) registry.PartialDate {
	d, ok := registry.ParsePartialDate(s)
	if !ok {
		panic(s)
	}
	return d
}

func TestParsePartialDate(t *testing.T) {
	tests := []struct {
		in, first, last string // first is "" where it is refused
	}{
		{"1990", "1990-01-01", "1990-12-31"},
		{"1990-02", "1990-02-01", "1990-02-28"},
		{"2000-02", "2000-02-01", "2000-02-29"},
		{"1990-12", "1990-12-01", "1990-12-31"},
		{"1990-02-28", "1990-02-28", "1990-02-28"},
		{"19900228", "1990-02-28", "1990-02-28"},
		{"2000-02-29", "2000-02-29", "2000-02-29"},
	}
	for _, tt := range tests {
		d, ok := registry.ParsePartialDate(tt.in)
		if !ok || !d.First().Equal(day(tt.first)) || !d.Last().Equal(day(tt.last)) {
			t.Errorf("%q is %v to %v, %v", tt.in, d.First(), d.Last(), ok)
		}
	}
	for _, in := range []string{
		"0000", "199", "199x", "+199", " 199", "-199", "10000", "1990-13", "1990-00", "1990-1x", "1990- 1", "1990/01",
		"1990-02-30", "1900-02-29", "1990-02-00", "1990-00-01", "1990-1-01x", "1990 01 01", "1990-01-1\n", "19900230", "1990-1", "٢٠٠٠",
	} {
		if d, ok := registry.ParsePartialDate(in); ok {
			t.Errorf("%q reads as %+v", in, d)
		}
	}
	if d, ok := registry.ParsePartialDate(""); !ok || !d.IsZero() || d.String() != "" || !d.Valid() {
		t.Errorf("nothing reads as %+v", d)
	}
}

func TestAgeAt(t *testing.T) {
	tests := []struct {
		birth, day string
		about      bool
		min, max   int // min -1 where there is no answer
	}{
		{"1990-06-15", "2020-06-14", false, 29, 29},
		{"1990-06-15", "2020-06-15", false, 30, 30},
		{"1990-06", "2020-06-15", false, 29, 30},
		{"1990", "2020-06-15", false, 29, 30},
		{"1990", "2020-12-31", false, 30, 30},
		{"1990", "2020-06-15", true, 27, 32},
		{"2000-02-29", "2018-02-28", false, 17, 17},
		{"2000-02-29", "2018-03-01", false, 18, 18},
		{"2020", "2020-06-15", false, 0, 0},
		{"2019", "2020-06-15", true, 0, 3},
		{"2020-06-15", "2020-06-15", false, 0, 0},
		{"2020-06-16", "2020-06-15", false, -1, 0},
		{"", "2020-06-15", false, -1, 0},
	}
	for _, tt := range tests {
		birth := partial(tt.birth)
		birth.About = tt.about
		a, ok := registry.AgeAt(birth, day(tt.day))
		if ok != (tt.min >= 0) || ok && (a.Min != tt.min || a.Max != tt.max || a.AsOf != partial(tt.day)) {
			t.Errorf("born %s (about: %v), on %s: %+v, %v", tt.birth, tt.about, tt.day, a, ok)
		}
	}
}

func TestAgeOn(t *testing.T) {
	today := day("2024-03-01")
	tests := map[string]struct {
		p        registry.Person
		min, max int // min -1 where the age is unknown
		minor    bool
	}{
		"unknown":                {registry.Person{}, -1, 0, false},
		"a birth date wins":      {registry.Person{Birth: partial("2004-03-01"), Age: &registry.Age{Min: 1, Max: 2}}, 20, 20, false},
		"a range":                {registry.Person{Age: &registry.Age{Min: 16, Max: 25}}, 16, 25, true},
		"moved on":               {registry.Person{Age: &registry.Age{Min: 16, Max: 20, AsOf: partial("2022-03-01")}}, 18, 22, false},
		"not yet a year":         {registry.Person{Age: &registry.Age{Min: 17, Max: 17, AsOf: partial("2023-03-02")}}, 17, 17, true},
		"some time last year":    {registry.Person{Age: &registry.Age{Min: 17, Max: 17, AsOf: partial("2023")}}, 17, 18, true},
		"some time in a month":   {registry.Person{Age: &registry.Age{Min: 17, Max: 17, AsOf: partial("2023-03")}}, 17, 18, true},
		"as of a day to come":    {registry.Person{Age: &registry.Age{Min: 30, Max: 30, AsOf: partial("2026-01-01")}}, 30, 30, false},
		"eighteen today":         {registry.Person{Birth: partial("2006-03-01")}, 18, 18, false},
		"eighteen tomorrow":      {registry.Person{Birth: partial("2006-03-02")}, 17, 17, true},
		"perhaps eighteen":       {registry.Person{Birth: partial("2006")}, 17, 18, true},
		"born where it is later": {registry.Person{Birth: partial("2024-03-02")}, -1, 0, true},
	}
	for name, tt := range tests {
		a, ok := tt.p.AgeOn(today)
		if ok != (tt.min >= 0) || ok && (a.Min != tt.min || a.Max != tt.max) {
			t.Errorf("%s: %+v, %v; want %d to %d", name, a, ok, tt.min, tt.max)
		}
		if got := tt.p.MayBeMinor(today); got != tt.minor {
			t.Errorf("%s: may be a minor: %v", name, got)
		}
	}
}

func TestDateValid(t *testing.T) {
	for d, want := range map[registry.PartialDate]bool{
		{}:                              true,
		{Year: 1999, Month: 2}:          true,
		{Year: 1999, Month: 2, Day: 3}:  true,
		{Year: 1999, Day: 3}:            false,
		{Month: 2, Day: 3}:              false,
		{Year: 10000}:                   false,
		{Year: -1}:                      false,
		{Year: 1999, Month: 13}:         false,
		{Year: 1999, Month: 4, Day: 31}: false,
	} {
		if d.Valid() != want {
			t.Errorf("%+v: valid is %v", d, !want)
		}
	}
}
