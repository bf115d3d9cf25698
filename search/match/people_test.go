package match

import (
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// crowd is the prior of a pair in an incident with a thousand open notices.
const crowd = 0.001

// scored compares what a case fills in, in a crowd.
func scored(f func(n *registry.Notice, r *registry.Report)) Result {
	n, r := pair(f)
	return Compare(n, r, Options{Prior: crowd})
}

// Two people of one name differ in age: the right one stands above the other, and
// the other is no surer than a name alone.
func TestHomonyms(t *testing.T) {
	of := func(age int) float64 {
		return scored(func(n *registry.Notice, r *registry.Report) {
			named(&n.Person, "Mohamed Benali")
			named(&r.Person, "Mohamed Benali")
			n.Person.Sex, r.Person.Sex = "male", "male"
			aged(&n.Person, age, age)
			aged(&r.Person, 24, 24)
		}).Probability
	}
	if right, other := of(24), of(58); right < 0.9 || other > NameOnly {
		t.Errorf("%.3f, the homonym %.3f", right, other)
	}
}

// A surname that a whole family has is not yet the person.
func TestFamilyOfOneSurname(t *testing.T) {
	of := func(given string, sex registry.Sex, age int) float64 {
		return scored(func(n *registry.Notice, r *registry.Report) {
			named(&n.Person, given+" Haddad")
			named(&r.Person, "Leïla Haddad")
			n.Person.Sex, r.Person.Sex = sex, "female"
			aged(&n.Person, age, age)
			aged(&r.Person, 30, 36)
			n.Person.Home.City, r.Person.Home.City = "Lyon", "Lyon"
			n.Person.Household, r.Person.Household = "FR-69-1187", "FR-69-1187"
			n.Person.Companions, r.Person.Companions = "Leïla, Karim, Nadia et Samir Haddad", "Samir Haddad"
		}).Probability
	}
	her := of("Leïla", "female", 33)
	for _, other := range []float64{of("Karim", "male", 35), of("Nadia", "female", 62), of("Samir", "male", 8)} {
		if her < 0.95 || other > 0.5 || other > her {
			t.Errorf("her %.3f, a relative %.3f", her, other)
		}
	}
}

// Twins share surname, day of birth, home and looks: the given name decides
// between them, and where it is unknown neither is surer than the other.
func TestTwins(t *testing.T) {
	of := func(sought, found string) float64 {
		return scored(func(n *registry.Notice, r *registry.Report) {
			named(&n.Person, sought)
			if found != "" {
				named(&r.Person, found)
			}
			for _, p := range []*registry.Person{&n.Person, &r.Person} {
				p.Sex, p.Birth = "male", date("2012-05-09")
				p.Home = registry.Place{Street: "12 rue des Lilas", PostalCode: "69003", City: "Lyon"}
				p.Body.Hair, p.Body.Eyes = "brown", "green"
			}
		}).Probability
	}
	if him, brother := of("Adam Morel", "Adam Morel"), of("Noah Morel", "Adam Morel"); him <= brother {
		t.Errorf("%.5f, the twin %.5f", him, brother)
	}
	if a, b := of("Adam Morel", ""), of("Noah Morel", ""); a != b {
		t.Errorf("without a name: %.5f and %.5f", a, b)
	}
}

// The twin who came along is not the twin who is sought.
func TestTwinsNamedAsCompanions(t *testing.T) {
	res := scored(func(n *registry.Notice, r *registry.Report) {
		named(&n.Person, "Adam Morel")
		named(&r.Person, "Noah Morel")
		n.Person.Companions, r.Person.Companions = "with his twin Noah Morel", "Adam Morel"
	})
	if e, ok := field(t, res, "companions"); !ok || e.Verdict != registry.Against || e.Code != "found" {
		t.Errorf("%+v", res.Evidence)
	}
}

// Without a name the rest can carry a pair, and a sex and an age cannot.
func TestPeopleWithoutAName(t *testing.T) {
	of := func(marks bool) float64 {
		return scored(func(n *registry.Notice, r *registry.Report) {
			named(&n.Person, "Inès Besnard")
			n.Person.Sex, r.Person.Sex = "female", "female"
			aged(&n.Person, 26, 26)
			aged(&r.Person, 22, 30)
			n.LastSeen.Place.Point, r.Found.Place.Point = &registry.Point{Lat: 48.86, Lon: 2.35}, &registry.Point{Lat: 48.87, Lon: 2.36}
			if marks {
				n.Person.Body.Marks = []registry.Mark{{Text: "hirondelle tatouée au poignet gauche"}}
				r.Person.Body.Marks = []registry.Mark{{Text: "tattoo of a swallow on the left wrist"}}
			}
		}).Probability
	}
	if few, many := of(false), of(true); few > 0.3 || many < 2*few {
		t.Errorf("%.3f, with a tattoo %.3f", few, many)
	}
}

// Initials, age band, sex and area are the public card of a child: who copies them
// into a report must not get a pair above even, whatever the crowd.
func TestInitialsOfAMinorNeverSuffice(t *testing.T) {
	for _, name := range []string{"K. H.", "K H", "K.", "H.K."} {
		n, r := pair(func(n *registry.Notice, r *registry.Report) {
			named(&n.Person, "Karim Haddad")
			named(&r.Person, name)
			n.Person.Sex, r.Person.Sex = "male", "male"
			aged(&n.Person, 8, 8)
			aged(&r.Person, 6, 11)
			n.LastSeen.Place.Area, r.Found.Place.Area = "Gare du Nord, Paris", "Gare du Nord, Paris"
			r.About = n.ID
		})
		if p := Compare(n, r, Options{Prior: 0.02}).Probability; p > NameOnly {
			t.Errorf("%s: %.3f", name, p)
		}
		if e, ok := field(t, Compare(n, r, Options{}), "name"); !ok || e.Code != codeInitials {
			t.Errorf("%s: %+v", name, e)
		}
	}
	res := scored(func(n *registry.Notice, r *registry.Report) { named(&n.Person, "K. H."); named(&r.Person, "K. H.") })
	if res.Bits > initialsSame {
		t.Errorf("initials on both sides: %+v", res)
	}
}

// One person written in two scripts, of whom only the age is known besides, is
// proposed: what is above 0.4 goes to the queue.
func TestRecordsInDifferentScripts(t *testing.T) {
	for _, c := range [][2]string{
		{"Mohammed El Khatib", "محمد الخطيب"}, {"Olena Shevchenko", "Олена Шевченко"}, {"Georgios Papadopoulos", "Γεώργιος Παπαδόπουλος"},
		{"Yamamoto Tomoya", "山本智也"}, {"Kim Min-jun", "김민준"}, {"David Cohen", "דוד כהן"},
	} {
		for _, name := range [][2]string{{c[0], c[1]}, {c[1], c[0]}} {
			p := scored(func(n *registry.Notice, r *registry.Report) {
				named(&n.Person, name[0])
				named(&r.Person, name[1])
				aged(&n.Person, 41, 41)
				aged(&r.Person, 40, 42)
			}).Probability
			if p < 0.4 {
				t.Errorf("%s: %.3f", name, p)
			}
		}
	}
}
