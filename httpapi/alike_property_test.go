package httpapi_test

import (
	"math/rand/v2"
	"net/url"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// TestHintLeaksNothingHidden is the property behind abuse case A32: whatever
// notices there are that the public does not know of, of whatever names, the page
// with the hint is byte for byte the same for everybody who is about to file one.
func TestHintLeaksNothingHidden(t *testing.T) {
	s := newSite(t)
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 1))
	given := []string{"Zoé", "Amina", "Олена", "محمد", "Jean-Pierre", "Minh", "Léa", "Karim"}
	family := []string{"Lefèvre", "Haddad", "Шевченко", "الخطيب", "Nguyen", "Roux", "O'Brien"}
	name := func() string { return given[random.IntN(len(given))] + " " + family[random.IntN(len(family))] }
	v := s.visitor("en")
	for range 6 {
		v.file(name(), map[string]url.Values{"where": {"area": {"Lyon"}}})
	}
	s.settle()
	var drafts, asked, before []string
	for range 12 {
		who := name()
		asked = append(asked, who)
		drafts = append(drafts, v.start("/find", url.Values{"names": {who}, "area": {[]string{"Lyon", "Paris", ""}[random.IntN(3)]}}))
		before = append(before, v.get(drafts[len(drafts)-1]+"check").body)
	}
	for i := range 60 {
		who := name()
		if i%2 == 0 {
			who = asked[random.IntN(len(asked))]
		}
		s.hide(random, who)
	}
	s.settle()
	for i, d := range drafts {
		if after := v.get(d + "check").body; after != before[i] {
			t.Errorf("seed %d: whoever files %s learns something: %s", seed, asked[i], firstDifference(before[i], after))
		}
	}
}

// hide files a notice that the public does not know of, in one of the ways there are.
func (s *site) hide(random *rand.Rand, who string) {
	s.t.Helper()
	var e []registry.Event
	e, err := s.service.Events(s.t.Context())
	must(s.t, err)
	n := &registry.Notice{
		ID: registry.NoticeID(registry.NewID()), Event: e[0].ID, Reference: registryReference(),
		Person:   registry.Person{Names: []registry.Name{registry.NewName(who, registry.NameFull)}, Companions: who, Description: who},
		LastSeen: registry.Sighting{Place: registry.Place{Area: "Lyon", Text: who}},
		State:    registry.NoticeOpen, Visibility: registry.VisiblePublic, Filed: time.Now(), Updated: time.Now(), Expires: time.Now().Add(time.Hour),
	}
	switch random.IntN(3) {
	case 0:
		n.Visibility = registry.VisibleVerified
	case 1:
		n.State, n.Closed = registry.NoticeClosed, time.Now()
	default:
		n.Expires = time.Now().Add(-time.Hour)
	}
	if random.IntN(3) == 0 {
		n.Person.Sex, n.AtRisk = registry.SexFemale, true
	}
	_, err = s.service.Store.Commit(s.t.Context(), registry.Batch{
		Put: []registry.Record{n}, Changes: []registry.Change{{What: "test", Ref: n.Ref(), At: time.Now()}},
	})
	must(s.t, err)
}

// TestHintIsTheSameForEverybody: moderators too are shown public notices only.
func TestHintIsTheSameForEverybody(t *testing.T) {
	s := newSite(t)
	v, mod := s.visitor("en"), s.moderator("en")
	hidden := v.file("Hidden Canaryname", map[string]url.Values{"sharing": {"visibility": {"verified"}}})
	s.settle()
	for who, x := range map[string]*visitor{"the public": v, "a moderator": mod} {
		if p := x.get(x.start("/find", url.Values{"names": {"Hidden Canaryname"}}) + "check"); p.Find(".alike .card").Length() != 0 {
			t.Errorf("%s is shown %s: %s", who, hidden.reference, p.Find(".alike").Text())
		}
	}
}
