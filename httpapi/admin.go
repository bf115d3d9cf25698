package httpapi

import (
	"strconv"

	"github.com/retrouve/retrouve/registry"
)

// AdminNav is the list of the pages of admins.
type AdminNav struct {
	URL, Text string
	Here      bool
}

// adminNav links the pages of admins; here is the one that is shown.
func (r *request) adminNav(here string) []AdminNav {
	var out []AdminNav
	for _, name := range []string{"accounts", "invitations", "organisations", "events", "keys", "outbox", "hooks", "brakes", "clock", "lock", "audit"} {
		out = append(out, AdminNav{r.to("/admin/" + name), r.t("admin.nav." + name), name == here})
	}
	return out
}

// admin refuses who is no admin; a form must also come from a page of the same
// session.
func (r *request) admin() error {
	if r.viewer.Ring != registry.RingAdmin {
		return r.refused()
	}
	return r.member()
}

// adminForm is what a form of an admin must pass that gives somebody a right, or
// takes it.
func (r *request) adminForm() error {
	if err := r.admin(); err != nil {
		return err
	}
	return r.fresh()
}

// adminPages links the pages of a list of n entries.
func (r *request) adminPages(n int) []PageLink {
	here := r.here
	return pageLinks(n, adminPageSize, r.pageNumber(), func(page int) string { return r.to(here + "?page=" + strconv.Itoa(page)) })
}

// slicePage returns the entries of a page of a list, none beyond its end.
func slicePage[T any](list []T, size, page int) []T {
	first := min((page-1)*size, len(list))
	return list[first:min(first+size, len(list))]
}
