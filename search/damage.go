package search

import (
	"context"
	"errors"

	"github.com/retrouve/retrouve/registry"
)

// isDamage reports whether Get failed because of the record itself, so that the
// next one may well be read. KindOf makes KindInternal of a context's error too,
// and that is not about the record.
func isDamage(err error) bool {
	return err != nil && registry.KindOf(err) == registry.KindInternal &&
		!errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded)
}

// found reads a record and answers false where it is absent. A damaged one is
// as good as absent: nobody else is to go unfound because of it.
func (x *Index) found(r registry.Reader, ref registry.Ref, into registry.Record) (bool, error) {
	ok, err := get(r, ref, into)
	if isDamage(err) {
		x.noteDamage(ref)
		return false, nil
	}
	return ok, err
}

// get reads a record and answers false where there is none.
func get(r registry.Reader, ref registry.Ref, into registry.Record) (bool, error) {
	_, err := r.Get(ref, into)
	if err != nil && registry.KindOf(err) == registry.KindNotFound {
		return false, nil
	}
	return err == nil, err
}

// noteDamage logs and counts a damaged record. The error stays out of the log,
// as it may quote what the record says.
func (x *Index) noteDamage(ref registry.Ref) {
	x.opts.Log.Error("damaged record is left out of the search", "record", ref.String())
	x.mu.Lock()
	defer x.mu.Unlock()
	x.damaged[ref] = true
}
