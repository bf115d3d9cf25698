package match

import (
	"maps"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/names"
)

var day = registry.PartialDate{Year: 2026, Month: 3, Day: 1}

// pair makes a notice and a report and lets the case fill them in.
func pair(f func(n *registry.Notice, r *registry.Report)) (*registry.Notice, *registry.Report) {
	n, r := &registry.Notice{ID: "n"}, &registry.Report{ID: "r", Filed: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}
	f(n, r)
	return n, r
}

func named(p *registry.Person, full string) {
	p.Names = append(p.Names, registry.NewName(full, registry.NameFull))
}

func aged(p *registry.Person, lo, hi int) { p.Age = &registry.Age{Min: lo, Max: hi, AsOf: day} }

func date(s string) registry.PartialDate {
	d, _ := registry.ParsePartialDate(s)
	return d
}

// Another street with a number and a word in common says nothing, nor does another
// postcode alone.
func TestOtherAddressesSayNothing(t *testing.T) {
	for _, c := range [][2]registry.Place{
		{{Street: "4 Holt Place"}, {Street: "4 Fox Place"}},
		{{Street: "1 bandulla street"}, {Street: "1 galloway street"}},
		{{PostalCode: "3198"}, {PostalCode: "7262"}},
	} {
		n, r := pair(func(n *registry.Notice, r *registry.Report) { n.Person.Home, r.Person.Home = c[0], c[1] })
		if e := Compare(n, r, Options{}).Evidence; len(e) > 0 {
			t.Errorf("%v: %+v", c, e)
		}
	}
}

func TestOneField(t *testing.T) {
	names := func(a, b string) func(*registry.Notice, *registry.Report) {
		return func(n *registry.Notice, r *registry.Report) { named(&n.Person, a); named(&r.Person, b) }
	}
	births := func(a, b string) func(*registry.Notice, *registry.Report) {
		return func(n *registry.Notice, r *registry.Report) { n.Person.Birth, r.Person.Birth = date(a), date(b) }
	}
	ages := func(a, b, c, d int) func(*registry.Notice, *registry.Report) {
		return func(n *registry.Notice, r *registry.Report) { aged(&n.Person, a, b); aged(&r.Person, c, d) }
	}
	sexes := func(a, b registry.Sex) func(*registry.Notice, *registry.Report) {
		return func(n *registry.Notice, r *registry.Report) { n.Person.Sex, r.Person.Sex = a, b }
	}
	points := func(lat, lon float64) func(*registry.Notice, *registry.Report) {
		return func(n *registry.Notice, r *registry.Report) {
			n.LastSeen.Place.Point = &registry.Point{Lat: 48.86, Lon: 2.35}
			r.Found.Place.Point = &registry.Point{Lat: lat, Lon: lon}
		}
	}
	areas := func(a, b string) func(*registry.Notice, *registry.Report) {
		return func(n *registry.Notice, r *registry.Report) { n.LastSeen.Place.Area, r.Found.Place.Area = a, b }
	}
	addresses := func(a, b, x, y string) func(*registry.Notice, *registry.Report) {
		return func(n *registry.Notice, r *registry.Report) {
			n.Person.Home, r.Person.Home = registry.Place{Street: a, PostalCode: x}, registry.Place{Street: b, PostalCode: y}
		}
	}
	homes := func(a, b string) func(*registry.Notice, *registry.Report) {
		return func(n *registry.Notice, r *registry.Report) { n.Person.Home.City, r.Person.Home.City = a, b }
	}
	times := func(a, b string) func(*registry.Notice, *registry.Report) {
		return func(n *registry.Notice, r *registry.Report) {
			n.LastSeen.From.Date, r.Found.From.Date = date(a), date(b)
		}
	}
	looks := func(a, b string) func(*registry.Notice, *registry.Report) {
		return func(n *registry.Notice, r *registry.Report) { n.Person.Description, r.Person.Description = a, b }
	}
	for name, c := range map[string]struct {
		set     func(*registry.Notice, *registry.Report)
		field   string
		code    string
		verdict registry.Verdict
	}{
		"same name":                {names("Maria Silva", "SILVA Maria"), "name", "same", 1},
		"typo in a name":           {names("Jonathan Smith", "Jonathn Smyth"), "name", "similar", 1},
		"a word less":              {names("Maria Ana Silva", "Maria Silva"), "name", "similar", 1},
		"another name":             {names("Maria Silva", "Kevin Kirby"), "name", "different", -1},
		"another script":           {names("Maria Silva", "Мария Силва"), "name", "close", 1},
		"one word":                 {names("Maria Silva", "Silva"), "name", "word_same", 1},
		"one word mistyped":        {names("Maria Silva", "Silba"), "name", "word_close", 1},
		"one other word":           {names("Maria Silva", "Kirby"), "name", "word_different", -1},
		"given name in characters": {names("山本智也", "智也"), "name", "word_same", 1},
		"birth same":               {births("1970-02-03", "1970-02-03"), "birth", "same", 1},
		"birth swapped":            {births("1970-02-03", "1970-03-02"), "birth", "swapped", 1},
		"birth one digit":          {births("1970-02-03", "1970-02-13"), "birth", "digit", 1},
		"birth two digits":         {births("1970-02-03", "1971-02-13"), "birth", "digits", -1},
		"birth year only":          {births("1970-01-01", "1970-02-03"), "birth", "year", 1},
		"same address":             {addresses("12 Main Street", "12 main st", "BN3 2AA", "bn3 2aa"), "home", "address", 1},
		"same postcode":            {addresses("12 Main Street", "8 High Road", "BN3 2AA", "BN3 2AA"), "home", "same", 1},
		"another number":           {addresses("56 Heagney Crescent", "3 heagney crescent", "", ""), "home", "near", 1},
		"street misspelt":          {addresses("8 Conlon Crescent", "8 conlon crescemt", "3198", "3189"), "home", "address", 1},
		"postcode with a slip":     {addresses("", "", "M29 8WQ", "m2i 8wq"), "home", "near", 1},
		"postcode swapped":         {addresses("", "", "3198", "3189"), "home", "near", 1},
		"town within a town":       {homes("Hove", "Brighton and Hove"), "home", "near", 1},
		"birth other year":         {births("1970-02-03", "1989-02-03"), "birth", "other_year", 1},
		"birth other day":          {births("1970-02-03", "1970-11-25"), "birth", "other_day", -1},
		"birth different":          {births("1970-02-03", "1950-07-13"), "birth", "different", -1},
		"birth month":              {births("1970-02", "1970-02-13"), "birth", "month", 1},
		"birth year":               {births("1970", "1970-02-13"), "birth", "year", 1},
		"birth years apart":        {births("1970", "1990"), "age", "far", -1},
		"age same":                 {ages(40, 40, 40, 40), "age", "same", 1},
		"age inside":               {ages(44, 44, 40, 50), "age", "inside", 1},
		"age near":                 {ages(44, 44, 46, 46), "age", "near", 1},
		"age off":                  {ages(40, 40, 46, 46), "age", "off", -1},
		"age far":                  {ages(20, 20, 46, 46), "age", "far", -1},
		"a child is not two older": {ages(4, 4, 8, 8), "age", "far", -1},
		"sex same":                 {sexes("male", "male"), "sex", "same", 1},
		"sex different":            {sexes("male", "female"), "sex", "different", -1},
		"place here":               {points(48.87, 2.36), "place", "here", 1},
		"place near":               {points(48.95, 2.40), "place", "near", 1},
		"place around":             {points(49.3, 2.40), "place", "around", -1},
		"place region":             {points(50.6, 3.06), "place", "region", -1},
		"place country":            {points(43.3, 5.37), "place", "country", -1},
		"place far":                {points(-12, 96), "place", "far", -1},
		"area same":                {areas("Saint-Denis", "saint denis"), "place", "area", 1},
		"area similar":             {areas("Saint-Denis", "Saint-Denis Nord"), "place", "similar", 1},
		"area other":               {areas("Saint-Denis", "Orly"), "place", "other", -1},
		"time after":               {times("2026-02-01", "2026-02-03"), "time", "after", 0},
		"time a day before":        {times("2026-02-03", "2026-02-02"), "time", "after", 0},
		"time before":              {times("2026-02-10", "2026-02-02"), "time", "before", -1},
		"home same":                {homes("Lyon", "LYON"), "home", "same", 1},
		"home different":           {homes("Lyon", "Metz"), "home", "different", -1},
		"looks none":               {looks("red jacket", "blue dress"), "marks", "none", -1},
		"looks one":                {looks("red jacket", "veste bleue"), "marks", "one", 0},
		"looks some":               {looks("red jacket", "veste rouge"), "marks", "some", 1},
		"looks many":               {looks("red jacket, scar on left arm", "veste rouge, cicatrice bras gauche"), "marks", "many", 1},
		"height":                   {looks("170 cm, scar", "about 173 cm, scarred"), "marks", "some", 1},
		"said":                     {func(n *registry.Notice, r *registry.Report) { r.About = n.ID }, "said", "about", 1},
	} {
		t.Run(name, func(t *testing.T) {
			res := Compare(first(pair(c.set)), second(pair(c.set)), Options{})
			i := slices.IndexFunc(res.Evidence, func(e registry.Evidence) bool { return e.Field == c.field })
			if i < 0 {
				t.Fatalf("no evidence for %s: %+v", c.field, res.Evidence)
			}
			e := res.Evidence[i]
			if e.Code != c.code || e.Verdict != c.verdict {
				t.Errorf("%s.%s %+d (%.1f bits, %v), want %s.%s %+d", e.Field, e.Code, e.Verdict, e.Bits, e.Args, c.field, c.code, c.verdict)
			}
			listed(t, e)
		})
	}
}

func first(n *registry.Notice, _ *registry.Report) *registry.Notice  { return n }
func second(_ *registry.Notice, r *registry.Report) *registry.Report { return r }

// listed checks that a piece is in Codes with exactly its arguments.
func listed(t *testing.T, e registry.Evidence) {
	t.Helper()
	for _, c := range Codes() {
		if c.Field == e.Field && c.Code == e.Code {
			if got := slices.Sorted(maps.Keys(e.Args)); !slices.Equal(got, slices.Sorted(slices.Values(c.Args))) {
				t.Errorf("%s.%s has arguments %v, Codes says %v", e.Field, e.Code, got, c.Args)
			}
			return
		}
	}
	t.Errorf("%s.%s is not in Codes", e.Field, e.Code)
}

// What both mention in different languages is said in the words of the report.
func TestLooksAcrossLanguages(t *testing.T) {
	n, r := pair(func(n *registry.Notice, r *registry.Report) {
		n.Lang, n.Person.Description = "ar", "حقيبة ظهر سوداء، وشم على الذراع الأيسر"
		r.Lang, r.Person.Description = "fr", "sac à dos noir, tatouage au bras gauche"
	})
	e := Compare(n, r, Options{}).Evidence
	if len(e) != 1 || e[0].Code != "many" || e[0].Args["words"] != "bras, sac à dos noir, gauche, tatouage" {
		t.Errorf("%+v", e)
	}
}

func TestWhatIsMissingIsNeutral(t *testing.T) {
	n, r := pair(func(n *registry.Notice, r *registry.Report) {
		named(&n.Person, "Maria Silva")
		n.Person.Birth, n.Person.Sex, n.Person.Description = date("1970-02-03"), "female", "scar"
		n.LastSeen.Place.Area, n.Person.Home.City = "Lyon", "Lyon"
	})
	res := Compare(n, r, Options{Prior: 0.01})
	if len(res.Evidence) != 0 || res.Bits != 0 || math.Abs(res.Probability-0.01) > 1e-9 {
		t.Errorf("%+v", res)
	}
}

func TestBirthDateAndAgeCountOnce(t *testing.T) {
	n, r := pair(func(n *registry.Notice, r *registry.Report) {
		n.Person.Birth, r.Person.Birth = date("1970-02-03"), date("1970-02-03")
		aged(&n.Person, 56, 56)
		aged(&r.Person, 56, 56)
	})
	if res := Compare(n, r, Options{}); len(res.Evidence) != 1 {
		t.Errorf("%+v", res.Evidence)
	}
}

func TestNoFieldTakesMoreThanSixBits(t *testing.T) {
	n, r := pair(func(n *registry.Notice, r *registry.Report) {
		named(&n.Person, "Maria Silva")
		named(&r.Person, "Kevin Kirby")
		n.Person.Birth, r.Person.Birth = date("1970-02-03"), date("2001-07-09")
		n.LastSeen.From.Date, r.Found.From.Date = date("2026-02-10"), date("2026-01-01")
	})
	for _, e := range Compare(n, r, Options{}).Evidence {
		if e.Bits < negativeCap {
			t.Errorf("%+v", e)
		}
	}
}

func TestANameAloneIsNotEnough(t *testing.T) {
	both := func(n *registry.Notice, r *registry.Report) {
		named(&n.Person, "Maximilian Oberhuber")
		named(&r.Person, "Maximilian Oberhuber")
		n.Person.Sex, r.Person.Sex = "male", "male"
	}
	n, r := pair(both)
	if p := Compare(n, r, Options{Prior: 0.01}).Probability; p > NameOnly {
		t.Errorf("name and sex alone: %.3f", p)
	}
	aged(&n.Person, 30, 30)
	aged(&r.Person, 30, 30)
	if p := Compare(n, r, Options{Prior: 0.01}).Probability; p < 0.95 {
		t.Errorf("with the age: %.3f", p)
	}
}

func TestAFrequentNameCountsLess(t *testing.T) {
	n, r := pair(func(n *registry.Notice, r *registry.Report) {
		named(&n.Person, "Maria Silva")
		named(&r.Person, "Maria Silva")
	})
	often := Compare(n, r, Options{Having: func(Fact, ...string) (int, int) { return 16, 1000 }}).Bits
	if once := Compare(n, r, Options{}).Bits; math.Abs(once-often-4) > 1e-9 {
		t.Errorf("%v and %v", once, often)
	}
	if Compare(n, r, Options{Having: func(Fact, ...string) (int, int) { return 1 << 40, 1 << 41 }}).Bits < 0 {
		t.Error("frequency speaks against")
	}
}

// The ages are compared on the day the person was found, not today.
func TestAgesAreComparedOnTheDay(t *testing.T) {
	n, r := pair(func(n *registry.Notice, r *registry.Report) {
		n.Person.Birth = date("1980-06-01")
		r.Person.Age = &registry.Age{Min: 24, Max: 24, AsOf: date("2004-12-26")}
		r.Found.From.Date = date("2004-12-26")
	})
	if e := Compare(n, r, Options{}).Evidence; len(e) != 1 || e[0].Code != "same" {
		t.Errorf("%+v", e)
	}
}

// Bayes' rule, held back: never surer than the weights alone, but for rounding, in
// their order, and an absurd prior is a small one.
func TestProbability(t *testing.T) {
	const rounding = 1e-12
	last := -1.0
	for bits := -40.0; bits <= 40; bits++ {
		got, plain := probability(bits, 0.1), 1/(1+9*math.Exp2(-bits))
		if got <= last || got > plain+rounding {
			t.Errorf("probability(%v, 0.1) = %v, Bayes says %v, %v for a bit less", bits, got, plain, last)
		}
		last = got
	}
	for _, prior := range []float64{0, 2, math.NaN()} {
		if got := probability(0, prior); got != probability(0, 0.001) {
			t.Errorf("prior %v: %v", prior, got)
		}
	}
	if probability(5000, 0.1) != 1 || probability(-5000, 0.1) != 0 {
		t.Error("far out")
	}
}

func BenchmarkCompare(b *testing.B) {
	n, r := pair(func(n *registry.Notice, r *registry.Report) {
		named(&n.Person, "Jean-Pierre Lefèvre")
		named(&r.Person, "Lefebvre Jean Pierre")
		aged(&n.Person, 40, 40)
		aged(&r.Person, 38, 44)
		n.Person.Companions, r.Person.Companions = "avec sa soeur Marie Lefèvre", "Marie Lefebvre"
		wearing(&n.Person, registry.BearingWorn, "black coat", "blue jeans")
		wearing(&r.Person, registry.BearingWorn, "manteau noir", "jean bleu")
		n.Person.Languages, r.Person.Languages = []string{"fr", "ar"}, []string{"fr"}
		n.Person.Description, r.Person.Description = "red jacket, scar on left arm, hair: brown", "veste rouge; cicatrice; 170 cm"
	})
	asked := map[string]*names.Query{} // as a linker keeps them
	o := Options{Like: func(notice, report string) names.Likeness {
		if asked[report] == nil {
			asked[report] = names.Ask(names.New(report))
		}
		return asked[report].Likeness(names.New(notice))
	}}
	for b.Loop() {
		Compare(n, r, o)
	}
}
