package registry

// Ring is a ring of sight (docs/privacy.md, "Who sees what").
type Ring string

// The rings.
const (
	RingPublic       Ring = "public"
	RingSeeker       Ring = "seeker"   // of one notice, by its code
	RingSource       Ring = "source"   // of one report, by its code
	RingInformer     Ring = "informer" // of one thread, by its code: somebody who wrote to a seeker
	RingClaimant     Ring = "claimant" // of one claim, by its code: the person of a notice, perhaps
	RingVolunteer    Ring = "volunteer"
	RingOrganisation Ring = "organisation"
	RingModerator    Ring = "moderator"
	RingAdmin        Ring = "admin"
	RingAuditor      Ring = "auditor" // reads the audit log, and nothing about anybody
	RingSystem       Ring = "system"  // imports, the matcher, commands on the machine
)

// Viewer is who is looking, and who acts. The zero value is the public.
type Viewer struct {
	Ring    Ring      `json:"ring,omitzero"`
	Account AccountID `json:"account,omitzero"` // of staff
	Org     OrgID     `json:"org,omitzero"`     // the organisation that the account works for
	Scope   Ref       `json:"scope,omitzero"`   // the one record a code opens
	Seeker  SeekerID  `json:"seeker,omitzero"`  // which of the seekers of a notice
}

// Holder is who comes with the code of a record; seeker says which of the seekers
// of a notice.
func Holder(scope Ref, seeker SeekerID) Viewer {
	rings := map[Kind]Ring{KindNotice: RingSeeker, KindReport: RingSource, KindThread: RingInformer, KindClaim: RingClaimant}
	return Viewer{Ring: rings[scope.Kind], Scope: scope, Seeker: seeker}
}

// System is the machine itself.
var System = Viewer{Ring: RingSystem}

// Moderates reports whether the viewer may decide on links and see everything.
func (v Viewer) Moderates() bool {
	return v.Ring == RingModerator || v.Ring == RingAdmin || v.Ring == RingSystem
}

// Administers reports whether the viewer looks after accounts, organisations and
// events.
func (v Viewer) Administers() bool { return v.Ring == RingAdmin || v.Ring == RingSystem }

// Decides reports whether the viewer is a person who may decide on links: a
// machine proposes, it never decides.
func (v Viewer) Decides() bool { return v.Moderates() && v.Ring != RingSystem }

// Reviews reports whether the viewer may look at the queue and say what they
// think of a pair. Volunteers see both sides masked and decide nothing.
func (v Viewer) Reviews() bool { return v.Moderates() || v.Ring == RingVolunteer }

// Verified reports whether the viewer has an account and so may know of notices
// that are for verified people only.
func (v Viewer) Verified() bool {
	return v.Moderates() || v.Ring == RingVolunteer || v.Ring == RingOrganisation
}

// Holds reports whether the viewer came with the code of that very record.
func (v Viewer) Holds(ref Ref) bool {
	return (v.Ring == RingSeeker || v.Ring == RingSource) && v.Scope == ref
}

// mostTrust returns how far a report of this viewer can be trusted, whatever the
// request claims.
func (v Viewer) mostTrust() Trust {
	switch {
	case v.Moderates(), v.Ring == RingOrganisation:
		return TrustAuthority
	case v.Ring == RingVolunteer:
		return TrustVolunteer
	}
	return TrustAnonymous
}
