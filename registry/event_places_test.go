package registry_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

func hospital(name string, change func(*registry.EventPlace)) registry.EventPlace {
	p := registry.EventPlace{Name: name, Kind: registry.PlaceHospital, Point: registry.Point{Lat: 48.8738, Lon: 2.3681}}
	if change != nil {
		change(&p)
	}
	return p
}

// importPlaces imports into the event of the world and returns the outcomes as words.
func importPlaces(w *world, req registry.ImportPlaces) (string, int) {
	req.Event = w.event
	out, removed, err := w.ImportPlaces(w.ctx, registry.System, req)
	w.must(err)
	var words []string
	for _, o := range out {
		words = append(words, string(o.Outcome))
		if (o.Err != nil) != (o.Outcome == registry.OutcomeRefused) {
			w.t.Errorf("%v with %v", o.Outcome, o.Err)
		}
	}
	return strings.Join(words, " "), removed
}

func TestImportPlaces(t *testing.T) {
	w := newWorld(t)
	list := []registry.EventPlace{hospital("Hôpital Saint-Louis", nil), hospital("Lariboisière", nil)}
	for _, step := range []struct {
		name    string
		req     registry.ImportPlaces
		want    string
		removed int
		left    int
	}{
		{"first", registry.ImportPlaces{Places: list}, "new new", 0, 2},
		{"again", registry.ImportPlaces{Places: list}, "unchanged unchanged", 0, 2},
		{"another case", registry.ImportPlaces{Places: []registry.EventPlace{hospital("  hôpital SAINT-LOUIS", nil)}}, "updated", 0, 2},
		{"one more", registry.ImportPlaces{Places: []registry.EventPlace{hospital("Bichat", nil)}}, "new", 0, 3},
		{"replaced", registry.ImportPlaces{Places: list, Replace: true}, "updated unchanged", 1, 2},
		{"a bad one stays", registry.ImportPlaces{Replace: true, Places: []registry.EventPlace{
			list[0], hospital("Lariboisière", func(p *registry.EventPlace) { p.Point.Lat = 91 })}}, "unchanged refused", 0, 2},
		{"twice", registry.ImportPlaces{Places: []registry.EventPlace{list[0], list[0]}}, "unchanged refused", 0, 2},
		{"none", registry.ImportPlaces{Replace: true}, "", 2, 0},
	} {
		w.clock.add(1)
		got, removed := importPlaces(w, step.req)
		places, err := w.PlacesOf(w.ctx, w.event)
		if got != step.want || removed != step.removed || len(places) != step.left || err != nil {
			t.Errorf("%s: %q, %d removed, %d left, %v", step.name, got, removed, len(places), err)
		}
	}
}

func TestImportPlacesRefuses(t *testing.T) {
	w := newWorld(t)
	for want, change := range map[string]func(*registry.EventPlace){
		"place_name.needed":   func(p *registry.EventPlace) { p.Name = " \u202e" },
		"place_name.encoding": func(p *registry.EventPlace) { p.Name = "\xff" },
		"place_name.too_long": func(p *registry.EventPlace) { p.Name = strings.Repeat("a", registry.MaxName+1) },
		"alternates.too_many": func(p *registry.EventPlace) {
			for i := range registry.MaxMany + 1 {
				p.Alternates = append(p.Alternates, strings.Repeat("b", i+1))
			}
		},
		"place_kind.choose": func(p *registry.EventPlace) { p.Kind = "castle" },
		"place.point":       func(p *registry.EventPlace) { p.Point.Lon = -181 },
	} {
		out, _, err := w.ImportPlaces(w.ctx, registry.System, registry.ImportPlaces{Event: w.event, Places: []registry.EventPlace{hospital("Bichat", change)}})
		w.must(err)
		wantProblems(t, want, out[0].Err, want)
	}
	_, _, err := w.ImportPlaces(w.ctx, registry.System, registry.ImportPlaces{Event: "none"})
	wantKind(t, "no event", err, registry.KindNotFound)
	many := make([]registry.EventPlace, registry.MaxEventPlaces+1)
	for i := range many {
		many[i] = hospital(registry.NewID(), nil)
	}
	_, _, err = w.ImportPlaces(w.ctx, registry.System, registry.ImportPlaces{Event: w.event, Places: many})
	wantProblems(t, "too many", err, "places.too_many")
}

func TestImportPlacesCleans(t *testing.T) {
	w := newWorld(t)
	alternates := []string{"St  Louis", "", "St Louis", "Bichat"}
	importPlaces(w, registry.ImportPlaces{Places: []registry.EventPlace{hospital("Bichat", func(p *registry.EventPlace) { p.Alternates = alternates })}})
	places, err := w.PlacesOf(w.ctx, w.event)
	w.must(err)
	if got := places[0].Alternates; !slices.Equal(got, []string{"St Louis"}) || alternates[0] != "St  Louis" {
		t.Errorf("kept %q, left %q", got, alternates)
	}
	other, err := w.PlacesOf(w.ctx, w.event[:5])
	if len(other) != 0 || err != nil {
		t.Errorf("another event has %v, %v", other, err)
	}
}
