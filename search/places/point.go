package places

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/retrouve/retrouve/registry"
)

// ParsePoint reads a position as people paste it: decimal degrees with comma,
// semicolon or space between ("48.8630, 2.3708", "48,8630 2,3708"), with signs
// or with N, S, E, W before or behind, degrees with minutes and seconds
// (48°51'46"N 2°22'15"E), and geo URIs (RFC 5870: geo:48.86,2.37;u=35). Digits of
// any script count. The latitude comes first, unless letters say otherwise; O is
// not read, which is west in French and east in German. Whole numbers without a
// degree sign, a letter or "geo:" are no position, nor is what is off the globe.
// The radius is that of the URI, or else half of the last digit.
func ParsePoint(text string) (registry.Point, bool) {
	if len(text) > maxPoint || !utf8.ValidString(text) {
		return registry.Point{}, false
	}
	text = strings.ToUpper(strings.TrimSpace(registry.FoldDigits(text)))
	text = strings.NewReplacer("−", "-", "’", "'", "′", "'", "″", "\"", "”", "\"", "''", "\"", "º", "°", "\u00a0", " ", "٫", ".").Replace(text)
	if rest, ok := strings.CutPrefix(text, "GEO:"); ok {
		return parseGeo(rest)
	}
	m := pointForm.FindStringSubmatch(text)
	if m == nil {
		return registry.Point{}, false
	}
	a, okA := parseAngle(m[1] + m[3] + m[5]) // of which two are empty
	b, okB := parseAngle(m[2] + m[4] + m[6])
	if !okA || !okB || !(a.sure && b.sure) {
		return registry.Point{}, false
	}
	if a.axis == 'E' || b.axis == 'N' {
		a, b = b, a
	}
	p := registry.Point{Lat: a.degrees, Lon: b.degrees, Radius: max(a.metres, b.metres)}
	return p, a.axis != 'E' && b.axis != 'N' && p.Valid()
}

const maxPoint = 80 // bytes

// Two angles, with letters before them, behind them, or without. A comma may
// stand between them and in them; a space also before a letter and between
// degrees and minutes. Letters alone are enough to part them.
var pointForm = func() *regexp.Regexp {
	const number = `[-+]?\d{1,3}(?:[.,]\d{1,15})?(?:\s*°(?:\s*\d{1,2}(?:[.,]\d+)?\s*'(?:\s*\d{1,2}(?:[.,]\d+)?\s*")?)?)?`
	const letter, sep, gap = `[NSEW]`, `(?:\s*[,;/]\s*|\s+)`, `\s*[,;/]?\s*`
	const before, behind = `(` + letter + `\s*` + number + `)`, `(` + number + `\s*` + letter + `)`
	return regexp.MustCompile(`^\(?(?:` + before + gap + before + `|` + behind + gap + behind + `|(` + number + `)` + sep + `(` + number + `))\)?$`)
}()

// angle is one half of a position.
type angle struct {
	degrees, metres float64
	axis            byte // N for a latitude, E for a longitude, 0 if it does not say
	sure            bool // it has a sign that it is an angle
}

var angleForm = regexp.MustCompile(`^([NSEW]?)\s*([-+]?)(\d+(?:[.,]\d+)?)(?:\s*(°)(?:\s*(\d+(?:[.,]\d+)?)\s*'(?:\s*(\d+(?:[.,]\d+)?)\s*")?)?)?\s*([NSEW]?)$`)

func parseAngle(s string) (a angle, ok bool) {
	m := angleForm.FindStringSubmatch(s)
	if m == nil || m[1] != "" && m[7] != "" {
		return a, false
	}
	unit := 1.0
	for i, part := range []string{m[3], m[5], m[6]} {
		if part == "" {
			continue
		}
		unit = math.Pow(60, -float64(i))
		part = strings.Replace(part, ",", ".", 1)
		f, err := strconv.ParseFloat(part, 64)
		if err != nil || i > 0 && f >= 60 {
			return a, false
		}
		a.degrees += f * unit
		if _, decimals, ok := strings.Cut(part, "."); ok {
			unit *= math.Pow(10, -float64(len(decimals)))
		}
	}
	const metresPerDegree = 111_195 // of a great circle
	a.metres = math.Ceil(unit * metresPerDegree / 2)
	letter := m[1] + m[7]
	a.sure = letter != "" || m[4] != "" || strings.ContainsAny(m[3], ".,")
	if letter == "N" || letter == "S" {
		a.axis = 'N'
	} else if letter != "" {
		a.axis = 'E'
	}
	if (m[2] == "-") != (letter == "S" || letter == "W") {
		a.degrees = -a.degrees
	}
	return a, m[2] == "" || letter == ""
}

// parseGeo reads what follows "geo:". Only WGS 84, the default, is read.
func parseGeo(s string) (p registry.Point, ok bool) {
	s, _, _ = strings.Cut(s, "?") // links of telephones add a query
	parts := strings.Split(s, ";")
	angles := strings.Split(parts[0], ",")
	if len(angles) != 2 && len(angles) != 3 { // the third is the height
		return p, false
	}
	var err1, err2, err3 error
	p.Lat, err1 = strconv.ParseFloat(angles[0], 64)
	p.Lon, err2 = strconv.ParseFloat(angles[1], 64)
	for _, part := range parts[1:] {
		switch name, value, _ := strings.Cut(part, "="); name {
		case "U":
			p.Radius, err3 = strconv.ParseFloat(value, 64)
		case "CRS":
			if value != "WGS84" {
				return p, false
			}
		}
	}
	return p, err1 == nil && err2 == nil && err3 == nil && p.Valid()
}
