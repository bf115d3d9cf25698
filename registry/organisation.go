package registry

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
)

// Organisation is a hospital, an authority, a shelter or a charity whose members
// report people and look for them. All of it but its name is class P1.
type Organisation struct {
	ID   OrgID      `json:"id"`
	Name string     `json:"name"`
	Kind SourceKind `json:"kind"` // hospital, shelter or authority; helper for a charity

	MayReportDead bool   `json:"may_report_dead,omitzero"`
	ContactPoint  string `json:"contact_point,omitzero"` // whom a family calls, unless a report says otherwise

	Created  time.Time `json:"created"`
	Disabled bool      `json:"disabled,omitzero"`
}

// Ref names the record.
func (o *Organisation) Ref() Ref { return Ref{KindOrganisation, string(o.ID)} }

// Keys returns nothing: organisations are few.
func (o *Organisation) Keys() []Key { return nil }

// Trust returns how far its reports are trusted.
func (o *Organisation) Trust() Trust {
	if o.Kind == SourceHospital || o.Kind == SourceAuthority {
		return TrustAuthority
	}
	return TrustOrganisation
}

// organisationKinds are the kinds that an organisation can be of.
var organisationKinds = []SourceKind{SourceHospital, SourceShelter, SourceAuthority, SourceHelper}

// OrganisationKinds returns the kinds that an organisation can be of.
func OrganisationKinds() []SourceKind { return slices.Clone(organisationKinds) }

// KeepOrganisation adds an organisation, or changes the one whose ID the request
// has: name, kind, rights, contact point and whether it is disabled. It returns
// the id. Only admins may. Members of a disabled one cannot do anything more.
func (s *Service) KeepOrganisation(ctx context.Context, by Viewer, o Organisation) (OrgID, error) {
	if o.ID == "" {
		return s.AddOrganisation(ctx, by, o, NewID())
	}
	return o.ID, s.keepOrganisation(ctx, by, o, o.ID)
}

// AddOrganisation is KeepOrganisation for a new one. once is the form's: the same
// form sent again adds no other and returns the same id.
func (s *Service) AddOrganisation(ctx context.Context, by Viewer, o Organisation, once string) (OrgID, error) {
	if once == "" {
		once = NewID()
	}
	o.ID = ""
	id := OrgID(letterID("organisation "+once, "", Recipient{Seeker: SeekerID(by.Account)}))
	return id, s.keepOrganisation(ctx, by, o, id)
}

// keepOrganisation adds the organisation under an id, unless it has that already.
func (s *Service) keepOrganisation(ctx context.Context, by Viewer, o Organisation, id OrgID) error {
	return s.change(ctx, "KeepOrganisation", func(r Reader, now time.Time) (b Batch, err error) {
		if !by.Administers() {
			return b, &Error{Op: "KeepOrganisation", Kind: KindForbidden}
		}
		if o.ID == "" && r.Version(Ref{KindOrganisation, string(id)}) != 0 {
			return b, nil // the same form again
		}
		if err := o.check(r); err != nil {
			return b, err
		}
		kept, act := Organisation{ID: id, Created: now}, "organisation.added"
		var v Version
		if o.ID != "" {
			if v, err = r.Get(o.Ref(), &kept); err != nil {
				return b, err
			}
			act = "organisation.changed"
		}
		before := kept
		kept.Name, kept.Kind, kept.MayReportDead, kept.ContactPoint, kept.Disabled = o.Name, o.Kind, o.MayReportDead, o.ContactPoint, o.Disabled
		if kept == before {
			return b, nil
		}
		b.put(&kept, v, act, now)
		b.audit(by, act, kept.Ref(), now)
		return b, nil
	})
}

func (o *Organisation) check(r Reader) error {
	var c Checker
	if o.Name = c.Line("name", o.Name, MaxLine); o.Name == "" && len(c.Problems) == 0 {
		c.Problems.Add("name", "needed")
	}
	o.ContactPoint = c.Text("contact_point", o.ContactPoint, MaxLine)
	if !slices.Contains(organisationKinds, o.Kind) {
		c.Problems.Add("kind", "choose")
	}
	list, err := organisations(r)
	if slices.ContainsFunc(list, func(x Organisation) bool { return x.Name == o.Name && x.ID != o.ID }) {
		c.Problems.Add("name", "taken")
	}
	if err != nil {
		return err
	}
	return c.Problems.Err()
}

// Organisations returns all organisations by name, for admins and auditors.
func (s *Service) Organisations(ctx context.Context, by Viewer) (list []Organisation, err error) {
	if !by.Audits() && !by.Administers() {
		return nil, &Error{Op: "Organisations", Kind: KindForbidden}
	}
	err = s.Store.View(ctx, func(r Reader) error { list, err = organisations(r); return err })
	return list, err
}

func organisations(r Reader) (list []Organisation, err error) {
	for id := range r.IDs(KindOrganisation, "") {
		var o Organisation
		if _, err := r.Get(Ref{KindOrganisation, id}, &o); err != nil {
			return nil, err
		}
		list = append(list, o)
	}
	slices.SortFunc(list, func(a, b Organisation) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(string(a.ID), string(b.ID)))
	})
	return list, nil
}

// vouch sets what a source is by who files, whatever the request claims: account,
// organisation, and how far both are trusted. An import says itself what its
// source is.
func (s *Source) vouch(r Reader, by Viewer) error {
	s.CodeHash, s.Account, s.Org = "", by.Account, by.Org
	if s.Trust = min(s.Trust, by.mostTrust()); by.Ring == RingVolunteer {
		s.Trust = TrustVolunteer
	}
	s.TellsDeath = by.Ring == RingSystem && s.Trust >= TrustOrganisation
	o, err := organisationOf(r, by)
	if err != nil || o == nil {
		return err
	}
	s.Kind, s.Organisation, s.Trust, s.TellsDeath = o.Kind, o.Name, o.Trust(), o.MayReportDead
	if s.ContactPoint == "" {
		s.ContactPoint = o.ContactPoint
	}
	return nil
}

// organisationOf loads the organisation that the viewer works for, nil for who
// works for none. That of a disabled one is forbidden everything.
func organisationOf(r Reader, by Viewer) (*Organisation, error) {
	if by.Org == "" {
		return nil, nil
	}
	var o Organisation
	if _, err := r.Get(Ref{KindOrganisation, string(by.Org)}, &o); err != nil {
		return nil, err
	}
	if o.Disabled {
		return nil, &Error{Op: "organisationOf", Kind: KindForbidden, Ref: o.Ref()}
	}
	return &o, nil
}
