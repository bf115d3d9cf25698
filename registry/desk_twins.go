package registry

import (
	"context"
	"slices"
	"time"
)

// DeskTwins is who looks for the person of a notice, by it and by others.
type DeskTwins struct {
	ModeratorNotice
	Seekers []DeskSeeker
	Left    []Departure
	Same    []DeskTwin // marked as of the same person
	Alike   []Card     // open notices that may be, hidden ones too
}

// DeskSeeker is a seeker without name and contact.
type DeskSeeker struct {
	ID       SeekerID
	Relation string
	Joined   time.Time // zero: filed the notice
	Untold   bool      // does not know what was decided before they joined
}

// DeskTwin is a notice of the same person with what was decided on it.
type DeskTwin struct {
	Twin
	Reference Reference
	Names     []Name
	State     NoticeState
	Decided   []DeskLink
}

// DeskLink is a link that people decided on.
type DeskLink struct {
	ID    LinkID
	State LinkState
}

// maxDeskAlike is how many notices are shown that may be of the same person.
const maxDeskAlike = 10

// DeskTwins returns for moderators who else looks for the person of a notice.
func (s *Service) DeskTwins(ctx context.Context, by Viewer, ref Reference) (DeskTwins, error) {
	const op = "DeskTwins"
	if !by.Moderates() {
		return DeskTwins{}, &Error{Op: op, Kind: KindForbidden}
	}
	var v DeskTwins
	err := s.Store.View(ctx, func(r Reader) error {
		at, ok := one(r, IndexReference, string(ref))
		if !ok || at.Kind != KindNotice {
			return &Error{Op: op, Kind: KindNotFound}
		}
		var n Notice
		if _, err := r.Get(at, &n); err != nil {
			return err
		}
		v.ModeratorNotice, v.Left = n.ForModerator(s.Clock.Now()), n.Left
		decided, err := decidedLinks(r, n.ID)
		if err != nil {
			return err
		}
		for i := range n.Seekers {
			k := &n.Seekers[i]
			untold := slices.ContainsFunc(decided, func(l Link) bool { return !k.learns(l.decided()) })
			v.Seekers = append(v.Seekers, DeskSeeker{ID: k.ID, Relation: k.Relation, Joined: k.Joined, Untold: untold})
		}
		v.Same, err = deskTwins(r, n.Twins)
		return err
	})
	if err != nil {
		return DeskTwins{}, err
	}
	v.Alike, err = s.deskAlike(ctx, by, &v)
	return v, s.watch(ctx, by, "notice.read", v.Ref(), err)
}

func deskTwins(r Reader, twins []Twin) ([]DeskTwin, error) {
	var out []DeskTwin
	for _, t := range twins {
		if !t.UndoneAt.IsZero() {
			continue
		}
		var n Notice
		_, err := r.Get(Ref{KindNotice, string(t.Notice)}, &n)
		if err != nil && KindOf(err) == KindNotFound {
			continue // erased since
		} else if err != nil {
			return nil, err
		}
		d := DeskTwin{Twin: t, Reference: n.Reference, Names: n.Person.Names, State: n.State}
		links, err := decidedLinks(r, n.ID)
		if err != nil {
			return nil, err
		}
		for _, l := range links {
			d.Decided = append(d.Decided, DeskLink{ID: l.ID, State: l.State})
		}
		out = append(out, d)
	}
	return out, nil
}

// deskAlike searches by the name for open notices of the event that are neither
// the one shown nor marked already. Where the index does not answer there are none.
func (s *Service) deskAlike(ctx context.Context, by Viewer, v *DeskTwins) ([]Card, error) {
	q, ok := Alike(&v.Person, s.Clock.Now())
	if !ok {
		return nil, nil
	}
	q.Event, q.Lang, q.Limit = v.Event, v.Lang, 2*maxDeskAlike
	cards, _, err := s.Search(ctx, by, q)
	switch KindOf(err) {
	case KindInvalid, KindUnavailable, KindLimited:
		return nil, nil
	}
	cards = slices.DeleteFunc(cards, func(c Card) bool {
		return c.Reference == v.Reference || slices.ContainsFunc(v.Same, func(t DeskTwin) bool { return t.Reference == c.Reference })
	})
	return cards[:min(len(cards), maxDeskAlike)], err
}
