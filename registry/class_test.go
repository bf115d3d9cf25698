package registry_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// records has one of each kind of record that a store keeps.
func records() map[registry.Kind]registry.Record {
	return map[registry.Kind]registry.Record{
		registry.KindEvent: &registry.Event{}, registry.KindNotice: &registry.Notice{}, registry.KindReport: &registry.Report{},
		registry.KindStatement: &registry.Statement{}, registry.KindLink: &registry.Link{}, registry.KindTask: &registry.Task{},
		registry.KindDraft: &registry.Draft{}, registry.KindAccount: &access.Account{}, registry.KindSession: &access.Session{},
		registry.KindCursor: &registry.Cursor{}, registry.KindEventPlace: &registry.EventPlace{}, registry.KindPlaceholder: &registry.Placeholder{},
		registry.KindStats: &registry.EventStats{}, registry.KindOrganisation: &registry.Organisation{}, registry.KindSecret: &registry.Secret{},
		registry.KindQuery: &registry.AskedQuery{}, registry.KindTally: &registry.Tally{}, registry.KindArrival: &registry.Arrival{},
		registry.KindFlag: &registry.Flag{}, registry.KindSweep: &registry.Sweep{}, registry.KindLetter: &registry.Letter{},
		registry.KindSuppression: &registry.Suppression{}, registry.KindVisit: &registry.Visit{}, registry.KindRecovery: &registry.Recovery{},
		registry.KindHook: &registry.Hook{}, registry.KindInvitation: &access.Invitation{}, registry.KindAPIKey: &access.APIKey{}, registry.KindKeyUse: &access.KeyUse{},
		registry.KindThread: &registry.Thread{}, registry.KindMessage: &registry.Message{}, registry.KindClaim: &registry.Claim{}, registry.KindSilence: &registry.Silence{}, registry.KindMailbox: &registry.Mailbox{}, registry.KindClock: &registry.ClockSeen{},
	}
}

// declared returns the table of classes by type.
func declared(t *testing.T) map[string]registry.Declared {
	table := map[string]registry.Declared{}
	for _, d := range registry.Declarations() {
		if _, twice := table[d.Type]; twice || d.What == "" {
			t.Errorf("%s is declared twice, or without a word on what it is", d.Type)
		}
		table[d.Type] = d
	}
	return table
}

// inner returns the struct that a field holds, alone or in a list or behind a
// pointer, nil for none that is ours.
func inner(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || !strings.HasPrefix(t.PkgPath(), reflect.TypeFor[registry.Notice]().PkgPath()) {
		return nil
	}
	return t
}

// TestClasses finds the field that has no class, and the class that has no field.
func TestClasses(t *testing.T) {
	table, used := declared(t), map[string]bool{}
	var look func(reflect.Type)
	look = func(typ reflect.Type) {
		if used[typ.Name()] {
			return
		}
		used[typ.Name()] = true
		d, ok := table[typ.Name()]
		if !ok {
			t.Errorf("%s is stored but has no row in registry/class.go or class_part.go: add one that gives each of its fields a class", typ)
			return
		}
		names := strings.Fields(strings.Join(d.Fields[:], " "))
		for i := range typ.NumField() {
			f := typ.Field(i)
			at := slices.Index(names, f.Name)
			if at < 0 {
				t.Errorf("%s.%s has no class: add its name to the row of %s in registry/class.go or class_part.go, under P0 (public) to P4 (secret), and run `go test ./registry -run TestPrivacyPage -update`", typ.Name(), f.Name, typ.Name())
				continue
			}
			names = slices.Delete(names, at, at+1)
			if in := inner(f.Type); in != nil {
				look(in)
			}
		}
		if len(names) > 0 {
			t.Errorf("%s has no field %v any more, or it is in its row twice", typ.Name(), names)
		}
	}
	all := records()
	for _, k := range registry.Kinds() {
		if all[k] == nil {
			t.Errorf("records() in registry/class_test.go lacks a record of kind %s: add it, and a row for its type in registry/class.go", k)
			continue
		}
		look(reflect.TypeOf(all[k]).Elem())
	}
	look(reflect.TypeFor[registry.AuditEntry]())
	for name := range table {
		if !used[name] {
			t.Errorf("registry/class.go has %s, which no record holds", name)
		}
	}
}

// view is a type that pages are made of, and the classes that it may hold.
type view struct {
	of      any
	classes string // of P0 to P3
	blanked string // fields that the registry leaves empty, each held by a test of views
}

// views are the types that the registry hands to pages, by who sees them.
func views() []view {
	const public, verified, desk, own = "0", "01", "013", "0123"
	return []view{
		{registry.PublicNotice{}, public, "Name.By"}, // TestForPublic
		{registry.NoticePage{}, public, "Name.By"},
		{registry.Card{}, public, "Name.By"},
		{registry.Looks{}, public, ""},
		{registry.PublicStatement{}, public, ""},
		{registry.MaskedReport{}, verified, ""},
		{registry.VerifiedNotice{}, desk, "Name.By"}, // organisations see all of a child's notice but contacts: TestVerifiedNotice
		{registry.ModeratorNotice{}, desk, ""},
		{registry.ModeratorReport{}, desk, ""},
		{registry.OwnReport{}, desk, ""},
		{registry.Pair{}, desk, ""},
		{registry.QueueItem{}, desk, ""},
		{registry.TaskItem{}, desk, ""},
		{registry.DeskNotice{}, desk, ""},
		{registry.DeskReport{}, desk, ""},
		{registry.DeskTwins{}, desk, ""},
		{registry.ReviewItem{}, desk, ""},
		{registry.Flagged{}, desk, ""},
		{registry.WayPage{}, desk, ""},
		{registry.WayCount{}, desk, ""},
		{registry.AuditPage{}, desk, ""},
		{registry.ThreadPage{}, desk, ""},
		{registry.HeldMessage{}, desk, ""},
		{registry.SameContact{}, desk, ""},
		{registry.OwnMail{}, own, ""},
		{registry.ClaimPage{}, own, ""},
		{registry.DeskClaim{}, desk, ""},
		{registry.SeekerStatement{}, own, ""},
		{registry.SeekerNotice{}, own, "Seeker.CodeHash"}, // TestCodeHolders
		{registry.SourceReport{}, own, ""},
	}
}

// notViews are handed out by use-cases but hold nothing about people, or never go on a page.
const notViews = `
	Draft Receipt Viewer Reach          of who holds the code or the draft themselves: TestCodeHolders, TestOnce
	Contacts Contact                    break-glass, with a reason, a limit a day and a trace: TestOpenContacts, TestClaimContact
	Parcel Delivery                     for the workers that send them
	Event EventPlace EventStats Organisation
	Hook Outbox Imported Purge Waiting OpenWork ClockState AuditHead`

// TestViewsAreBelowTheirClass walks the types that pages are made of: none can
// hold a field of a class that its viewer may not see.
func TestViewsAreBelowTheirClass(t *testing.T) {
	table := declared(t)
	for _, v := range views() {
		root := reflect.TypeOf(v.of)
		seen := map[reflect.Type]bool{}
		var walk func(typ reflect.Type)
		walk = func(typ reflect.Type) {
			if seen[typ] {
				return
			}
			seen[typ] = true
			for i := range typ.NumField() {
				f := typ.Field(i)
				if d, ok := table[typ.Name()]; ok {
					class, _ := d.Class(f.Name)
					name := typ.Name() + "." + f.Name
					if !strings.Contains(v.classes, string('0'+rune(class))) && !slices.Contains(strings.Fields(v.blanked), name) {
						t.Errorf("%s can hold %s, which is P%d: give the view a type of its own without it", root.Name(), name, class)
					}
				}
				switch f.Type {
				case reflect.TypeFor[registry.Email](), reflect.TypeFor[registry.Phone](), reflect.TypeFor[registry.Code](), reflect.TypeFor[registry.Token]():
					if !strings.Contains(v.classes, "2") && f.Name != "Hotline" {
						t.Errorf("%s can hold a contact or a code in %s.%s", root.Name(), typ.Name(), f.Name)
					}
				}
				if in := inner(f.Type); in != nil {
					walk(in)
				}
			}
		}
		walk(root)
	}
}

// TestEveryViewIsDeclared finds what the use-cases hand out without saying how
// private it is.
func TestEveryViewIsDeclared(t *testing.T) {
	known := map[string]bool{}
	for _, v := range views() {
		known[reflect.TypeOf(v.of).Name()] = true
	}
	for name := range strings.FieldsSeq(notViews) {
		known[name] = true
	}
	service := reflect.TypeFor[*registry.Service]()
	for i := range service.NumMethod() {
		m := service.Method(i)
		for j := range m.Type.NumOut() {
			out := inner(m.Type.Out(j))
			if out != nil && !known[out.Name()] {
				t.Errorf("Service.%s hands out %s: add it to views() in registry/class_test.go with the classes that its viewers may see, or to notViews with the reason", m.Name, out.Name())
			}
		}
	}
	if service.NumMethod() < 60 {
		t.Errorf("looked at %d use-cases", service.NumMethod())
	}
}
