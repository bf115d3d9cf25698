package registry_test

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/memstore"
)

// copied returns the service of a public copy of the world.
func (w *world) copied(t *testing.T) *registry.Service {
	t.Helper()
	to := memstore.New()
	if err := w.CopyEvents(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	if _, whole, err := w.CopyCards(t.Context(), to); err != nil || !whole {
		t.Fatalf("copying: whole %v, %v", whole, err)
	}
	return &registry.Service{Store: to, Clock: w.Clock}
}

// TestPublicCopy: of each kind of notice the copy shows everybody exactly what the
// notice does, and nothing where it shows nothing (A35).
func TestPublicCopy(t *testing.T) {
	w := newWorld(t)
	changes := map[string]func(*registry.Notice){
		"public":        func(n *registry.Notice) {},
		"card":          func(n *registry.Notice) { n.Visibility = registry.VisibleCard },
		"verified only": func(n *registry.Notice) { n.Visibility = registry.VisibleVerified },
		"minor":         func(n *registry.Notice) { n.Person.Birth = partial("2010-01-01") },
		"by range": func(n *registry.Notice) {
			n.Person.Birth, n.Person.Age = partial(""), &registry.Age{Min: 17, Max: 30, AsOf: partial("2020-01-01")}
		},
		"muted":    func(n *registry.Notice) { n.Muted = true },
		"at risk":  func(n *registry.Notice) { n.AtRisk = true },
		"initials": func(n *registry.Notice) { n.AtRisk, n.Person.Names = true, []registry.Name{{Full: "Anna Maria Weiss"}} },
		"no age":   func(n *registry.Notice) { n.Person.Birth = partial("") },
		"no news":  func(n *registry.Notice) { n.News = time.Time{} },
		"held":     func(n *registry.Notice) { n.State, n.Review = registry.NoticeHeld, &registry.Review{Since: noon} },
		"closed":   func(n *registry.Notice) { n.State = registry.NoticeClosed },
		"faded":    func(n *registry.Notice) { n.Expires = noon },
	}
	var names []string
	for name := range changes {
		names = append(names, name)
	}
	slices.Sort(names)
	refs := map[string]registry.Reference{}
	for _, name := range names {
		n := filledNotice()
		changes[name](n)
		n.ID, n.Reference, n.Origin = registry.NoticeID(registry.NewID()), registry.NewReference(), registry.Origin{}
		refs[name] = n.Reference
		w.put(n, &registry.Statement{ID: registry.StatementID(registry.NewID()), About: n.Ref(), Text: "said to all", Public: true, Made: noon, By: moderator},
			&registry.Statement{ID: registry.StatementID(registry.NewID()), About: n.Ref(), Text: "said by the family", Public: true, Made: noon.Add(time.Minute), By: registry.Holder(n.Ref(), "s1")},
			&registry.Statement{ID: registry.StatementID(registry.NewID()), About: n.Ref(), Text: "secret:words", Made: noon, By: moderator})
	}
	c := w.copied(t)
	for _, name := range names {
		want, wantErr := w.PublicNotice(t.Context(), refs[name])
		got, err := c.PublicNotice(t.Context(), refs[name])
		want.Relay = false // nobody can be written to
		if wantErr != nil {
			if registry.KindOf(err) != registry.KindNotFound {
				t.Errorf("%s: the copy has what the public may not know of: %+v, %v", name, got, err)
			}
			continue
		}
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v\n got %+v\nwant %+v", name, err, got, want)
		}
	}
}

// TestPublicCopyHoldsNoMore: no word of a field above class P0 is anywhere in a
// copy, and no kind of record but those that pages for everybody read.
func TestPublicCopyHoldsNoMore(t *testing.T) {
	w := newWorld(t)
	n, n2, rep := filledNotice(), filledNotice(), filledReport()
	n2.AtRisk = true
	n2.ID, n2.Reference, n2.Origin, n2.Seekers = "notice:second", "ABCDEFGHJK", registry.Origin{}, nil
	st := &registry.Statement{}
	fill("statement", st)
	st.About, st.Public, st.Kind, st.Status = n.Ref(), true, registry.Said, registry.StatusAlive
	place := &registry.EventPlace{}
	fill("place", place)
	w.put(n, n2, rep, st, place)
	c := w.copied(t)
	public, _ := n.ForPublic(noon)
	masked, _ := n2.ForPublic(noon)
	allowed := append(canaries(public), canaries(masked)...)
	err := c.Store.View(t.Context(), func(r registry.Reader) error {
		for _, k := range registry.Kinds() {
			if want := slices.Contains([]registry.Kind{registry.KindEvent, registry.KindEventPlace, registry.KindNotice, registry.KindStatement}, k); !want && r.Count(k) > 0 {
				t.Errorf("the copy has %d records of kind %s", r.Count(k), k)
			}
		}
		if r.AuditHead().Seq != 0 {
			t.Error("the copy has lines of the audit log")
		}
		for id := range r.IDs(registry.KindNotice, "") {
			var got registry.Notice
			if _, err := r.Get(registry.Ref{Kind: registry.KindNotice, ID: id}, &got); err != nil {
				return err
			}
			for _, s := range canaries(got) {
				if !slices.Contains(allowed, s) {
					t.Errorf("a copied notice holds %s", s)
				}
			}
		}
		for id := range r.IDs(registry.KindStatement, "") {
			var got registry.Statement
			if _, err := r.Get(registry.Ref{Kind: registry.KindStatement, ID: id}, &got); err != nil {
				return err
			}
			for _, s := range canaries(got) {
				if !strings.HasSuffix(s, ":Text") && !strings.HasSuffix(s, ":Reference") && s != "notice:notice:Reference" && s != "statement:By.Ring" {
					t.Errorf("a copied statement holds %s", s)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestPublicCopyStops: who has no time keeps what was copied by then.
func TestPublicCopyStops(t *testing.T) {
	w := newWorld(t)
	w.put(filledNotice())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if n, whole, err := w.CopyCards(ctx, memstore.New()); n != 0 || whole || err == nil && whole {
		t.Errorf("copied %d, whole %v, %v", n, whole, err)
	}
}
