package httpapi

import (
	"errors"
	"strconv"

	"github.com/labstack/echo/v4"

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
	for _, name := range []string{"accounts", "invitations", "organisations", "events", "keys", "outbox", "hooks", "clock", "audit"} {
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

// pageNumber is the page that the address asks for, from 1.
func (r *request) pageNumber() int { return max(atoi(r.c.QueryParam("page")), 1) }

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

// governed leads on after a change, or shows the page again with its problems.
func (r *request) governed(err error, again func(registry.Problems) error, next string) error {
	if problems, ok := errors.AsType[registry.Problems](err); ok {
		return again(problems)
	}
	if err != nil {
		return err
	}
	return r.redirect(next)
}

// param is a part of the address that names a record.
func (r *request) param(name string) (string, error) {
	if id := r.c.Param(name); len(id) > 0 && len(id) <= 64 {
		return id, nil
	}
	return "", echo.ErrNotFound
}
