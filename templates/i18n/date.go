package i18n

import (
	"strconv"
	"time"
)

// Date writes a date of which month and day may be unknown (0). The month is
// always a word: 2/10 means two days to two readers.
func (c *Catalogue) Date(year, month, day int) string {
	switch {
	case year == 0:
		return ""
	case month == 0:
		return strconv.Itoa(year)
	case day == 0:
		return c.T("date.month", "month", c.Month(month), "year", strconv.Itoa(year))
	}
	d := strconv.Itoa(day)
	if day == 1 {
		d = c.T("date.first")
	}
	return c.T("date.day", "day", d, "month", c.Month(month), "year", strconv.Itoa(year))
}

// Month returns the name of month 1 to 12 as it stands inside a date.
func (c *Catalogue) Month(month int) string { return c.T("month." + strconv.Itoa(month)) }

// DateTime writes a moment in the given zone to the minute.
func (c *Catalogue) DateTime(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	return c.T("date.time", "date", c.Date(t.Year(), int(t.Month()), t.Day()), "time", t.Format("15:04"))
}
