package places

import (
	"math"

	"github.com/retrouve/retrouve/registry"
)

// Around returns a box that holds everything within some kilometres of a point,
// for a first, cheap look before registry.Kilometres. A box over the date line
// has a minLon above its maxLon, as in GeoJSON (RFC 7946, section 5.2); one that
// holds a pole reaches around the globe. The radius of the point is not added.
//
// The widest longitude of a circle is not level with its middle: it is
// asin(sin r / cos lat), by the rule of sines in the right triangle of the pole,
// the middle and the point where a meridian touches the circle.
func Around(p registry.Point, km float64) (minLat, minLon, maxLat, maxLon float64) {
	const rad = math.Pi / 180
	const kmPerDegree = 111.19 // a little less than it is, so that the box is a little larger
	r := max(km, 0) / kmPerDegree
	minLat, maxLat = p.Lat-r, p.Lat+r
	if minLat <= -90 || maxLat >= 90 {
		return max(minLat, -90), -180, min(maxLat, 90), 180
	}
	dLon := math.Asin(min(math.Sin(min(r, 90)*rad)/math.Cos(p.Lat*rad), 1)) / rad
	if dLon >= 180 {
		return minLat, -180, maxLat, 180
	}
	return minLat, wrap(p.Lon - dLon), maxLat, wrap(p.Lon + dLon)
}

// wrap brings a longitude back to -180 to 180.
func wrap(lon float64) float64 {
	switch {
	case lon < -180:
		return lon + 360
	case lon > 180:
		return lon - 360
	}
	return lon
}
