package places

import (
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/retrouve/retrouve/registry"
)

// What the package may cost: megabytes in the program and in memory, and the
// time of the first look.
func TestCost(t *testing.T) {
	if len(packed) > 2_500_000 {
		t.Errorf("%d bytes in the program", len(packed))
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	g, err := unpack(packed)
	took := time.Since(start)
	runtime.GC()
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	held := int64(after.HeapAlloc) - int64(before.HeapAlloc)
	t.Logf("%d towns: %.2f MB in the program, %.1f MiB in memory, loaded in %v", len(g.ends), float64(len(packed))/1e6, float64(held)/(1<<20), took)
	if held > 15<<20 || took > 2*time.Second { // the time is a tenth of it on an idle machine
		t.Errorf("%d bytes held, loaded in %v", held, took)
	}
	runtime.KeepAlive(g)
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"Londres", "75011 Paris", "à la gare de Lyon", "在伦敦失踪", "48.8630, 2.3708", "l'", "d’ ’d", "ال", "市", "\xff\xfe", "the"} {
		f.Add(s)
	}
	r := NewResolver([]registry.EventPlace{{ID: "x", Name: "Hôpital Saint-Louis", Alternates: []string{"", "St Louis"}}}, &registry.Point{Lat: 48, Lon: 2})
	f.Fuzz(func(t *testing.T, text string) {
		if keys := Names(text); len(keys) > maxKeys {
			t.Errorf("%d keys", len(keys))
		}
		for _, p := range find(text, 5) {
			if !p.Point.Valid() || p.Key == "" || !utf8.ValidString(p.Name) {
				t.Errorf("%+v", p)
			}
		}
		if len(text) < 40 {
			for _, g := range r.Resolve(text) {
				if !g.Point.Valid() || g.Score <= 0 || g.Score > 1 {
					t.Errorf("%+v", g)
				}
			}
		}
	})
}

func FuzzParsePoint(f *testing.F) {
	for _, s := range []string{"48.8630, 2.3708", "geo:48,2;u=3", "48°51'46\"N 2°22'15\"E", "N 1 E 2", "1,2,3,4"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if p, ok := ParsePoint(text); ok && !p.Valid() {
			t.Errorf("%q is %+v", text, p)
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := unpack(packed); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	Load()
	for b.Loop() {
		find("Lyon, Frankreich", 3)
	}
}

func BenchmarkNames(b *testing.B) {
	Load()
	for b.Loop() {
		Names("Last seen at the main station of Lille on Friday evening, on the way to Brussels with two friends")
	}
}

func BenchmarkResolveMisspelt(b *testing.B) {
	Load()
	var list []registry.EventPlace
	for _, p := range strings.Fields("Necker Bichat Lariboisière Cochin Tenon Beaujon Bicêtre Foch Percy Curie") {
		for _, kind := range []string{"Hôpital", "Clinique", "Centre", "Gare", "Mairie", "Gymnase", "École", "Église", "Place", "Rue"} {
			list = append(list, registry.EventPlace{ID: registry.EventPlaceID(kind + p), Name: kind + " " + p})
		}
	}
	r := NewResolver(list, nil)
	for b.Loop() {
		r.Resolve("Marsielle")
	}
}
