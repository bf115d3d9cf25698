package main

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/table"
)

// oldestBirth is the first year of birth that is read as one; an earlier one is
// a slip of the pen, even in a list of people of the past.
const oldestBirth = 1000

// reader turns the texts of one record into values. What it cannot read it
// keeps: the words go into the description, so that nothing a list says is lost.
type reader struct {
	values map[string]string
	check  registry.Checker
	kept   []string // "column: text" of what was kept as words
}

// line takes a one-line text.
func (r *reader) line(col string) string {
	return r.check.Line(col, strings.ReplaceAll(r.values[col], "\n", " "), registry.MaxLine)
}

// text takes a text of several lines.
func (r *reader) text(col string) string {
	return r.check.Text(col, r.values[col], registry.MaxText)
}

// list splits a value at line ends, semicolons and bars.
func (r *reader) list(col string) []string {
	var out []string
	for _, s := range strings.FieldsFunc(r.values[col], func(c rune) bool { return c == '\n' || c == ';' || c == '|' }) {
		if s = r.check.Line(col, s, registry.MaxLine); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// keep remembers a value that cannot be read.
func (r *reader) keep(col string) {
	r.kept = append(r.kept, strings.ReplaceAll(col, "_", " ")+" as given: "+r.line(col))
}

// number reads a whole number; ok is false when there is none.
func (r *reader) number(col string) (n int, ok bool) {
	s := registry.FoldDigits(r.values[col])
	if s == "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f != float64(int(f)) {
		r.keep(col)
		return 0, false
	}
	return int(f), true
}

// float reads a decimal number, with a point or a comma.
func (r *reader) float(col string) (f float64, ok bool) {
	s := strings.Replace(registry.FoldDigits(r.values[col]), ",", ".", 1)
	if s == "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f != f {
		r.keep(col)
		return 0, false
	}
	return f, true
}

var spanForm = regexp.MustCompile(`^(\d{1,3})(?:\.0+)?\s*(?:(?:-|–|to|à)\s*(\d{1,3}))?\s*(?:cm|kg|years?|ans?|y)?$`)

// span reads a number or a range of numbers: 170, 165-175.
func (r *reader) span(col string) (lo, hi int, ok bool) {
	s := strings.ToLower(registry.FoldDigits(r.values[col]))
	if s == "" {
		return 0, 0, false
	}
	m := spanForm.FindStringSubmatch(s)
	if m == nil {
		r.keep(col)
		return 0, 0, false
	}
	lo, _ = strconv.Atoi(m[1])
	hi = lo
	if m[2] != "" {
		hi, _ = strconv.Atoi(m[2])
	}
	return lo, hi, true
}

func (r *reader) measure(col string) registry.Span {
	lo, hi, _ := r.span(col)
	return registry.Span{Min: lo, Max: hi}
}

// birth reads a birth date. Of one that does not exist it keeps the part that
// can be, and the whole as words. "~1980" is about 1980.
func (r *reader) birth(col string) registry.PartialDate {
	raw, about := strings.CutPrefix(r.values[col], "~")
	if raw == "" {
		return registry.PartialDate{}
	}
	d, exact, ok := parseDate(raw)
	if !ok || d.Year < oldestBirth {
		r.keep(col)
		return registry.PartialDate{}
	}
	if !exact {
		r.keep(col)
	}
	d.About = about
	return d
}

var (
	isoDate    = regexp.MustCompile(`^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?$`)
	dottedDate = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})\.(\d{4})$`)
)

// parseDate reads yyyy, yyyy-mm, yyyy-mm-dd, yyyymmdd, the same with slashes,
// and dd.mm.yyyy. Of a date that does not exist it returns the part that can be,
// and exact is false. It does not guess at 03/04/2024, which is two dates.
func parseDate(s string) (d registry.PartialDate, exact, ok bool) {
	s = strings.ReplaceAll(strings.TrimSpace(registry.FoldDigits(s)), "/", "-")
	m := isoDate.FindStringSubmatch(s)
	if m == nil {
		if m = dottedDate.FindStringSubmatch(s); m == nil {
			return d, false, false
		}
		m[1], m[3] = m[3], m[1]
	}
	d.Year, _ = strconv.Atoi(m[1])
	d.Month, _ = strconv.Atoi(m[2])
	d.Day, _ = strconv.Atoi(m[3])
	exact = d.Valid() && (m[2] == "" || d.Month > 0) && (m[3] == "" || d.Day > 0)
	if !d.Valid() {
		d.Day = 0
	}
	if !d.Valid() {
		d.Month = 0
	}
	return d, exact, d.Valid() && d.Year > 0
}

// moment reads a date, or a date and time, and the time of a second column.
func (r *reader) moment(dateCol, timeCol string) registry.Moment {
	var m registry.Moment
	raw := registry.FoldDigits(r.values[dateCol])
	day, clock, _ := strings.Cut(strings.Replace(raw, "T", " ", 1), " ")
	if raw != "" {
		d, exact, ok := parseDate(day)
		if !ok || !exact {
			r.keep(dateCol)
		}
		if ok {
			m.Date = d
		}
	}
	if t := registry.FoldDigits(r.values[timeCol]); t != "" {
		clock = t
	}
	if clock != "" && !m.Date.IsZero() {
		if len(clock) > 5 && clock[2] == ':' {
			clock = clock[:5]
		}
		if _, err := time.Parse("15:04", clock); err == nil {
			m.Time = clock
		} else {
			r.keep(timeCol)
		}
	}
	return m
}

// stamp reads an instant: RFC 3339 as PFIF writes it, or a day.
func (r *reader) stamp(col string) time.Time {
	s := r.values[col]
	if s == "" {
		return time.Time{}
	}
	for _, form := range []string{time.RFC3339, "2006-01-02 15:04:05", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.Parse(form, s); err == nil {
			return t.UTC()
		}
	}
	r.keep(col)
	return time.Time{}
}

// word looks a value up in a small vocabulary; unknown words are kept.
func word[T any](r *reader, col string, words map[string]T) (v T) {
	s := table.Fold(r.values[col])
	if s == "" {
		return v
	}
	v, ok := words[s]
	if !ok {
		r.keep(col)
	}
	return v
}

// country reads an ISO 3166-1 alpha-2 code.
func (r *reader) country(col string) string {
	s := strings.ToUpper(r.values[col])
	if len(s) == 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z' {
		return s
	}
	if s != "" {
		r.keep(col)
	}
	return ""
}
