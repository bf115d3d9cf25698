package registry

import (
	"cmp"
	"fmt"
	"time"
)

// PartialDate is a date of the Gregorian calendar of which the day, or the month
// and the day, may be unknown. The zero value is an unknown date.
type PartialDate struct {
	Year  int  `json:"y,omitzero"`
	Month int  `json:"m,omitzero"` // 1-12, 0 unknown
	Day   int  `json:"d,omitzero"` // 1-31, 0 unknown
	About bool `json:"about,omitzero"`
}

// DateOf returns the calendar date of t in t's location.
func DateOf(t time.Time) PartialDate {
	return PartialDate{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}

// IsZero reports whether nothing is known.
func (d PartialDate) IsZero() bool { return d.Year == 0 && d.Month == 0 && d.Day == 0 }

// Valid reports whether d can exist: year 1-9999, a day only with a month,
// and a day that its month has.
func (d PartialDate) Valid() bool {
	if d.IsZero() {
		return true
	}
	if d.Year < 1 || d.Year > 9999 || d.Month < 0 || d.Month > 12 || d.Day < 0 || d.Day > 31 || d.Month == 0 && d.Day != 0 {
		return false
	}
	if d.Day == 0 {
		return true
	}
	t := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	return int(t.Month()) == d.Month
}

// First returns the first day that d can mean, at 00:00 UTC.
func (d PartialDate) First() time.Time {
	return time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}

// Last returns the last day that d can mean, at 00:00 UTC.
func (d PartialDate) Last() time.Time {
	switch {
	case d.Month == 0:
		return time.Date(d.Year, 12, 31, 0, 0, 0, 0, time.UTC)
	case d.Day == 0:
		return time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC)
	}
	return d.First()
}

// String returns yyyy, yyyy-mm or yyyy-mm-dd, and "" for the zero value: PFIF's form.
func (d PartialDate) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// ParsePartialDate reads yyyy, yyyy-mm, yyyy-mm-dd or yyyymmdd, in ASCII digits;
// the empty string is the zero value.
func ParsePartialDate(s string) (PartialDate, bool) {
	if s == "" {
		return PartialDate{}, true
	}
	var year, month, day string
	switch len(s) {
	case 4:
		year = s
	case 7:
		year, month = s[:4], s[4:]
	case 8:
		year, month, day = s[:4], "-"+s[4:6], "-"+s[6:]
	case 10:
		year, month, day = s[:4], s[4:7], s[7:]
	default:
		return PartialDate{}, false
	}
	var d PartialDate
	var ok [3]bool
	d.Year, ok[0] = datePart("-" + year)
	d.Month, ok[1] = datePart(month)
	d.Day, ok[2] = datePart(day)
	return d, ok == [3]bool{true, true, true} && d.Valid()
}

// datePart reads a dash and digits that are not all zero; an absent part is 0.
func datePart(s string) (n int, ok bool) {
	if s == "" {
		return 0, true
	}
	if s[0] != '-' {
		return 0, false
	}
	for i := 1; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, n > 0
}

// Moment is a partial date with an optional time of day, as people remember it.
type Moment struct {
	Date PartialDate `json:"date,omitzero"`
	Time string      `json:"time,omitzero"` // "HH:MM" on the clock of the place, or ""
}

// IsZero reports whether nothing is known.
func (m Moment) IsZero() bool { return m.Date.IsZero() && m.Time == "" }

// Age is an age in completed years, as a range with both ends included, at a
// given day. Min equals Max when the age is known.
type Age struct {
	Min  int         `json:"min"`
	Max  int         `json:"max"`
	AsOf PartialDate `json:"as_of,omitzero"`
}

// MaxAge is the oldest age that a form accepts, in years.
const MaxAge = 120

// MinorAge is the age, in years, below which a person is treated as a child.
const MinorAge = 18

// AgeAt returns the range of ages in completed years that a birth date allows on
// the given day. It answers false for an unknown birth date or one after day.
func AgeAt(birth PartialDate, day time.Time) (Age, bool) {
	if birth.IsZero() || !birth.Valid() || birth.First().After(day) {
		return Age{}, false
	}
	lo := completedYears(birth.Last(), day)
	hi := completedYears(birth.First(), day)
	if birth.About {
		lo, hi = lo-2, hi+2
	}
	return Age{Min: max(lo, 0), Max: max(hi, 0), AsOf: DateOf(day)}, true
}

func completedYears(birth, day time.Time) int {
	n := day.Year() - birth.Year()
	if c := cmp.Compare(int(day.Month()), int(birth.Month())); c < 0 || c == 0 && day.Day() < birth.Day() {
		n--
	}
	return n
}

// At returns the age moved on from AsOf to day. An age without AsOf is returned
// as it is. Where AsOf is a month or a year only, Min moves on from its last day
// and Max from its first, so that a child does not come of age too early.
func (a Age) At(day time.Time) Age {
	if a.AsOf.IsZero() {
		return a
	}
	from := max(completedYears(a.AsOf.Last(), day), 0)
	to := max(completedYears(a.AsOf.First(), day), 0)
	if to == 0 {
		return a
	}
	return Age{Min: a.Min + from, Max: a.Max + to, AsOf: DateOf(day)}
}
