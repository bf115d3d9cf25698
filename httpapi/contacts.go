package httpapi

import (
	"errors"

	"github.com/retrouve/retrouve/registry"
)

// openContacts shows the contacts of both sides on this one answer, and keeps
// the reason where their owners see it. It asks for a fresh code: a browser left
// open, or a session that was stolen, opens no contacts.
func (s *Server) openContacts(r *request) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	if err := r.fresh(); err != nil {
		return err
	}
	c, err := s.Service.OpenContacts(r.ctx, r.viewer, registry.LinkID(r.c.Param("link")), r.form("opening"), r.form("once"))
	if problems, ok := errors.AsType[registry.Problems](err); ok {
		return r.pairPage(none, problems, nil)
	}
	if err != nil {
		return err
	}
	list := []Fact{}
	for _, k := range c.Seekers {
		list = append(list, r.contactFact("pair.seeker", k.Name, k.Contact))
	}
	list = append(list, r.contactFact("pair.source", c.Source.Name, c.Source.Contact))
	return r.pairPage(none, nil, list)
}

func (r *request) contactFact(key, name string, c registry.Contact) Fact {
	lines := []string{}
	for _, s := range []string{name, string(c.Phone), string(c.Email)} {
		if s != "" {
			lines = append(lines, s)
		}
	}
	return Fact{Term: r.t(key), Value: r.dash(joinLines(lines))}
}
