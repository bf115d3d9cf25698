//go:build !unix

package main

import "errors"

// replace cannot put another process in the place of this one here.
func (s *site) replace(handover) error {
	return errors.New("this system cannot replace a process")
}

// inherited returns nothing: every process is the first.
func inherited() (h handover, l listeners, ok bool, err error) { return h, l, false, nil }
