package registry

import "time"

// checkPerson gathers what is impossible in a description: a birth date that
// does not exist or lies ahead, an age range that is upside down, too much of
// something. now is the time of filing.
func checkPerson(p *Person, now time.Time, problems *Problems) {
	tomorrow := now.Add(24 * time.Hour) // it may already be tomorrow where they are
	switch b := p.Birth; {
	case !b.Valid():
		problems.Add("birth", "date")
	case !b.IsZero() && b.First().After(tomorrow):
		problems.Add("birth", "future")
	}
	if a := p.Age; a != nil {
		switch {
		case a.Min < 0 || a.Max > MaxAge:
			problems.Add("age", "range", "max", MaxAge)
		case a.Min > a.Max:
			problems.Add("age", "upside_down", "min", a.Min, "max", a.Max)
		}
	}
	checkSpan(p.Body.HeightCM, 20, 260, "height", problems)
	checkSpan(p.Body.WeightKG, 1, 400, "weight", problems)
	for _, list := range []struct {
		field string
		n     int
	}{{"names", len(p.Names)}, {"clothes", len(p.Things)}, {"marks", len(p.Body.Marks)}, {"languages", len(p.Languages)}} {
		if list.n > MaxMany {
			problems.Add(list.field, "too_many", "max", MaxMany)
		}
	}
	if pt := p.Home.Point; pt != nil && !pt.Valid() {
		problems.Add("home", "point")
	}
}

func checkSpan(s Span, low, high int, field string, problems *Problems) {
	if s == (Span{}) {
		return
	}
	switch {
	case s.Min != 0 && s.Max != 0 && s.Min > s.Max:
		problems.Add(field, "upside_down", "min", s.Min, "max", s.Max)
	case s.Min != 0 && (s.Min < low || s.Min > high), s.Max != 0 && (s.Max < low || s.Max > high):
		problems.Add(field, "range", "min", low, "max", high)
	}
}

// checkSighting refuses a time that lies ahead and a point off the globe.
func checkSighting(s Sighting, now time.Time, problems *Problems) {
	for _, m := range []Moment{s.From, s.To, s.Phone} {
		switch {
		case !m.Date.Valid():
			problems.Add("seen", "date")
			return
		case !m.Date.IsZero() && m.Date.First().After(now.Add(24*time.Hour)):
			problems.Add("seen", "future")
			return
		}
	}
	if !s.To.Date.IsZero() && !s.From.Date.IsZero() && s.To.Date.Last().Before(s.From.Date.First()) {
		problems.Add("seen", "upside_down")
	}
	if p := s.Place.Point; p != nil && !p.Valid() {
		problems.Add("place", "point")
	}
}
