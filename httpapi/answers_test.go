package httpapi

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/retrouve/retrouve/registry"
)

func testAnswers(t testing.TB, typed map[string]string) *answers {
	t.Helper()
	pages, err := Parsed()
	if err != nil {
		t.Fatal(err)
	}
	return &answers{value: func(name string) string { return typed[name] }, months: monthWords(pages)}
}

// TestReading reads numbers, dates, times and heights as people write them.
func TestReading(t *testing.T) {
	date := func(d, m, y string) map[string]string { return map[string]string{"x.d": d, "x.m": m, "x.y": y} }
	for _, c := range []struct {
		typed map[string]string
		want  string // or the problem's code
	}{
		{date("27", "3", "1998"), "1998-03-27"}, {date("27", "mars", "1998"), "1998-03-27"}, {date("27", "March", "1998"), "1998-03-27"},
		{date("1", "FÉVR.", "2001"), "2001-02-01"}, {date("1", "fevrier", "2001"), "2001-02-01"}, {date("٢٧", "٣", "١٩٩٨"), "1998-03-27"}, {date("", "juil", "1998"), "1998-07"},
		{date("", "", "1998"), "1998"}, {date("", "", ""), ""}, {date("31", "2", "1998"), "date"}, {date("5", "jui", "1998"), "date"}, {date("x", "2", "1998"), "date"},
		{date("5", "", "1998"), "month"}, {date("5", "6", ""), "year"}, {date("5", "6", "98"), "short_year"}, {date("-5", "6", "1998"), "date"},
	} {
		a := testAnswers(t, c.typed)
		got := a.date("x").String()
		if len(a.Problems) > 0 {
			got = a.Problems[0].Code
		}
		if got != c.want {
			t.Errorf("%v: got %q, want %q", c.typed, got, c.want)
		}
	}
	for typed, want := range map[string]string{"21:40": "21:40", "21h40": "21:40", "21 h": "21:00", "9 pm": "21:00", "12 am": "00:00", "9.05": "09:05", "٢١:٤٠": "21:40", "": "", "25:00": "clock", "noon": "clock", "9:61": "clock"} {
		a := testAnswers(t, map[string]string{"time": typed})
		got := a.clock("time")
		if len(a.Problems) > 0 {
			got = a.Problems[0].Code
		}
		if got != want {
			t.Errorf("time %q: got %q, want %q", typed, got, want)
		}
	}
	for typed, want := range map[string]registry.Span{"170": {Min: 170, Max: 170}, "1m70": {Min: 170, Max: 170}, "1,7 m": {Min: 170, Max: 170}, "1.70": {Min: 170, Max: 170}, "165-175 cm": {Min: 165, Max: 175}, "95": {Min: 95, Max: 95}, "tall": {}} {
		a := testAnswers(t, map[string]string{"height": typed})
		if got := a.height(); got != want || (len(a.Problems) > 0) != (want == registry.Span{}) {
			t.Errorf("height %q: got %v, %v", typed, got, a.Problems)
		}
	}
}

// FuzzForms sends anything through both journeys: no panic, and what the domain
// would keep is clean.
func FuzzForms(f *testing.F) {
	for _, s := range []string{"", "Amina Haddad", "\xff\xfe", "1998", "31", "a\u202eb\u0000", strings.Repeat("x", 5000), "1m70", "21h40", "female", "+33 6", "a@b.c", "document"} {
		f.Add(s, s)
	}
	pages, err := Parsed()
	if err != nil {
		f.Fatal(err)
	}
	months := monthWords(pages)
	now := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, even, odd string) {
		value := func(name string) string {
			if len(name)%2 == 0 {
				return even
			}
			return odd
		}
		a := &answers{value: value, months: months}
		n := a.notice(registry.DateOf(now), "en")
		r := a.report(registry.DateOf(now), "en")
		_, _ = registry.CheckNotice(&n, now), registry.CheckReport(&r, now)
		for _, s := range []string{n.Person.Description, n.LastSeen.Place.Text, n.Seeker.Name, r.Text, r.Source.Organisation} {
			if !utf8.ValidString(s) || strings.ContainsAny(s, "\x00\u202e") || utf8.RuneCountInString(s) > registry.MaxText {
				t.Errorf("kept %q", s)
			}
		}
	})
}
