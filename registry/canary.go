package registry

import "context"

// A canary is a notice of nobody, with a name that no family searches for. It is
// found as any other, so who copies the register reads it too, and gives
// themselves away. It is never compared with reports.

// AddCanary files a canary: a name and an area are enough. By the machine or an
// admin only.
func (s *Service) AddCanary(ctx context.Context, by Viewer, event EventID, name, area string) (Reference, error) {
	if !by.Administers() {
		return "", &Error{Op: "AddCanary", Kind: KindForbidden}
	}
	got, err := s.FileNotice(ctx, System, FileNotice{
		Event: event, Person: Person{Names: []Name{NewName(name, "")}}, LastSeen: Sighting{Place: Place{Area: area}}, Canary: true,
	})
	return got.Reference, err
}

// Canary returns the first of the references that is a canary's.
func (s *Service) Canary(ctx context.Context, refs ...Reference) (id NoticeID, found bool, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		for _, ref := range refs {
			if at, ok := one(r, IndexCanaries, string(ref)); ok {
				id, found = NoticeID(at.ID), true
				return nil
			}
		}
		return nil
	})
	return id, found, err
}
