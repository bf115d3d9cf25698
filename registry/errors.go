package registry

import (
	"errors"
	"fmt"
	"strings"
)

// ErrorKind says what went wrong in a way that callers may act on.
type ErrorKind uint8

// The kinds of error. The zero value is KindInternal: an error nobody
// classified is ours, and its text stays in the log.
const (
	KindInternal    ErrorKind = iota // a bug or a damaged file
	KindInvalid                      // the request itself is wrong; see Problems
	KindNotFound                     // no such record, or none that this viewer may know of
	KindGone                         // there was one; it is closed or erased
	KindConflict                     // the record moved since it was read
	KindForbidden                    // this actor may not do this
	KindLimited                      // too often; try again later
	KindUnavailable                  // a side service or the disk does not answer
)

var errorKindNames = [...]string{"internal", "invalid", "not found", "gone", "conflict", "forbidden", "limited", "unavailable"}

// String returns the kind in lower-case English, for logs.
func (k ErrorKind) String() string {
	if int(k) < len(errorKindNames) {
		return errorKindNames[k]
	}
	return "unknown"
}

// Error is the only error type that leaves the registry. Its text is for logs,
// never for a page.
type Error struct {
	Op   string    // the use-case or store operation, as "FileNotice"
	Kind ErrorKind // what a caller may act on
	Ref  Ref       // the record concerned, if any
	Err  error     // the cause, if any
}

// Error joins operation, kind, record and cause.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Op + ": " + e.Kind.String())
	if e.Ref != (Ref{}) {
		b.WriteString(" " + e.Ref.String())
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of the outermost *Error in err's chain,
// KindInvalid for Problems, and KindInternal for anything else.
func KindOf(err error) ErrorKind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	if _, ok := errors.AsType[Problems](err); ok {
		return KindInvalid
	}
	return KindInternal
}

// Problem is one thing a person can repair in what they typed. The sentence
// lives in the catalogues under problem.<Field>.<Code>, falling back to
// problem.<Code>; Args fills its blanks.
type Problem struct {
	Field string
	Code  string
	Args  map[string]any
}

// Problems is every problem of one request, in the order of the form.
// A nil Problems is no error; use Err to return it.
type Problems []Problem

// Error lists fields and codes, for logs.
func (p Problems) Error() string {
	parts := make([]string, len(p))
	for i, x := range p {
		parts[i] = x.Field + "." + x.Code
	}
	return fmt.Sprintf("%d problems: %s", len(p), strings.Join(parts, ", "))
}

// Add appends one problem. Args are alternating names and values.
func (p *Problems) Add(field, code string, args ...any) {
	var m map[string]any
	for i := 0; i+1 < len(args); i += 2 {
		if m == nil {
			m = map[string]any{}
		}
		m[args[i].(string)] = args[i+1]
	}
	*p = append(*p, Problem{Field: field, Code: code, Args: m})
}

// Err returns p as an error, or nil when there is no problem.
func (p Problems) Err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}
