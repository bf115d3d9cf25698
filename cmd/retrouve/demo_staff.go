package main

import (
	"context"
	"errors"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// demoStaff is the accounts of the exercise, and who acts for them while it is
// being filled.
type demoStaff struct {
	logins                   []login
	moderator, admin, member registry.Viewer
}

// demoLogins are the accounts, each with what it is for. Two moderators: a death,
// and some closings, need a second person.
func demoLogins() []login {
	return []login{
		{name: "moderator", role: registry.RingModerator, about: "checks matches, looks at what people flagged"},
		{name: "second", role: registry.RingModerator, about: "the second person, whom a death needs"},
		{name: "volunteer", role: registry.RingVolunteer, about: "says what they think of a match, sees it masked"},
		{name: "hospital", role: registry.RingOrganisation, about: "reports people for a hospital, may report a death, invites colleagues"},
		{name: "admin", role: registry.RingAdmin, about: "accounts, organisations, keys, outbox"},
		{name: "auditor", role: registry.RingAuditor, about: "reads the audit log and nothing else"},
	}
}

// demoHospital is the organisation of the exercise: the first of the hospitals
// that report patients.
func demoHospital() registry.Organisation {
	h := shelters()[0]
	return registry.Organisation{Name: h.area, Kind: h.kind, MayReportDead: true, ContactPoint: h.tel}
}

// hire makes the accounts and the organisation.
func hire(ctx context.Context, s *registry.Service, accounts *access.Accounts) (st demoStaff, err error) {
	org, err := s.KeepOrganisation(ctx, registry.System, demoHospital())
	if err != nil {
		return st, err
	}
	for _, l := range demoLogins() {
		if l.role == registry.RingOrganisation {
			l.password, err = invite(ctx, accounts, l, org)
		} else {
			l.password, err = accounts.Add(ctx, l.name, l.role)
		}
		if err != nil {
			return st, err
		}
		acc, err := accounts.Named(ctx, l.name)
		if err != nil {
			return st, err
		}
		st.logins = append(st.logins, l)
		st.note(registry.Viewer{Ring: l.role, Account: acc.ID, Org: acc.Org})
	}
	return st, nil
}

// note keeps the first account of each role that the filling acts for.
func (st *demoStaff) note(v registry.Viewer) {
	for _, at := range []struct {
		ring registry.Ring
		keep *registry.Viewer
	}{{registry.RingModerator, &st.moderator}, {registry.RingAdmin, &st.admin}, {registry.RingOrganisation, &st.member}} {
		if v.Ring == at.ring && at.keep.Account == "" {
			*at.keep = v
		}
	}
}

// invite makes the account of a member the way an admin does: by an invitation.
func invite(ctx context.Context, accounts *access.Accounts, l login, org registry.OrgID) (password string, err error) {
	token, err := accounts.Invite(ctx, registry.System, access.Invite{Role: l.role, Org: org, Owner: true, For: l.name})
	if err != nil {
		return "", err
	}
	password = access.NewPassword()
	_, err = accounts.Accept(ctx, access.Acceptance{Token: token, Name: l.name, Password: password})
	return password, err
}

// busy gives the pages of staff something to show: reports of the hospital, a
// notice that waits, one that people flagged, messages to a family, an invitation, a
// program that is told of changes.
func busy(ctx context.Context, s *registry.Service, accounts *access.Accounts, st demoStaff, stories []told, event registry.EventID, now time.Time) error {
	tell, err := hooked(ctx, s, st.admin)
	if err != nil {
		return err
	}
	for _, rep := range hospitalReports(event, now) {
		if _, err := s.ReportFound(ctx, st.member, rep); err != nil {
			return err
		}
	}
	_, err = accounts.Invite(ctx, st.admin, access.Invite{Role: registry.RingModerator, For: "Dr Benali, équipe de nuit"})
	return errors.Join(err, doubtful(ctx, s, event, now), flagged(ctx, s, stories), written(ctx, s, st.member, stories), tell())
}

// hooked adds a program of a hospital, and returns what tells it of what came in
// since: once it took that, then its server was down, so somebody paused it. Nobody
// is reached by it.
func hooked(ctx context.Context, s *registry.Service, admin registry.Viewer) (tell func() error, err error) {
	id, _, err := s.AddHook(ctx, admin, "https://patients.hopital.example/retrouve", "demo")
	if err != nil {
		return nil, err
	}
	return func() error {
		d, err := s.NextDelivery(ctx)
		if err == nil && d != nil {
			err = s.DeliveryDone(ctx, *d)
		}
		if err != nil {
			return err
		}
		if err := s.TestHook(ctx, admin, id); err != nil {
			return err
		}
		if d, err = s.NextDelivery(ctx); err == nil && d != nil {
			err = s.DeliveryRefused(ctx, *d, "http_503")
		}
		return errors.Join(err, s.PauseHook(ctx, admin, id))
	}, nil
}

// hospitalReports are what the hospital's member reported.
func hospitalReports(event registry.EventID, now time.Time) []registry.ReportFound {
	h := shelters()[0]
	person := func(name string, sex registry.Sex, least, most int, things ...string) registry.Person {
		p := registry.Person{Sex: sex, Age: &registry.Age{Min: least, Max: most, AsOf: registry.DateOf(now)}}
		if name != "" {
			p.Names = []registry.Name{registry.NewName(name, registry.NameFull)}
		}
		for _, t := range things {
			p.Things = append(p.Things, registry.Thing{Text: t, Bearing: registry.BearingCarried})
		}
		return p
	}
	list := []registry.ReportFound{
		{Person: person("Paul Lenormand", registry.SexMale, 60, 65, "montre gravée P. L."), Condition: registry.ConditionDeceased, Confidence: registry.ConfidenceDocument},
		{Person: person("Beatriz Brandao", registry.SexFemale, 18, 22), Condition: registry.ConditionInjured, Confidence: registry.ConfidenceOwnWord},
		{Person: person("", registry.SexMale, 30, 40, "briquet rouge"), Condition: registry.ConditionInjured, Confidence: registry.ConfidenceNone},
	}
	for i := range list {
		list[i].Event, list[i].Lang = event, "fr"
		list[i].Found = registry.Sighting{From: momentOf(demoStart(now).Add(time.Duration(90+i*20) * time.Minute)),
			Place: registry.Place{Area: h.area, Text: h.text, Country: "FR", Point: &registry.Point{Lat: h.lat, Lon: h.lon, Radius: 50}}}
	}
	return list
}

// doubtful files a notice that reads like an advert, so that it waits.
func doubtful(ctx context.Context, s *registry.Service, event registry.EventID, now time.Time) error {
	_, err := s.FileNotice(ctx, registry.Viewer{Ring: registry.RingPublic}, registry.FileNotice{
		Event: event, Consent: true, Lang: "fr", Doubts: []registry.Doubt{registry.DoubtText, registry.DoubtHaste},
		Seeker: seeker("", "ami", "06 39 98 10 20"),
		Person: registry.Person{Names: []registry.Name{registry.NewName("Alex Prêt-Rapide", registry.NameFull)}, Age: aged(30, now),
			Description: "Crédit immédiat, appelez vite, offre limitée."},
	})
	return err
}

// flagged has two people say that the hoax is one.
func flagged(ctx context.Context, s *registry.Service, stories []told) error {
	for _, t := range stories {
		if !t.hoax {
			continue
		}
		for i, text := range []string{"Même texte que pour une autre catastrophe.", ""} {
			from := string(rune('a' + i))
			req := registry.FlagNotice{Reference: t.reference, Reason: registry.FlagHoax, Text: text, Near: from, Wide: from}
			if err := s.FlagNotice(ctx, registry.Viewer{Ring: registry.RingPublic}, req); err != nil {
				return err
			}
		}
	}
	return nil
}

// written has the hospital and a stranger write to a family, and a message wait
// that asks for money.
func written(ctx context.Context, s *registry.Service, member registry.Viewer, stories []told) error {
	family := stories[0].reference
	public := registry.Viewer{Ring: registry.RingPublic}
	for _, m := range []struct {
		by     registry.Viewer
		name   string
		text   string
		doubts []registry.Doubt
	}{
		{member, "Accueil des familles", "Bonjour, pouvez-vous nous dire si votre sœur porte une bague à la main droite ?", nil},
		{public, "Un voisin", "J’ai vu une jeune femme en manteau bleu marine place de la Nation vers 21 h 30.", nil},
		{public, "", "J’ai votre sœur. Envoyez 500 euros par virement et je dis où.", []registry.Doubt{registry.DoubtText}},
	} {
		_, err := s.OpenThread(ctx, m.by, registry.OpenThread{Form: registry.NewToken(), Reference: family, Name: m.name, Text: m.text, Lang: "fr", Doubts: m.doubts})
		if err != nil {
			return err
		}
	}
	return nil
}
