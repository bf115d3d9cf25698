package search

import (
	"fmt"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// person fills in a notice's and a report's person alike.
func person(p *registry.Person, age int, sex registry.Sex, with string) {
	p.Age, p.Sex, p.Companions = years(age), sex, with
}

// TestLinkerTellsPeopleApart: among people of one name, one family, one script and
// without a name the linker proposes the right notice first, through the index and
// the candidates as they are. No case is sure by a name alone.
func TestLinkerTellsPeopleApart(t *testing.T) {
	s := newStore(t)
	x := start(t, t.TempDir(), s, fixedClock{testNow})
	lyon := at(45.76, 4.84)
	sought := func(id, full string, age int, sex registry.Sex, more ...func(*registry.Notice)) *registry.Notice {
		return notice(id, full, append([]func(*registry.Notice){func(n *registry.Notice) {
			person(&n.Person, age, sex, "")
			n.LastSeen.Place.Point = lyon
		}}, more...)...)
	}
	with := func(companions string) func(*registry.Notice) {
		return func(n *registry.Notice) { n.Person.Companions = companions }
	}
	looks := func(text string) func(*registry.Notice) {
		return func(n *registry.Notice) { n.Person.Description = text }
	}
	recs := []registry.Record{
		sought("homonym-young", "Mohamed Benali", 24, "male"), sought("homonym-old", "Mohamed Benali", 61, "male"),
		sought("leila", "Leïla Haddad", 33, "female", with("with her brother Karim Haddad")), sought("karim", "Karim Haddad", 35, "male", with("with his sister Leïla Haddad")),
		sought("nadia", "Nadia Haddad", 62, "female"), sought("samir", "Samir Haddad", 8, "male"),
		sought("adam", "Adam Morel", 13, "male", looks("scar on the chin")), sought("noah", "Noah Morel", 13, "male"),
		sought("script", "محمد الخطيب", 41, "male"), sought("olena", "Олена Шевченко", 29, "female"),
		sought("nameless", "", 70, "male", looks("hearing aid, tattoo of an anchor on the left forearm, white beard")),
	}
	for i := range 200 { // a crowd around them
		recs = append(recs, sought(fmt.Sprintf("crowd-%d", i), fmt.Sprintf("Given%c%c Family%c%c", 'a'+i%26, 'a'+i/26, 'a'+i/9, 'a'+i%9), 20+i%50, []registry.Sex{"male", "female"}[i%2]))
	}
	wait(t, x, put(t, s, recs...))
	l := NewLinker(x)
	for name, c := range map[string]struct {
		full  string
		age   int
		sex   registry.Sex
		with  string
		looks string
		want  registry.NoticeID
	}{
		"a homonym, the young one":        {"Mohamed Benali", 25, "male", "", "", "homonym-young"},
		"a homonym, the old one":          {"Mohammed Ben Ali", 60, "male", "", "", "homonym-old"},
		"one of a family":                 {"Leila Hadad", 32, "female", "with Karim Haddad", "", "leila"},
		"her brother":                     {"Karim Hadad", 35, "male", "Leila Haddad", "", "karim"},
		"the child of the family":         {"Samir Haddad", 8, "male", "", "", "samir"},
		"a twin by the given name":        {"Adam Morel", 13, "male", "", "", "adam"},
		"the other twin":                  {"Noah Morel", 13, "male", "", "", "noah"},
		"Arabic in Latin letters":         {"Mohammed El Khatib", 41, "male", "", "", "script"},
		"Cyrillic in Latin letters":       {"Olena Shevchenko", 29, "female", "", "", "olena"},
		"nobody knows either name":        {"", 70, "male", "", "barbe blanche, appareil auditif, ancre tatouée sur l'avant-bras gauche", "nameless"},
		"the twin with the scar, no name": {"", 13, "male", "", "cicatrice au menton", "adam"},
	} {
		r := report("r", c.full, func(r *registry.Report) {
			person(&r.Person, c.age, c.sex, c.with)
			r.Person.Description, r.Found.Place.Point = c.looks, at(45.77, 4.85)
		})
		list, err := l.Ranked(t.Context(), r)
		if err != nil || len(list) == 0 || list[0].Notice != c.want {
			t.Errorf("%s: %v, %v", name, firsts(list), err)
		}
	}
}

func firsts(list []registry.Candidate) (out []string) {
	for _, c := range list[:min(len(list), 3)] {
		out = append(out, fmt.Sprintf("%s %.3f", c.Notice, c.Score))
	}
	return out
}

// TestLinkerKnowsTheEvent: to share the language of the event says next to nothing,
// to share another one speaks for the pair, in both directions alike.
func TestLinkerKnowsTheEvent(t *testing.T) {
	s := newStore(t)
	x := start(t, t.TempDir(), s, fixedClock{testNow})
	n := notice("n", "Maria Silva", func(n *registry.Notice) { n.Person.Age, n.Person.Languages = years(40), []string{"fr", "ti"} })
	of := func(codes ...string) *registry.Report {
		return report("r", "Maria Silva", func(r *registry.Report) { r.Person.Age, r.Person.Languages = years(40), codes })
	}
	common, rare := of("fr"), of("ti")
	wait(t, x, put(t, s, &registry.Event{ID: "e1", Slug: "e", Langs: []string{"fr", "en"}}, n, rare))
	l := NewLinker(x)
	if a, b := l.Compare(n, common), l.Compare(n, rare); a.Score >= b.Score {
		t.Errorf("common %.4f, rare %.4f", a.Score, b.Score)
	}
	there, err := l.NoticesFor(t.Context(), rare)
	back, err2 := l.ReportsFor(t.Context(), n)
	if err != nil || err2 != nil || len(there) != 1 || len(back) != 1 || there[0].Score != back[0].Score || there[0].Score != l.Compare(n, rare).Score {
		t.Errorf("%v %v, %v %v", firsts(there), firsts(back), err, err2)
	}
}
