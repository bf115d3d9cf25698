package registry

import (
	"log/slog"
	"math"
)

// Place is where something happened, as people say it. Area is what everybody
// may see (a town, a district, a venue); Text is the exact place and is P1.
type Place struct {
	Area    string `json:"area,omitzero"`
	Text    string `json:"text,omitzero"`
	Point   *Point `json:"point,omitzero"`
	Country string `json:"country,omitzero"` // ISO 3166-1 alpha-2

	// Parts of a home address, as PFIF has them.
	Street       string `json:"street,omitzero"`
	Neighborhood string `json:"neighborhood,omitzero"`
	City         string `json:"city,omitzero"`
	State        string `json:"state,omitzero"` // ISO 3166-2 preferred
	PostalCode   string `json:"postal_code,omitzero"`
}

// IsZero reports whether nothing is known.
func (p Place) IsZero() bool { return p == Place{} }

// LogValue redacts the place.
func (Place) LogValue() slog.Value { return redacted }

// Point is a position in WGS 84 degrees, with the radius in metres within which
// it is meant (0: as good as the position itself).
type Point struct {
	Lat    float64 `json:"lat"`
	Lon    float64 `json:"lon"`
	Radius float64 `json:"radius,omitzero"`
}

// Valid reports whether the point lies on the globe.
func (p Point) Valid() bool {
	return p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180 && p.Radius >= 0 && !math.IsInf(p.Radius, 1)
}

// earthRadius is the mean radius of the Earth in kilometres (IUGG 1980).
const earthRadius = 6371.0088

// Kilometres returns the great-circle distance between two points, by the
// haversine formula.
func Kilometres(a, b Point) float64 {
	const rad = math.Pi / 180
	dLat, dLon := (b.Lat-a.Lat)*rad, (b.Lon-a.Lon)*rad
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(a.Lat*rad)*math.Cos(b.Lat*rad)*math.Pow(math.Sin(dLon/2), 2)
	return 2 * earthRadius * math.Asin(math.Sqrt(min(h, 1)))
}
