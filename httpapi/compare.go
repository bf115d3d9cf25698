package httpapi

import (
	"math"

	"github.com/retrouve/retrouve/registry"
)

// CompareRow is one line of the comparison: the side that is shared or the
// notice first, then the others.
type CompareRow struct {
	Term          string
	Verdict, Tone string // what the evidence says of this line; empty when it says nothing
	Cells         []CompareCell
}

// CompareCell is one value, with the head of its column for narrow screens.
type CompareCell struct{ Side, Value string }

// compareTerms are the lines of a comparison, in the order of the page.
var compareTerms = []string{
	"names", "birth", "age", "sex", "seen_found", "area", "place", "home", "height", "build", "hair", "eyes", "beard", "glasses",
	"clothes", "carried", "marks", "description", "companions", "household", "languages", "medical", "condition", "source", "text", "tag", "reporter",
}

// evidenceTerms says which line a piece of evidence is about, where the names differ.
var evidenceTerms = map[string]string{"name": "names", "time": "seen_found", "place": "area", "said": "source", "belongings": "carried"}

func evidenceTerm(field string) string {
	if t, ok := evidenceTerms[field]; ok {
		return t
	}
	return field
}

// noticeSide is what is known of the person sought, by line.
func (r *request) noticeSide(n registry.ModeratorNotice) map[string]string {
	m := r.personSide(&n.Person)
	m["seen_found"], m["area"], m["place"] = r.when(n.LastSeen.From), n.LastSeen.Place.Area, n.LastSeen.Place.Text
	return m
}

// reportSide is what is known of the person found, by line.
func (r *request) reportSide(f registry.ModeratorReport) map[string]string {
	m := r.personSide(&f.Person)
	m["seen_found"], m["area"], m["place"] = r.when(f.Found.From), f.Found.Place.Area, f.Found.Place.Text
	m["condition"], m["text"], m["tag"], m["reporter"] = r.condition(f.Condition), f.Text, f.Tag, f.Reporter.Text
	if f.Source != "" || f.Organisation != "" {
		m["source"] = r.source(f)
	}
	return m
}

func (r *request) personSide(p *registry.Person) map[string]string {
	m := map[string]string{
		"names": joinNames(p.Names), "birth": r.date(p.Birth), "age": r.age(p), "sex": r.sexWord(p.Sex), "home": placeText(p.Home),
		"companions": p.Companions, "household": p.Household, "languages": r.languages(p.Languages), "medical": p.Medical,
	}
	body := r.bodyFacts(*p)
	for _, key := range []string{"height", "build", "hair", "eyes", "beard", "glasses", "clothes", "carried", "marks", "description"} {
		m[key] = valueOf(body, r.t("fact."+key))
	}
	return m
}

// compare lays sides beside each other, leaving out the lines that none has, and
// says in words where the evidence speaks for or against.
func (r *request) compare(heads []string, sides []map[string]string, evidence []registry.Evidence) []CompareRow {
	var rows []CompareRow
	for _, key := range compareTerms {
		row := CompareRow{Term: r.t("fact." + key)}
		known := false
		for i, side := range sides {
			known = known || side[key] != ""
			row.Cells = append(row.Cells, CompareCell{Side: heads[i], Value: r.dash(side[key])})
		}
		if !known {
			continue
		}
		if e, ok := heaviest(evidence, key); ok && e.Verdict != registry.Neutral {
			row.Verdict, row.Tone = r.t("compare.fits"), "good"
			if e.Verdict == registry.Against {
				row.Verdict, row.Tone = r.t("compare.differs"), "attention"
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// heaviest returns the piece of evidence that says most about a line.
func heaviest(list []registry.Evidence, term string) (best registry.Evidence, ok bool) {
	for _, e := range list {
		if evidenceTerm(e.Field) == term && (!ok || math.Abs(e.Bits) > math.Abs(best.Bits)) {
			best, ok = e, true
		}
	}
	return best, ok
}

func (r *request) dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func (r *request) source(f registry.ModeratorReport) string {
	s := r.t("source." + string(f.Source))
	if f.Organisation != "" {
		s = r.t("source.organisation", "kind", s, "organisation", f.Organisation)
	}
	if f.Trust < registry.TrustOrganisation {
		s += "\n" + r.t("source.unverified")
	}
	return s
}

func placeText(p registry.Place) string {
	for _, s := range []string{p.Text, p.City, p.Area} {
		if s != "" {
			return s
		}
	}
	return ""
}

func valueOf(list []Fact, term string) string {
	for _, f := range list {
		if f.Term == term {
			return f.Value
		}
	}
	return ""
}
