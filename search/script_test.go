package search

import (
	"bufio"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/places"
)

// TestRankingScripts plays testdata/*.txt. Lines of a script, in any number:
//
//	# what it shows
//	notice ID: Name; also Name; key=value; key=value
//	known: Name of a place of the event; at=position
//	query: text; key=value
//	want: ID ID             the hits in this order, and no other
//	why: ID field.code ...  the reasons of one hit
//
// Keys of a notice: lang, at (a position), age, born, sex, area, place (exact), things, hair,
// description, mark, seen, event, visibility, news, risk, closed, given, family.
// Keys of a query: place, within (km), lang, sex, age, since, until, event, news, verified.
func TestRankingScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txt"), func(t *testing.T) { play(t, f) })
	}
}

type player struct {
	t     *testing.T
	store registry.Store
	index *Index
	hits  []registry.Hit
	line  int
}

func play(t *testing.T, path string) {
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	p := &player{t: t, store: newStore(t)}
	p.index = start(t, t.TempDir(), p.store, fixedClock{testNow})
	lines := bufio.NewScanner(file)
	var recs []registry.Record
	for lines.Scan() {
		p.line++
		word, rest, _ := strings.Cut(lines.Text(), ":")
		kind, id, _ := strings.Cut(word, " ")
		rest = strings.TrimSpace(rest)
		switch {
		case lines.Text() == "" || strings.HasPrefix(word, "#"):
		case kind == "notice":
			recs = append(recs, p.notice(id, rest))
		case kind == "known":
			recs = append(recs, p.known(rest))
		case kind == "query":
			if len(recs) > 0 {
				wait(t, p.index, put(t, p.store, recs...))
				recs = nil
			}
			p.query(rest)
		case kind == "want":
			if got := ids(p.hits); !slices.Equal(got, strings.Fields(rest)) {
				t.Errorf("%s:%d: got %v, want %v\n%+v", path, p.line, got, rest, p.hits)
			}
		case kind == "why":
			p.why(path, strings.Fields(rest))
		default:
			t.Fatalf("%s:%d: %q", path, p.line, lines.Text())
		}
	}
}

func (p *player) fields(s string) (first string, values map[string]string) {
	parts := strings.Split(s, ";")
	values = map[string]string{}
	for _, x := range parts[1:] {
		k, v, _ := strings.Cut(strings.TrimSpace(x), "=")
		values[k] = v
	}
	return strings.TrimSpace(parts[0]), values
}

func (p *player) notice(id, s string) *registry.Notice {
	name, values := p.fields(s)
	n := notice(id, name)
	for k, v := range values {
		switch k {
		case "lang":
			n.Lang = v
		case "at":
			p.at(&n.LastSeen.Place, v)
		case "age":
			n.Person.Age = ageOf(v)
		case "born":
			n.Person.Birth, _ = registry.ParsePartialDate(v)
		case "sex":
			n.Person.Sex = registry.Sex(v)
		case "area":
			n.LastSeen.Place.Area = v
		case "place":
			n.LastSeen.Place.Text = v
		case "things":
			n.Person.Things = []registry.Thing{{Text: v}}
		case "hair":
			n.Person.Body.Hair = v
		case "description":
			n.Person.Description = v
		case "mark":
			n.Person.Body.Marks = []registry.Mark{{Text: v}}
		case "seen":
			n.LastSeen.From.Date, _ = registry.ParsePartialDate(v)
		case "event":
			n.Event = registry.EventID(v)
		case "visibility":
			n.Visibility = registry.Visibility(v)
		case "news":
			n.News = testNow
		case "risk":
			n.AtRisk = true
		case "closed":
			n.State = registry.NoticeClosed
		case "given":
			n.Person.Names[0].Given = v
		case "family":
			n.Person.Names[0].Family = v
		default:
			if also, ok := strings.CutPrefix(k, "also "); ok {
				n.Person.Names = append(n.Person.Names, registry.NewName(also, registry.NameSpelling))
				continue
			}
			p.t.Fatalf("line %d: unknown key %q", p.line, k)
		}
	}
	return n
}

// known reads a place of the event e1.
func (p *player) known(s string) *registry.EventPlace {
	name, values := p.fields(s)
	place := registry.Place{}
	p.at(&place, values["at"])
	return &registry.EventPlace{ID: registry.NewEventPlaceID("e1", name), Event: "e1", Name: name, Point: *place.Point}
}

func (p *player) at(place *registry.Place, s string) {
	point, ok := places.ParsePoint(s)
	if !ok {
		p.t.Fatalf("line %d: no position %q", p.line, s)
	}
	place.Point = &point
}

func ageOf(s string) *registry.Age {
	lo, hi, isRange := strings.Cut(s, "-")
	a := registry.Age{AsOf: registry.DateOf(testNow)}
	a.Min, _ = strconv.Atoi(lo)
	if a.Max = a.Min; isRange {
		a.Max, _ = strconv.Atoi(hi)
	}
	return &a
}

func (p *player) query(s string) {
	text, values := p.fields(s)
	q := registry.Query{Text: text}
	for _, k := range slices.Sorted(maps.Keys(values)) {
		v := values[k]
		switch k {
		case "place":
			q.Place = v
		case "lang":
			q.Lang = v
		case "within":
			q.Within, _ = strconv.ParseFloat(v, 64)
		case "sex":
			q.Sex = registry.Sex(v)
		case "age":
			a := ageOf(v)
			q.Age = &registry.Span{Min: a.Min, Max: a.Max}
		case "since":
			q.Since, _ = registry.ParsePartialDate(v)
		case "until":
			q.Until, _ = registry.ParsePartialDate(v)
		case "event":
			q.Event = registry.EventID(v)
		case "news":
			q.News = registry.NewsFilter(v)
		case "verified":
			q.Verified = true
		default:
			p.t.Fatalf("line %d: unknown key %q", p.line, k)
		}
	}
	hits, total, err := p.index.Search(p.t.Context(), q)
	if err != nil {
		p.t.Fatalf("line %d: %v", p.line, err)
	}
	if total != len(hits) {
		p.t.Errorf("line %d: %d hits of %d", p.line, len(hits), total)
	}
	p.hits = hits
	for _, h := range hits {
		for _, r := range h.Reasons {
			reasonListed(p.t, r)
		}
	}
}

func (p *player) why(path string, want []string) {
	for _, h := range p.hits {
		if string(h.Notice) != want[0] {
			continue
		}
		got := []string{}
		for _, r := range h.Reasons {
			got = append(got, r.Field+"."+r.Code)
		}
		if !slices.Equal(got, want[1:]) {
			p.t.Errorf("%s:%d: reasons %v, want %v", path, p.line, got, want[1:])
		}
		return
	}
	p.t.Errorf("%s:%d: %s is no hit", path, p.line, want[0])
}

// reasonListed checks that a reason is in ReasonCodes with exactly its arguments.
func reasonListed(t *testing.T, r registry.Reason) {
	t.Helper()
	for _, c := range ReasonCodes() {
		if c.Field == r.Field && c.Code == r.Code {
			if got := slices.Sorted(maps.Keys(r.Args)); !slices.Equal(got, slices.Sorted(slices.Values(c.Args))) {
				t.Errorf("%s.%s has arguments %v, ReasonCodes says %v", r.Field, r.Code, got, c.Args)
			}
			return
		}
	}
	t.Errorf("%s.%s is not in ReasonCodes", r.Field, r.Code)
}
