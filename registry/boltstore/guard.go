package boltstore

import (
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/retrouve/retrouve/registry"
)

// damage is what a guarded read of the file panics with, so that it can be told
// from a panic of the caller's own code.
type damage struct{ err error }

// guard runs f, which touches the file, and turns a panic of bbolt, or a fault
// where the file ends too soon, into a panic with damage.
func guard(f func()) {
	defer func() {
		if r := recover(); r != nil {
			panic(damage{fmt.Errorf("the database is damaged: %v", r)})
		}
	}()
	f()
}

// catch is deferred by whoever lets guarded reads run. It makes an error of
// damage and lets every other panic pass.
func catch(op string, err *error) {
	switch r := recover().(type) {
	case nil:
	case damage:
		*err = &registry.Error{Op: op, Kind: registry.KindInternal, Err: r.err}
	default:
		panic(r)
	}
}

// faultsPanic makes a fault in mapped memory a panic in this goroutine instead of
// the end of the process; the returned function undoes it.
func faultsPanic() (undo func()) {
	old := debug.SetPanicOnFault(true)
	return func() { debug.SetPanicOnFault(old) }
}

// attempt runs f, which writes to the file, and makes an error of its panics.
func attempt(f func() error) (err error) {
	defer faultsPanic()()
	defer func() {
		if r := recover(); r != nil {
			err = &damagedError{cause: r}
		}
	}()
	return f()
}

// damagedError says that bbolt gave up on the file.
type damagedError struct{ cause any }

// Error returns the sentence for the log.
func (e *damagedError) Error() string { return fmt.Sprintf("the database is damaged: %v", e.cause) }

func isDamage(err error) bool {
	_, ok := errors.AsType[*damagedError](err)
	return ok
}
