package registry_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// TestForPublic puts a canary into every string of a notice and looks for them
// in what the public sees (docs/privacy.md, "Who sees what").
func TestForPublic(t *testing.T) {
	const (
		card   = "Event Lang LastSeen.Place.Area Person.Sex Reference "
		names  = "Person.Names.Family Person.Names.Full Person.Names.Given Person.Names.Kind Person.Names.Script "
		masked = "Person.Names.Given Person.Names.Kind Person.Names.Script "
		looks  = "Person.Body.Beard Person.Body.Build Person.Body.Eyes Person.Body.Glasses Person.Body.Hair Person.Things.Text "
	)
	tests := map[string]struct {
		change           func(*registry.Notice)
		public, verified string // "" where there is no such view
	}{
		"public":         {func(n *registry.Notice) {}, card + names + looks, card + names + looks},
		"card":           {func(n *registry.Notice) { n.Visibility = registry.VisibleCard }, card + names, card + names},
		"verified only":  {func(n *registry.Notice) { n.Visibility = registry.VisibleVerified }, "", card + names},
		"minor":          {func(n *registry.Notice) { n.Person.Birth = partial("2010-01-01") }, card + masked, card + names},
		"perhaps minor":  {func(n *registry.Notice) { n.Person.Birth = partial("2006") }, card + masked, card + names},
		"minor by range": {func(n *registry.Notice) { n.Person.Birth, n.Person.Age = partial(""), &registry.Age{Min: 17, Max: 30} }, card + masked, card + names},
		"at risk":        {func(n *registry.Notice) { n.AtRisk = true }, card + masked, card + names},
		"risk, initials": {func(n *registry.Notice) { n.AtRisk, n.Person.Names[0].Given = true, "" }, card + strings.Replace(masked, "Person.Names.Given ", "", 1), card + strings.Replace(names, "Person.Names.Given ", "", 1)},
		"hidden minor":   {func(n *registry.Notice) { n.AtRisk, n.Visibility = true, registry.VisibleVerified }, "", card + names},
		"closed":         {func(n *registry.Notice) { n.State = registry.NoticeClosed }, "", ""},
		"faded":          {func(n *registry.Notice) { n.Expires = noon }, "", ""},
	}
	for name, tt := range tests {
		n := filledNotice()
		tt.change(n)
		public, seen := n.ForPublic(noon)
		verified, seenVerified := n.ForVerified(noon)
		checkView(t, name+", for the public", public, seen, tt.public)
		checkView(t, name+", for accounts", verified, seenVerified, tt.verified)
	}
}

func checkView(t *testing.T, name string, v any, seen bool, want string) {
	t.Helper()
	if seen != (want != "") {
		t.Errorf("%s: seen is %v", name, seen)
	}
	fields := strings.Fields(want)
	for i := range fields {
		fields[i] = "notice:" + fields[i]
	}
	slices.Sort(fields)
	if got := canaries(v); !slices.Equal(got, fields) {
		t.Errorf("%s:\n got %v\nwant %v", name, got, fields)
	}
}

func TestPublicText(t *testing.T) {
	n := filledNotice()
	n.AtRisk = true
	names, looks, area := n.PublicText(noon)
	if len(names) != 1 || names[0].Full != "notice:Person.Names.Given" || looks != nil || area != "notice:LastSeen.Place.Area" {
		t.Errorf("somebody at risk is found by %v, %v, %q", names, looks, area)
	}
	n.AtRisk, n.Person.Body.Eyes = false, ""
	if _, looks, _ := n.PublicText(noon); len(looks) != 5 || slices.Contains(looks, "") {
		t.Errorf("found by %v", looks)
	}
}

func TestAgeBand(t *testing.T) {
	tests := []struct{ min, max, from, to int }{
		{0, 0, 0, 2}, {3, 3, 3, 5}, {11, 11, 6, 11}, {12, 17, 12, 17}, {17, 18, 12, 19}, {19, 20, 18, 24}, {42, 42, 40, 44}, {40, 60, 40, 64}, {120, 120, 120, 124},
	}
	for _, tt := range tests {
		n := filledNotice()
		n.Person.Birth, n.Person.Age = partial(""), &registry.Age{Min: tt.min, Max: tt.max}
		if v, _ := n.ForPublic(noon); v.AgeBand == nil || *v.AgeBand != (registry.Span{Min: tt.from, Max: tt.to}) {
			t.Errorf("%d to %d shows as %+v, want %d to %d", tt.min, tt.max, v.AgeBand, tt.from, tt.to)
		}
	}
	n := filledNotice()
	n.Person.Birth = partial("")
	if v, _ := n.ForPublic(noon); v.AgeBand != nil {
		t.Errorf("an unknown age shows as %v", v.AgeBand)
	}
}

func TestForModerator(t *testing.T) {
	n, r := filledNotice(), filledReport()
	for _, v := range []any{n.ForModerator(noon), r.ForModerator()} {
		got := canaries(v)
		for _, c := range got {
			if strings.Contains(c, "Contact.") || strings.Contains(c, "CodeHash") || strings.Contains(c, "Seekers.Name") || strings.Contains(c, "Author") {
				t.Errorf("%T shows %s", v, c)
			}
		}
		if len(got) < 20 {
			t.Errorf("%T shows %v only", v, got)
		}
	}
	if v := n.ForModerator(noon); !v.Reachable || len(v.Relations) != 1 {
		t.Errorf("reachable %v, relations %v", v.Reachable, v.Relations)
	}
}

func TestPublicStatement(t *testing.T) {
	var st registry.Statement
	fill("statement", &st)
	st.Kind, st.Public, st.By.Ring = registry.Said, true, registry.RingSeeker
	v, ok := st.ForPublic()
	if got := canaries(v); !ok || !slices.Equal(got, []string{"statement:Text"}) || v.Checked {
		t.Errorf("a statement shows %v", got)
	}
	for name, change := range map[string]func(*registry.Statement){
		"not public":       func(s *registry.Statement) { s.Public = false },
		"a death":          func(s *registry.Statement) { s.Status = registry.StatusDead },
		"contacts opened":  func(s *registry.Statement) { s.Kind = registry.ContactOpened },
		"an unknown kind":  func(s *registry.Statement) { s.Kind = "other" },
		"an empty request": func(s *registry.Statement) { *s = registry.Statement{} },
	} {
		hidden := st
		change(&hidden)
		if v, ok := hidden.ForPublic(); ok {
			t.Errorf("%s: shows %+v", name, v)
		}
	}
}

// TestCodeHolders walks what the holders of a code see of a confirmed pair.
func TestCodeHolders(t *testing.T) {
	w := newWorld(t)
	n, r := filledNotice(), filledReport()
	n.ID, n.Reference, r.ID, r.Reference = "n", "N", "r", "R"
	l := &registry.Link{ID: registry.PairID("n", "r")}
	fill("link", l)
	l.ID, l.Notice, l.Report, l.State = registry.PairID("n", "r"), "n", "r", registry.LinkConfirmed
	said := &registry.Statement{}
	fill("statement", said)
	said.ID, said.About = "s", n.Ref()
	w.put(n, r, l, said)

	seeker, err := w.SeekerNotice(w.ctx, holder(n.Ref()))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range canaries(seeker) {
		if strings.HasPrefix(c, "report:") || strings.Contains(c, "CodeHash") || strings.HasPrefix(c, "notice:Origin") ||
			strings.HasPrefix(c, "link:") && c != "link:ContactPoint" ||
			strings.HasPrefix(c, "statement:") && !slices.Contains([]string{"statement:Text", "statement:Kind", "statement:By.Ring"}, c) {
			t.Errorf("a seeker sees %s", c)
		}
	}
	source, err := w.SourceReport(w.ctx, holder(r.Ref()))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range canaries(source) {
		if !strings.HasPrefix(c, "report:") && !strings.HasPrefix(c, "float:") || strings.Contains(c, "CodeHash") {
			t.Errorf("a source sees %s", c)
		}
	}
	w.clock.add(100 * 24 * time.Hour)
	if v, err := w.SeekerNotice(w.ctx, holder(n.Ref())); err != nil || !v.Faded || v.Person.Names[0].Full == "" {
		t.Errorf("after it faded a seeker sees %v, %v", v.ID, err)
	}
}

// TestPairHidesContacts: a moderator gets contacts with a reason only.
func TestPairHidesContacts(t *testing.T) {
	w := newWorld(t)
	n, r := filledNotice(), filledReport()
	n.ID, n.Reference, r.ID, r.Reference, n.Seekers[0].CodeHash = "n", "N", "r", "R", "hash"
	l := &registry.Link{ID: registry.PairID("n", "r"), Notice: "n", Report: "r", State: registry.LinkProposed}
	said := &registry.Statement{}
	fill("statement", said)
	said.ID, said.About = "s", n.Ref()
	w.put(n, r, l, said)
	pair, err := w.Pair(w.ctx, moderator, l.ID)
	if err != nil {
		t.Fatal(err)
	}
	desk, err := w.DeskNotice(w.ctx, moderator, "N")
	if err != nil {
		t.Fatal(err)
	}
	if len(pair.Statements) != 1 || len(desk.Statements) != 1 {
		t.Errorf("%d and %d statements", len(pair.Statements), len(desk.Statements))
	}
	for _, c := range append(canaries(pair), canaries(desk)...) {
		if strings.Contains(c, "Contact.") || strings.Contains(c, "FoundPerson") || strings.Contains(c, "CodeHash") || strings.Contains(c, "Seekers.Name") {
			t.Errorf("a moderator sees %s without a reason", c)
		}
	}
}
