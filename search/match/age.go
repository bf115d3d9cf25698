package match

import (
	"math"
	"strconv"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// compareBirths compares birth dates where both have one, ages otherwise, so
// that one fact is never counted twice.
func compareBirths(n *registry.Notice, r *registry.Report, o Options) (registry.Evidence, bool) {
	a, b := n.Person.Birth, r.Person.Birth
	if a.Year > 0 && b.Year > 0 && !a.About && !b.About {
		if code, bits, ok := o.birthLevel(a, b); ok {
			return piece("birth", code, bits, a.String(), b.String())
		}
	}
	return compareAges(n, r)
}

func (o Options) birthLevel(a, b registry.PartialDate) (string, float64, bool) {
	full := a.Day > 0 && b.Day > 0
	year := func() float64 { return min(o.rarity(FactYear, strconv.Itoa(a.Year)), birthYear) }
	switch sameYear := a.Year == b.Year; {
	case full && sameYear && newYear(a) && newYear(b):
		return "year", year() + birthNewYear, true
	case full && sameYear && a.Month == b.Month && a.Day == b.Day:
		return "same", birthSame, true
	case full && sameYear && a.Month == b.Day && a.Day == b.Month:
		return "swapped", birthSwapped, true
	case full && newYear(a) && newYear(b) && digits(a, b) == 1:
		return "digit", birthYearDigit, true
	case full && digits(a, b) == 1:
		return "digit", birthDigit, true
	case full && (newYear(a) || newYear(b)):
		// A year is all that is known of one of them.
		if sameYear {
			return "year", year(), true
		}
		if slipOfYear(a, b) {
			return "digits", birthDigits, true
		}
		return "", 0, false
	case full && a.Month == b.Month && a.Day == b.Day:
		return "other_year", birthOtherYear, true
	case full && digits(a, b) == 2:
		return "digits", birthDigits, true
	case full && sameYear:
		return "other_day", birthOtherDay, true
	case full:
		return "different", birthDifferent, true
	case sameYear && a.Month > 0 && a.Month == b.Month:
		return "month", birthMonth, true
	case sameYear && (a.Month == 0 || b.Month == 0):
		return "year", year(), true
	}
	return "", 0, false // part of a date that disagrees: the ages say how far
}

// newYear reports whether a date is the first of January, which stands for a year
// of which the day is unknown.
func newYear(d registry.PartialDate) bool { return d.Month == 1 && d.Day == 1 }

// slipOfYear reports whether two years differ by one digit.
func slipOfYear(a, b registry.PartialDate) bool {
	return digits(registry.PartialDate{Year: a.Year}, registry.PartialDate{Year: b.Year}) == 1
}

// digits returns by how many of eight digits two dates differ.
func digits(a, b registry.PartialDate) int {
	n := 0
	x, y := a.Year*10000+a.Month*100+a.Day, b.Year*10000+b.Month*100+b.Day
	for x > 0 || y > 0 {
		if x%10 != y%10 {
			n++
		}
		x, y = x/10, y/10
	}
	return n
}

func compareAges(n *registry.Notice, r *registry.Report) (registry.Evidence, bool) {
	day := comparedOn(n, r)
	a, ok := n.Person.AgeOn(day)
	b, ok2 := r.Person.AgeOn(day)
	if !ok || !ok2 {
		return none()
	}
	code, bits := ageLevel(a, b)
	return piece("age", code, bits, years(a), years(b))
}

// comparedOn is the day on which the ages are compared: when the person was
// found, else when the report was filed, else when the person was last seen.
func comparedOn(n *registry.Notice, r *registry.Report) time.Time {
	switch {
	case r.Found.From.Date.Year > 0:
		return r.Found.From.Date.First()
	case !r.Filed.IsZero():
		return r.Filed
	case n.LastSeen.From.Date.Year > 0:
		return n.LastSeen.From.Date.First()
	}
	return n.Filed
}

func ageLevel(a, b registry.Age) (string, float64) {
	gap := max(a.Min-b.Max, b.Min-a.Max)
	width := max(a.Max-a.Min, b.Max-b.Min)
	tolerance := ageTolerance(min(a.Min, b.Min))
	switch {
	case gap <= 0 && width <= 1:
		return "same", ageSame
	case gap <= 0:
		// A wide range proves less: each doubling beyond ten years halves it.
		return "inside", max(ageInside-max(math.Log2(float64(width)/10), 0), 0)
	case gap <= tolerance:
		return "near", ageNear
	case float64(gap) <= 2.5*float64(tolerance):
		return "off", ageOff
	}
	return "far", ageFar
}

// ageTolerance is by how many years people misjudge an age.
func ageTolerance(age int) int {
	switch {
	case age < 15:
		return 1
	case age < 50:
		return 3
	}
	return 4
}

func years(a registry.Age) string {
	if a.Min == a.Max {
		return strconv.Itoa(a.Min)
	}
	return strconv.Itoa(a.Min) + "-" + strconv.Itoa(a.Max)
}

func compareSex(n *registry.Notice, r *registry.Report, _ Options) (registry.Evidence, bool) {
	a, b := n.Person.Sex, r.Person.Sex
	switch {
	case a == registry.SexUnknown || b == registry.SexUnknown:
		return none()
	case a == b:
		return piece("sex", "same", sexSame, string(a), string(b))
	case a == registry.SexOther || b == registry.SexOther:
		return none() // a finder sees what a finder expects
	}
	return piece("sex", "different", sexDifferent, string(a), string(b))
}
