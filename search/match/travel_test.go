package match

import (
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// TestTravelTime: nobody is found farther away than they can have come.
func TestTravelTime(t *testing.T) {
	paris, lyon, tokyo := &registry.Point{Lat: 48.8566, Lon: 2.3522}, &registry.Point{Lat: 45.764, Lon: 4.8357}, &registry.Point{Lat: 35.68, Lon: 139.69}
	at := func(day int, clock string) registry.Moment {
		return registry.Moment{Date: registry.PartialDate{Year: 2015, Month: 11, Day: day}, Time: clock}
	}
	for name, tt := range map[string]struct {
		to          *registry.Point
		seen, found registry.Moment
		against     bool
	}{
		"Lyon, an hour later":         {lyon, at(13, "21:30"), at(13, "22:30"), true},
		"Lyon, in the morning":        {lyon, at(13, "21:30"), at(14, "06:00"), false},
		"Lyon, the same day":          {lyon, at(13, ""), at(13, ""), false},
		"Tokyo, four hours later":     {tokyo, at(13, "21:30"), at(14, "01:30"), true},
		"Tokyo, the next day":         {tokyo, at(13, "21:30"), at(14, ""), false},
		"across the street, at once":  {paris, at(13, "21:30"), at(13, "21:30"), false},
		"an hour before, people err":  {paris, at(13, "21:30"), at(13, "20:30"), false},
		"the month only":              {tokyo, registry.Moment{Date: registry.PartialDate{Year: 2015, Month: 11}}, at(13, "21:30"), false},
		"Lyon, an hour before, errs?": {lyon, at(13, "21:30"), at(13, "20:30"), true},
	} {
		n, r := &registry.Notice{}, &registry.Report{}
		n.LastSeen.Place.Point, n.LastSeen.From = paris, tt.seen
		r.Found.Place.Point, r.Found.From = tt.to, tt.found
		e, _ := compareTimes(n, r, Options{})
		if got := e.Code == "too_soon"; got != tt.against || got && e.Bits >= 0 {
			t.Errorf("%s: %+v", name, e)
		}
	}
}
