package match

import (
	"slices"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// field returns the piece about a field.
func field(t *testing.T, res Result, name string) (registry.Evidence, bool) {
	t.Helper()
	i := slices.IndexFunc(res.Evidence, func(e registry.Evidence) bool { return e.Field == name })
	if i < 0 {
		return registry.Evidence{}, false
	}
	listed(t, res.Evidence[i])
	return res.Evidence[i], true
}

func wearing(p *registry.Person, b registry.Bearing, texts ...string) {
	for _, s := range texts {
		p.Things = append(p.Things, registry.Thing{Text: s, Bearing: b})
	}
}

// Languages weigh by how common they are where it happened, and dialects that a
// listener takes for one language are one.
func TestLanguagesWeighByCommonness(t *testing.T) {
	for name, c := range map[string]struct {
		a, b    []string
		event   []string
		code    string
		verdict registry.Verdict
	}{
		"the language of the event":  {[]string{"fr"}, []string{"fr"}, []string{"fr", "en"}, "shared", 0},
		"its second one":             {[]string{"fr", "en"}, []string{"en"}, []string{"fr-FR", "en"}, "shared", 1},
		"another one":                {[]string{"ti", "fr"}, []string{"ti"}, []string{"fr"}, "rare", 1},
		"nothing known of the event": {[]string{"fr"}, []string{"fr"}, nil, "rare", 1},
		"none":                       {[]string{"ti"}, []string{"fr", "ar"}, []string{"fr"}, "different", -1},
		"a dialect":                  {[]string{"ary"}, []string{"ar"}, []string{"fr"}, "rare", 1},
		"a word nobody knows":        {[]string{"Patois"}, []string{"patois"}, []string{"fr"}, "rare", 1},
	} {
		n, r := pair(func(n *registry.Notice, r *registry.Report) { n.Person.Languages, r.Person.Languages = c.a, c.b })
		if e, ok := field(t, Compare(n, r, Options{Languages: c.event}), "languages"); !ok || e.Code != c.code || e.Verdict != c.verdict {
			t.Errorf("%s: %+v", name, e)
		}
	}
	n, r := pair(func(n *registry.Notice, _ *registry.Report) { n.Person.Languages = []string{"ti"} })
	if e, ok := field(t, Compare(n, r, Options{}), "languages"); ok {
		t.Errorf("one side only: %+v", e)
	}
}

func TestNamesOfCompanions(t *testing.T) {
	person := registry.Person{Names: []registry.Name{registry.NewName("Leïla Haddad", registry.NameFull)}}
	for text, want := range map[string][]string{
		"with her brother Karim Haddad":          {"Karim Haddad"},
		"avec son frère karim haddad":            {"karim haddad"},
		"AVEC SON FRERE KARIM HADDAD":            {"KARIM HADDAD"},
		"Avec sa mère, Nadia Haddad, et Yanis":   {"Nadia Haddad", "Yanis"},
		"Venus en famille : Leïla, Karim, Nadia": {"Karim", "Nadia"},
		"Leila Haddad, Karim Haddad":             {"Karim Haddad"},
		"Maria de la Cruz and Ma Long":           {"Maria de la Cruz", "Ma Long"},
		"مع أخيها كريم حداد":                     {"كريم حداد"},
		"Her brother":                            nil,
		"avec des amis":                          nil,
		"":                                       nil,
	} {
		person.Companions = text
		if got := Companions(&person, ""); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestCompanions(t *testing.T) {
	for name, c := range map[string]struct {
		sought, with, found, by string
		code                    string
		verdict                 registry.Verdict
	}{
		"the same companion":        {"Leïla Haddad", "with her brother Karim Haddad", "", "avec Karim Hadad", "shared", 1},
		"in another script":         {"Leïla Haddad", "Karim Haddad", "", "مع كريم حداد", "shared", 1},
		"a given name":              {"Leïla Haddad", "Karim, Nadia", "", "Karim", "given", 1},
		"the report is of them":     {"Leïla Haddad", "with her brother Karim Haddad", "Karim Haddad", "", "found", -1},
		"the notice is of them":     {"Karim Haddad", "", "Leila Haddad", "with Karim Haddad", "sought", -1},
		"father and son of a name":  {"Karim Haddad", "with his son Karim Haddad", "Karim Haddad", "", "", 0},
		"others":                    {"Leïla Haddad", "Karim Haddad", "", "Jean Morel", "", 0},
		"one side only":             {"Leïla Haddad", "Karim Haddad", "", "", "", 0},
		"a word is not a full name": {"Leïla Haddad", "Karim", "", "Karim Haddad", "", 0},
	} {
		n, r := pair(func(n *registry.Notice, r *registry.Report) {
			named(&n.Person, c.sought)
			if c.found != "" {
				named(&r.Person, c.found)
			}
			n.Person.Companions, r.Person.Companions = c.with, c.by
		})
		if e, _ := field(t, Compare(n, r, Options{}), "companions"); e.Code != c.code || e.Verdict != c.verdict {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

func TestHouseholds(t *testing.T) {
	same := func(a, b string) (registry.Evidence, bool) {
		n, r := pair(func(n *registry.Notice, r *registry.Report) { n.Person.Household, r.Person.Household = a, b })
		return field(t, Compare(n, r, Options{}), "household")
	}
	if e, ok := same("FR-75-0231", "fr 75 0231"); !ok || e.Verdict != registry.For {
		t.Errorf("%+v", e)
	}
	for _, c := range [][2]string{{"12", "12"}, {"FR-75-0231", "FR-75-0232"}, {"FR-75-0231", ""}, {"", ""}} {
		if e, ok := same(c[0], c[1]); ok {
			t.Errorf("%v: %+v", c, e)
		}
	}
}

// One household has one home: together they weigh no more than the heavier.
func TestHouseholdAndHomeCountOnce(t *testing.T) {
	n, r := pair(func(n *registry.Notice, r *registry.Report) {
		for _, p := range []*registry.Person{&n.Person, &r.Person} {
			p.Household, p.Home = "FR-75-0231", registry.Place{Street: "12 rue des Lilas", PostalCode: "75011"}
		}
	})
	if got := Compare(n, r, Options{}).Bits; got > homeWhole {
		t.Errorf("%v bits", got)
	}
}

// What was worn and what was carried are compared apart, each only where both
// sides tell of it, and nothing is counted twice.
func TestWornAndCarriedApart(t *testing.T) {
	for name, c := range map[string]struct {
		set         func(n, r *registry.Person)
		field, code string
		verdict     registry.Verdict
	}{
		"worn alike": {func(n, r *registry.Person) {
			wearing(n, registry.BearingWorn, "red jacket")
			wearing(r, registry.BearingWorn, "veste rouge")
		}, "clothes", "some", 1},
		"another garment": {func(n, r *registry.Person) {
			wearing(n, registry.BearingWorn, "red jacket")
			wearing(r, registry.BearingWorn, "blue dress")
		}, "clothes", "none", -1},
		"another colour": {func(n, r *registry.Person) {
			wearing(n, registry.BearingWorn, "red jacket")
			wearing(r, registry.BearingWorn, "black jacket")
		}, "clothes", "colour", -1},
		"carried alike": {func(n, r *registry.Person) {
			wearing(n, registry.BearingCarried, "black backpack")
			wearing(r, registry.BearingCarried, "sac à dos noir")
		}, "belongings", "some", 1},
		"carried otherwise": {func(n, r *registry.Person) {
			wearing(n, registry.BearingCarried, "black backpack")
			wearing(r, registry.BearingCarried, "umbrella")
		}, "belongings", "", 0},
		"carried to one, worn to the other": {func(n, r *registry.Person) {
			wearing(n, registry.BearingWorn, "green shoes", "black backpack")
			wearing(r, registry.BearingWorn, "green shoes")
			wearing(r, registry.BearingCarried, "sac à dos noir")
		}, "belongings", "some", 1},
		"carried or worn, nobody knows": {func(n, r *registry.Person) {
			wearing(n, registry.BearingCarried, "black backpack")
			wearing(r, registry.BearingUnknown, "black backpack")
		}, "marks", "some", 1},
	} {
		n, r := pair(func(n *registry.Notice, r *registry.Report) { c.set(&n.Person, &r.Person) })
		res := Compare(n, r, Options{})
		if e, _ := field(t, res, c.field); e.Code != c.code || e.Verdict != c.verdict {
			t.Errorf("%s: %+v", name, res.Evidence)
		}
		if total := len(res.Evidence); total > 2 || total > 1 && res.Evidence[0].Field != "clothes" {
			t.Errorf("%s counted twice: %+v", name, res.Evidence)
		}
	}
}

// People change clothes: that they differ weighs less than any other contradiction.
func TestOtherClothesWeighLittle(t *testing.T) {
	if l := wornLevels()[len(wornLevels())-1]; l.bits < -1 || wornColour < -1 {
		t.Errorf("%v, %v", l.bits, wornColour)
	}
}

// Things that somebody carries never identify: with a name and a sex they stay
// where a name alone does.
func TestBelongingsNeverIdentify(t *testing.T) {
	n, r := pair(func(n *registry.Notice, r *registry.Report) {
		for _, p := range []*registry.Person{&n.Person, &r.Person} {
			named(p, "Maximilian Oberhuber")
			p.Sex = "male"
			wearing(p, registry.BearingCarried, "black backpack", "silver ring", "umbrella", "keys with an owl")
		}
	})
	res := Compare(n, r, Options{Prior: 0.02})
	if e, ok := field(t, res, "belongings"); !ok || e.Verdict != registry.For {
		t.Fatalf("%+v", res.Evidence)
	}
	if res.Probability > NameOnly {
		t.Errorf("%.3f", res.Probability)
	}
}
