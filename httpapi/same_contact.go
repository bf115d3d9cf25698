package httpapi

import (
	"strings"

	"github.com/retrouve/retrouve/registry"
)

// sameContacts are the references of other records that came with the same number
// or address, for moderators.
func (r *request) sameContacts(of registry.Ref) ([]Fact, error) {
	list, err := r.Service.SameContacts(r.ctx, r.viewer, of)
	if err != nil {
		return nil, err
	}
	refs := map[registry.WayKind][]string{}
	for _, c := range list {
		refs[c.Kind] = append(refs[c.Kind], c.Reference.String())
	}
	return facts(
		r.fact("same_phone", strings.Join(refs[registry.WayPhone], ", ")),
		r.fact("same_mail", strings.Join(refs[registry.WayMail], ", ")),
	), nil
}
