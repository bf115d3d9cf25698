package registry

import (
	"context"
	"strings"
	"time"
)

// newCodeShown is how long the link of a letter shows the code again that it made:
// long enough for a lost connection.
const newCodeShown = 10 * time.Minute

// MakeCode makes a new code for who follows the link of a letter: the old one and
// its sessions end at once, and a letter says so. The link works once; pressed
// again within minutes it gives the same code.
func (s *Service) MakeCode(ctx context.Context, id LetterID, mark string) (Receipt, error) {
	if err := s.LetterLink(ctx, LetterLost, false, id, mark); err != nil {
		return Receipt{}, err
	}
	code, err := s.keyedCode(ctx, "lost code", string(id))
	if err != nil {
		return Receipt{}, err
	}
	var out Receipt
	err = s.change(ctx, "MakeCode", func(r Reader, now time.Time) (b Batch, err error) {
		var l Letter
		v, err := r.Get(Ref{KindLetter, string(id)}, &l)
		if err != nil {
			return b, err
		}
		if !l.Used.IsZero() && now.After(l.Used.Add(newCodeShown)) {
			return b, &Error{Op: "MakeCode", Kind: KindGone, Ref: l.Ref()}
		}
		if out, err = s.renew(r, &b, Viewer{}, l.To, code, Ref{}, now); err != nil || !l.Used.IsZero() {
			return b, err
		}
		l.Used = now
		b.put(&l, v, "", now)
		return b, nil
	})
	return out, err
}

// RenewCode makes a new code for the holder of the old one. That ends, and so do
// all its sessions but keep. once is the form's: sent twice it makes one code.
func (s *Service) RenewCode(ctx context.Context, by Viewer, once string, keep Ref) (out Receipt, err error) {
	if !by.Holds(by.Scope) || once == "" {
		return out, &Error{Op: "RenewCode", Kind: KindForbidden}
	}
	to := Recipient{by.Scope, by.Seeker}
	code, err := s.keyedCode(ctx, "renewed code", to.String()+" "+once)
	if err != nil {
		return out, err
	}
	err = s.change(ctx, "RenewCode", func(r Reader, now time.Time) (b Batch, err error) {
		out, err = s.renew(r, &b, by, to, code, keep, now)
		return b, err
	})
	return out, err
}

// keyedCode derives a code that only the registry can compute.
func (s *Service) keyedCode(ctx context.Context, purpose, text string) (Code, error) {
	key, err := s.Keyed(ctx, purpose, text)
	return Code(strings.ToUpper(key)), err
}

// renew puts a record with another code for one of its holders, ends the sessions
// of the old one and writes the letter that says so.
func (s *Service) renew(r Reader, b *Batch, by Viewer, to Recipient, code Code, keep Ref, now time.Time) (Receipt, error) {
	a, err := to.find(r)
	if err != nil {
		return Receipt{}, err
	}
	out := Receipt{Record: to.Record, Reference: a.reference, Code: code}
	if ref, ok := one(r, IndexCode, code.Hash()); ok && ref == to.Record {
		return out, nil // the same form or link again
	}
	if to.Record.Kind == KindReport {
		var rep Report
		v, err := r.Get(to.Record, &rep)
		if err != nil {
			return out, err
		}
		rep.Source.CodeHash = code.Hash()
		b.put(&rep, v, "report.code_renewed", now)
	} else {
		var n Notice
		v, err := r.Get(to.Record, &n)
		if err != nil {
			return out, err
		}
		n.seeker(to.Seeker).CodeHash = code.Hash()
		b.put(&n, v, "notice.code_renewed", now)
	}
	b.audit(by, "code.renewed", to.Record, now)
	endSessions(r, b, to, keep)
	m := mailing{s: s, r: r, b: b, now: now, waits: map[string]bool{}}
	if via, ok := a.news(); ok {
		m.write(news{kind: LetterCode, to: a}, via, "code "+code.Hash())
	}
	return out, nil
}

// HolderSession is the entry of IndexHolderSessions under which a session of the
// holder of a code is found.
func HolderSession(scope Ref, seeker SeekerID) string { return Recipient{scope, seeker}.String() }

// endSessions deletes the sessions of the holder of a code, but one.
func endSessions(r Reader, b *Batch, to Recipient, keep Ref) {
	for _, ref := range all(r, IndexHolderSessions, to.String()) {
		if ref == keep {
			continue
		}
		b.Delete = append(b.Delete, ref)
		b.Expect = append(b.Expect, Expect{ref, r.Version(ref)})
	}
}
