package match

import (
	"math"
	"strconv"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// How fast people get from one place to another, by whatever means: by road and
// rail without a stop, or by air after three hours of getting there and away.
const (
	roadKmH   = 130.0
	airKmH    = 800.0
	airHours  = 3.0
	clockSlip = 2.0 // hours by which people err who say when it was
)

// travelHours returns the least time that a way takes.
func travelHours(km float64) float64 { return min(km/roadKmH, airHours+km/airKmH) }

// tooSoon speaks against a pair when nobody could have come from where the person
// was last seen to where they were found in the time between, at its longest. Days
// without a time of day leave all of both days.
func tooSoon(n *registry.Notice, r *registry.Report) (registry.Evidence, bool) {
	a, b := n.LastSeen.Place.Point, r.Found.Place.Point
	if a == nil || b == nil {
		return none()
	}
	found := r.Found.From
	if !r.Found.To.Date.IsZero() {
		found = r.Found.To
	}
	start, _, ok1 := bounds(n.LastSeen.From)
	_, end, ok2 := bounds(found)
	if !ok1 || !ok2 {
		return none()
	}
	km := max(registry.Kilometres(*a, *b)-(a.Radius+b.Radius)/1000, 0)
	hours := end.Sub(start).Hours()
	if hours+clockSlip >= travelHours(km) {
		return none()
	}
	return registry.Evidence{Field: "time", Code: "too_soon", Bits: timeBefore, Args: map[string]string{
		"km": strconv.Itoa(int(math.Round(km))), "hours": strconv.Itoa(max(int(math.Round(hours)), 0)),
	}}, true
}

// bounds returns between when and when a moment was; false when its day is not
// known. Both places are taken to have the same clock.
func bounds(m registry.Moment) (first, last time.Time, ok bool) {
	if m.Date.Year == 0 || m.Date.Day == 0 {
		return first, last, false
	}
	first, last = m.Date.First(), m.Date.Last().AddDate(0, 0, 1)
	if t, err := time.Parse("15:04", m.Time); err == nil && !m.Date.About {
		first = m.Date.First().Add(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute)
		last = first
	}
	return first, last, true
}
