package places

import (
	"math"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

func TestParsePoint(t *testing.T) {
	for text, want := range map[string]registry.Point{
		"48.8630, 2.3708":                    {Lat: 48.863, Lon: 2.3708, Radius: 6},
		"48.8630 2.3708":                     {Lat: 48.863, Lon: 2.3708, Radius: 6},
		" (48.8630,2.3708) ":                 {Lat: 48.863, Lon: 2.3708, Radius: 6},
		"48,8630 2,3708":                     {Lat: 48.863, Lon: 2.3708, Radius: 6},
		"48,8630; 2,3708":                    {Lat: 48.863, Lon: 2.3708, Radius: 6},
		"48,8630, 2,3708":                    {Lat: 48.863, Lon: 2.3708, Radius: 6},
		"-33.86 151.2":                       {Lat: -33.86, Lon: 151.2, Radius: 5560},
		"−33.86, +151.20":                    {Lat: -33.86, Lon: 151.2, Radius: 556},
		"48.8630° N, 2.3708° E":              {Lat: 48.863, Lon: 2.3708, Radius: 6},
		"48.8630N 2.3708W":                   {Lat: 48.863, Lon: -2.3708, Radius: 6},
		"N 48.8630 W 2.3708":                 {Lat: 48.863, Lon: -2.3708, Radius: 6},
		"2.3708 E, 48.8630 S":                {Lat: -48.863, Lon: 2.3708, Radius: 6},
		"48°51'46\"N 2°22'15\"E":             {Lat: 48.86277777777778, Lon: 2.370833333333333, Radius: 16},
		"48° 51′ 46.8″ N, 2° 22′ 14.9″ E":    {Lat: 48.863, Lon: 2.370805555555556, Radius: 2},
		"48°51.78' N 2°22.25' E":             {Lat: 48.863, Lon: 2.370833333333333, Radius: 10},
		"48° N 2° E":                         {Lat: 48, Lon: 2, Radius: 55598},
		"٤٨٫٨٦٣٠, ٢٫٣٧٠٨":                    {Lat: 48.863, Lon: 2.3708, Radius: 6},
		"geo:48.8630,2.3708":                 {Lat: 48.863, Lon: 2.3708},
		"geo:48.8630,2.3708,35;u=100":        {Lat: 48.863, Lon: 2.3708, Radius: 100},
		"GEO:48.8630,2.3708;crs=wgs84;U=3.5": {Lat: 48.863, Lon: 2.3708, Radius: 3.5},
		"geo:48,2?q=48,2(Here)":              {Lat: 48, Lon: 2},
	} {
		got, ok := ParsePoint(text)
		if !ok || math.Abs(got.Lat-want.Lat) > 1e-9 || math.Abs(got.Lon-want.Lon) > 1e-9 || got.Radius != want.Radius {
			t.Errorf("%q: %+v, %v", text, got, ok)
		}
	}
	for _, text := range []string{
		"", "48", "48.1", "12, 15", "12 15", "75011", "12 rue 3", "91.5, 2.5", "48.5, 181.5", "48.5 N 2.5 N", "48.5 E 2.5 E", "48.5 O 2.5 N",
		"-48.5 S 2.5 E", "N 48.5 N 2.5", "48°61'00\"N 2°22'15\"E", "1.5, 2.5, 3.5", "geo:", "geo:1", "geo:a,b", "geo:1,2,3,4", "geo:91,2",
		"geo:1,2;u=-5", "geo:1,2;u=x", "geo:1,2;crs=nad27", "geo:nan,2", "geo:inf,2", "Paris", "01.02.2026", "48.8630 2.3708 Paris", "\xff",
	} {
		if got, ok := ParsePoint(text); ok {
			t.Errorf("%q is %+v", text, got)
		}
	}
}

func TestAround(t *testing.T) {
	for _, c := range []struct {
		p    registry.Point
		km   float64
		want [4]float64
	}{
		{registry.Point{Lat: 0, Lon: 0}, 111.19, [4]float64{-1, -1, 1, 1}},
		{registry.Point{Lat: 60, Lon: 10}, 111.19, [4]float64{59, 7.9997, 61, 12.0003}},
		{registry.Point{Lat: 0, Lon: 179.5}, 111.19, [4]float64{-1, 178.5, 1, -179.5}},
		{registry.Point{Lat: 89.5, Lon: 10}, 111.19, [4]float64{88.5, -180, 90, 180}},
		{registry.Point{Lat: 48, Lon: 2}, 0, [4]float64{48, 2, 48, 2}},
		{registry.Point{Lat: 0, Lon: 2}, 30000, [4]float64{-90, -180, 90, 180}},
	} {
		a, b, x, y := Around(c.p, c.km)
		for i, got := range []float64{a, b, x, y} {
			if math.Abs(got-c.want[i]) > 0.01 {
				t.Errorf("%v, %v km: %v, want %v", c.p, c.km, [4]float64{a, b, x, y}, c.want)
				break
			}
		}
	}
}

// Every point on the circle lies in the box.
func TestAroundHoldsTheCircle(t *testing.T) {
	const rad = math.Pi / 180
	for lat := -88.0; lat <= 88; lat += 8 {
		for _, km := range []float64{1, 50, 400} {
			p := registry.Point{Lat: lat, Lon: 175}
			minLat, minLon, maxLat, maxLon := Around(p, km)
			for bearing := 0.0; bearing < 360; bearing += 5 {
				d := km / 6371.0088
				la := math.Asin(math.Sin(lat*rad)*math.Cos(d) + math.Cos(lat*rad)*math.Sin(d)*math.Cos(bearing*rad))
				lo := p.Lon + math.Atan2(math.Sin(bearing*rad)*math.Sin(d)*math.Cos(lat*rad), math.Cos(d)-math.Sin(lat*rad)*math.Sin(la))/rad
				lo = wrap(lo)
				in := lo >= minLon && lo <= maxLon || minLon > maxLon && (lo >= minLon || lo <= maxLon)
				if !in || la/rad < minLat || la/rad > maxLat {
					t.Fatalf("%v, %v km, bearing %v: %v %v outside", p, km, bearing, la/rad, lo)
				}
			}
		}
	}
}
