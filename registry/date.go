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

// Valid reports whether d can exist: year 1800-2200, a day only with a month,
// and a day that its month has.
func (d PartialDate) Valid() bool {
	if d.IsZero() {
		return true
	}
	if d.Year < 1 || d.Year > 2200 || d.Month < 0 || d.Month > 12 || d.Day < 0 || d.Day > 31 || d.Month == 0 && d.Day != 0 {
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

// ParsePartialDate reads yyyy, yyyy-mm, yyyy-mm-dd or yyyymmdd; the empty string
// is the zero value.
func ParsePartialDate(s string) (PartialDate, bool) {
	var d PartialDate
	var err error
	switch len(s) {
	case 0:
	case 4:
		_, err = fmt.Sscanf(s, "%4d", &d.Year)
	case 7:
		_, err = fmt.Sscanf(s, "%4d-%2d", &d.Year, &d.Month)
	case 8:
		_, err = fmt.Sscanf(s, "%4d%2d%2d", &d.Year, &d.Month, &d.Day)
	case 10:
		_, err = fmt.Sscanf(s, "%4d-%2d-%2d", &d.Year, &d.Month, &d.Day)
	default:
		return d, false
	}
	return d, err == nil && d.Valid() && (s == "" || d.Year > 0)
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
// as it is.
func (a Age) At(day time.Time) Age {
	if a.AsOf.IsZero() {
		return a
	}
	if n := completedYears(a.AsOf.First(), day); n > 0 {
		return Age{Min: a.Min + n, Max: a.Max + n, AsOf: DateOf(day)}
	}
	return a
}
