package httpapi

import (
	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
)

// pageNumber is the page that the address asks for, from 1.
func (r *request) pageNumber() int { return max(atoi(r.c.QueryParam("page")), 1) }

// param is a part of the address that names a record.
func (r *request) param(name string) (string, error) {
	if id := r.c.Param(name); len(id) > 0 && len(id) <= 64 {
		return id, nil
	}
	return "", echo.ErrNotFound
}

// reference is the reference in the address.
func (r *request) reference() (registry.Reference, error) {
	if ref, ok := registry.ParseReference(r.c.Param("ref")); ok {
		return ref, nil
	}
	return "", echo.ErrNotFound
}
