package registry

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Silence keeps a record from coming back by an import: a notice whose person does
// not want to be found, or what people here ended and what is erased by now. Its id is
// a keyed hash of the record id elsewhere, or of the event with a name and a date of
// birth or an age: nobody can read from it whom it is about.
type Silence struct {
	ID     string    `json:"id"`
	Notice NoticeID  `json:"notice,omitzero"` // by which it is taken back
	At     time.Time `json:"at"`
}

// Ref names the record.
func (x *Silence) Ref() Ref { return Ref{KindSilence, x.ID} }

// Keys lists its entries in the secondary indexes.
func (x *Silence) Keys() []Key {
	keys := dueKey(x.At.Add(KeepPlaceholder))
	if x.Notice != "" {
		keys = append(keys, Key{IndexSilences, string(x.Notice)})
	}
	return keys
}

// errSilenced is all that a source of records reads about one that may not come
// back: it must not learn why.
var errSilenced = errors.New("the record is not taken here")

// silence hides a notice for good: for everybody it is as if there never was one,
// its seekers read that the search has ended. It is erased after UndoFor.
func silence(r Reader, b *Batch, n *Notice, v Version, key []byte, now time.Time) error {
	n.end(CloseHidden, "", now)
	b.put(n, v, "notice.silenced", now)
	b.audit(System, "notice.silenced", n.Ref(), now)
	for _, id := range silences(key, n, now) {
		x := &Silence{ID: id, Notice: n.ID, At: now}
		b.put(x, r.Version(x.Ref()), "silence.kept", now)
	}
	if err := dropTasks(r, b, now, func(t *Task) bool { return t.Kind == TaskClose && t.Notice == n.ID }); err != nil {
		return err
	}
	return dropProposals(r, b, all(r, IndexNoticeLinks, string(n.ID)), now)
}

// speak takes a silence back. The notice is open again, if it was not erased yet.
func speak(r Reader, b *Batch, at Ref, now time.Time) error {
	for _, ref := range all(r, IndexSilences, at.ID) {
		b.Delete = append(b.Delete, ref)
		b.Expect = append(b.Expect, Expect{ref, r.Version(ref)})
		b.Changes = append(b.Changes, Change{What: "silence.ended", Ref: ref, At: now})
	}
	var n Notice
	v, err := r.Get(at, &n)
	if err != nil || n.CloseReason != CloseHidden {
		return err
	}
	n.unhold(DoubtClaim, now)
	n.reopen(now)
	if !now.Before(n.Expires) {
		n.Expires = now.Add(UndoFor) // it faded meanwhile, which nobody could see
	}
	b.put(&n, v, "notice.reopened", now)
	if n.State != NoticeOpen {
		return nil
	}
	return unshelve(r, b, all(r, IndexNoticeLinks, string(n.ID)), now)
}

// silences returns the ids under which a notice is kept from coming back.
func silences(key []byte, n *Notice, now time.Time) []string {
	ids := silencesOfPerson(key, n, now)
	if n.Origin.Record != "" {
		ids = append(ids, silenceOfRecord(key, n.Origin.Record))
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func silenceOfRecord(key []byte, id RecordID) string {
	return keyed(key, "silence record", string(id))
}

// silencesOfPerson needs a name together with a birth or an age: by a name alone a
// namesake would be silenced too.
func silencesOfPerson(key []byte, n *Notice, now time.Time) (ids []string) {
	var when []string
	if b := n.Person.Birth; b.Year > 0 {
		when = append(when, "year "+strconv.Itoa(b.Year))
	}
	if a, ok := n.Person.AgeOn(now); ok {
		when = append(when, "age "+strconv.Itoa(a.Min)+"-"+strconv.Itoa(a.Max))
	}
	for _, name := range n.Person.Names {
		folded := foldName(name.Full)
		for _, w := range when {
			if folded != "" {
				ids = append(ids, keyed(key, "silence person", string(n.Event)+"\x00"+folded+"\x00"+w))
			}
		}
	}
	return ids
}

// foldName writes a name without accents, marks and capitals, its words in order.
func foldName(s string) string {
	words := strings.FieldsFunc(strings.ToLower(norm.NFKD.String(s)), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsMark(c) })
	for i, w := range words {
		words[i] = strings.Map(func(c rune) rune {
			if unicode.IsMark(c) {
				return -1
			}
			return c
		}, w)
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

// silenced reports whether any of the ids is kept from coming back.
func silenced(r Reader, ids []string) bool {
	return slices.ContainsFunc(ids, func(id string) bool { return r.Version(Ref{KindSilence, id}) != 0 })
}

// unknown reports whether a notice that is not shown is answered about as one that
// never was, and not as one that is over.
func (n *Notice) unknown() bool {
	return n.Visibility == VisibleVerified || n.Review != nil || n.CloseReason == CloseHidden
}
