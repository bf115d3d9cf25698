package registry

import (
	"slices"
	"strings"
	"time"
)

// news is a letter that a change makes.
type news struct {
	kind  LetterKind
	to    addressee
	about Ref
	was   time.Time // for the address that the account had until then
}

// told says whom a change of the log is told, and what as. What it does not know
// is told to nobody. A record that is gone meanwhile has nobody to tell.
func told(r Reader, c Change) ([]news, error) {
	var list []news
	var err error
	switch c.What {
	case "statement.added", "contact.opened":
		list, err = toldStatement(r, c.Ref)
	case "link.checking":
		list, err = toldLink(r, c.Ref, LinkChecking, LetterChecking)
	case "link.confirmed":
		list, err = toldLink(r, c.Ref, LinkConfirmed, LetterMatch)
	case "notice.expiring", "notice.closed", "notice.held", "notice.released", "notice.refused", "notice.reopened", "notice.expired":
		list, err = toldLiving(r, c.Ref, LetterKind(strings.TrimPrefix(c.What, "notice."))) // called as what happened
	case "message.sent":
		list, err = toldMessage(r, c.Ref)
	}
	if err != nil && KindOf(err) == KindNotFound {
		return nil, nil
	}
	return list, err
}

func toldAll(r Reader, ref Ref, kind LetterKind) (list []news, err error) {
	all, err := addresseesOf(r, ref)
	for _, a := range all {
		list = append(list, news{kind: kind, to: a})
	}
	return list, err
}

// toldLiving is toldAll for what a program says by itself. It is silent where a
// death was confirmed: neither "still looking?" nor "closed" must reach a family
// before the person does who tells them.
func toldLiving(r Reader, ref Ref, kind LetterKind) ([]news, error) {
	if dead, err := deadLinks(r, NoticeID(ref.ID)); len(dead) > 0 || err != nil {
		return nil, err
	}
	return toldAll(r, ref, kind)
}

// toldStatement tells those who may read it on their page, but not its author.
func toldStatement(r Reader, ref Ref) ([]news, error) {
	var st Statement
	if _, err := r.Get(ref, &st); err != nil {
		return nil, err
	}
	kind := LetterNews
	if st.Kind == ContactOpened {
		kind = LetterOpened
	}
	if st.About.Kind == KindReport {
		by := Viewer{Ring: RingSource, Scope: st.About}
		if st.By == by || !st.readable(by, nil) {
			return nil, nil
		}
		return toldAll(r, st.About, kind)
	}
	var n Notice
	if st.About.Kind != KindNotice {
		return nil, nil
	}
	if _, err := r.Get(st.About, &n); err != nil {
		return nil, err
	}
	var list []news
	for i := range n.Seekers {
		k := &n.Seekers[i]
		by := Viewer{Ring: RingSeeker, Scope: n.Ref(), Seeker: k.ID}
		if st.By != by && st.readable(by, k) {
			list = append(list, news{kind: kind, to: k.addressee(&n)})
		}
	}
	return list, nil
}

// toldLink tells the seekers whose page shows the link. Where the patient of this
// link or of another confirmed one died, nobody is told: a human does.
func toldLink(r Reader, ref Ref, state LinkState, kind LetterKind) ([]news, error) {
	l, n, ok, err := linkToTell(r, ref, state)
	if err != nil || !ok {
		return nil, err
	}
	var list []news
	for i := range n.Seekers {
		if k := &n.Seekers[i]; k.learns(l.decided()) {
			list = append(list, news{kind: kind, to: k.addressee(n), about: ref})
		}
	}
	return list, nil
}

// linkToTell loads a link and answers false unless it stands as it was and nobody
// died: neither the patient of this link, nor by any confirmed link of the notice.
func linkToTell(r Reader, ref Ref, state LinkState) (*Link, *Notice, bool, error) {
	var l Link
	var n Notice
	if _, err := r.Get(ref, &l); err != nil {
		return nil, nil, false, err
	}
	if _, err := r.Get(Ref{KindNotice, string(l.Notice)}, &n); err != nil {
		return nil, nil, false, err
	}
	patient, err := l.chain(r)
	if err != nil {
		return nil, nil, false, err
	}
	dead, err := deadLinks(r, l.Notice)
	return &l, &n, err == nil && l.State == state && !l.Shelved && !patient.deceased() && len(dead) == 0, err
}

// holds reports whether what a letter tells is still so when it is sent.
func (l *Letter) holds(r Reader, a addressee, now time.Time) bool {
	if l.Kind.Staff() {
		return l.holdsStaff(r, now)
	}
	switch l.Kind {
	case LetterChecking, LetterMatch:
		return l.matches(r)
	case LetterExpiring, LetterClosed, LetterHeld, LetterReleased, LetterRefused, LetterReopened, LetterExpired:
		dead, err := deadLinks(r, NoticeID(l.To.Record.ID))
		return err == nil && len(dead) == 0 && l.stands(r)
	case LetterLost:
		x, ok := a.at(l.Via)
		return ok && (!x.confirmed.IsZero() || l.About.Kind == KindTask)
	case LetterConfirm:
		x, ok := a.at(l.Via)
		return ok && x.confirmed.IsZero()
	}
	return true
}

// matches reports whether their page shows what a letter on a match tells, be it of
// another pair than the one that it was written for: while it waits there is no
// second one.
func (l *Letter) matches(r Reader) bool {
	state := LinkChecking
	if l.Kind == LetterMatch {
		state = LinkConfirmed
	}
	return slices.ContainsFunc(all(r, IndexNoticeLinks, l.To.Record.ID), func(ref Ref) bool {
		list, err := toldLink(r, ref, state, l.Kind)
		return err == nil && slices.ContainsFunc(list, func(n news) bool { return n.to.Recipient == l.To })
	})
}

// stands reports whether the notice is still as a letter says.
func (l *Letter) stands(r Reader) bool {
	var n Notice
	if _, err := r.Get(l.To.Record, &n); err != nil {
		return false
	}
	switch l.Kind {
	case LetterHeld:
		return n.State == NoticeHeld
	case LetterClosed, LetterRefused:
		return n.State == NoticeClosed
	case LetterExpiring:
		return n.State == NoticeOpen && n.Stage != LifeFresh
	case LetterExpired:
		return n.State == NoticeOpen && n.Stage == LifeFaded
	}
	return n.State == NoticeOpen && n.Stage != LifeFaded
}
