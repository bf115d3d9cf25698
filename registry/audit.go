package registry

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// AuditEntry is one line of the audit log: who did what to which record, when.
// It holds ids and fixed words only, so that erasing a person never touches the
// log; a reason in words is kept in the statement that Why names.
type AuditEntry struct {
	Seq   uint64    `json:"-"` // given by the store, from 1
	Hash  AuditHash `json:"-"` // given by the store, over this entry and all before
	At    time.Time `json:"at"`
	Act   string    `json:"act"` // named like a change, as "contact.opened"
	By    Viewer    `json:"by"`
	About Ref       `json:"about,omitzero"`
	Why   Ref       `json:"why,omitzero"`
}

// AuditHash is the link of the chain: SHA-256 over the hash before, the position
// and the encoded entry. Whoever changes or drops an entry must change all
// that follow, and the last of them is known outside, see AuditHead.
type AuditHash [sha256.Size]byte

// String returns the hash in hex.
func (h AuditHash) String() string { return hex.EncodeToString(h[:]) }

// ChainAudit returns the hash of an encoded entry that follows another.
func ChainAudit(before AuditHash, seq uint64, body []byte) AuditHash {
	b := append([]byte("retrouve audit 1\x00"), before[:]...)
	b = binary.BigEndian.AppendUint64(b, seq)
	return sha256.Sum256(append(b, body...))
}

// EncodeAudit returns the bytes that a store keeps of an entry, beside its
// position and hash.
func EncodeAudit(e AuditEntry) ([]byte, error) { return json.Marshal(e) }

// DecodeAudit is the inverse of EncodeAudit.
func DecodeAudit(body []byte) (e AuditEntry, err error) {
	err = json.Unmarshal(body, &e)
	return e, err
}

// AuditHead is the end of the audit log. Who keeps it elsewhere can prove later
// that nothing before it was changed.
type AuditHead struct {
	Seq  uint64
	Hash AuditHash
}

// String returns position and hash, as 17:9f86d0…, to be noted elsewhere.
func (h AuditHead) String() string { return strconv.FormatUint(h.Seq, 10) + ":" + h.Hash.String() }

// audit adds a line to the audit log.
func (b *Batch) audit(by Viewer, act string, about Ref, at time.Time) {
	b.Audit = append(b.Audit, AuditEntry{At: at, Act: act, By: by, About: about})
}

// AuditPage is part of the audit log, newest first.
type AuditPage struct {
	Entries []AuditEntry
	Words   map[Ref]string // of what the entries point to as their reason, while that is kept
	There   map[Ref]string // by what pages name the records that are still there; for admins
	Head    AuditHead
}

// Audits reports whether the viewer may read the audit log.
func (v Viewer) Audits() bool { return v.Ring == RingAuditor || v.Ring == RingAdmin }

// AuditLog returns up to limit entries that end at position upto, newest first; 0
// is the end of the log. Only auditors and admins read it, and that is noted too.
func (s *Service) AuditLog(ctx context.Context, by Viewer, upto uint64, limit int) (page AuditPage, err error) {
	if !by.Audits() {
		return page, &Error{Op: "AuditLog", Kind: KindForbidden}
	}
	err = s.Store.View(ctx, func(r Reader) error {
		page.Head = r.AuditHead()
		if upto == 0 || upto > page.Head.Seq {
			upto = page.Head.Seq
		}
		after := upto - min(upto, uint64(limit))
		for e, err := range r.Audit(after) {
			if err != nil {
				return err
			}
			if e.Seq > upto {
				break
			}
			page.Entries = append(page.Entries, e)
		}
		slices.Reverse(page.Entries)
		if page.Words, err = reasons(r, page.Entries); err == nil && by.Ring == RingAdmin {
			page.There = still(r, page.Entries)
		}
		return err
	})
	return page, s.watch(ctx, by, "audit.read", Ref{}, err)
}

// reasons reads the words that entries point to. What was erased has none.
func reasons(r Reader, entries []AuditEntry) (map[Ref]string, error) {
	words := map[Ref]string{}
	for _, e := range entries {
		var st Statement
		var q AskedQuery
		var err error
		switch e.Why.Kind {
		case KindStatement:
			_, err = r.Get(e.Why, &st)
			words[e.Why] = st.Text
		case KindQuery:
			_, err = r.Get(e.Why, &q)
			words[e.Why] = strings.TrimSpace(q.Text + "\n" + q.Place)
		}
		if err != nil && KindOf(err) != KindNotFound {
			return nil, err
		}
	}
	return words, nil
}

// still returns the records that entries are about and that are there, each with what
// pages name it by: a reference, a short name, an id. What cannot be read has none.
func still(r Reader, entries []AuditEntry) map[Ref]string {
	out := map[Ref]string{}
	for _, e := range entries {
		ref := e.About
		if ref.ID == "" || out[ref] != "" || r.Version(ref) == 0 {
			continue
		}
		var err error
		name := ref.ID
		switch ref.Kind {
		case KindNotice:
			var n Notice
			_, err = r.Get(ref, &n)
			name = string(n.Reference)
		case KindReport:
			var rep Report
			_, err = r.Get(ref, &rep)
			name = string(rep.Reference)
		case KindClaim:
			var c Claim
			_, err = r.Get(ref, &c)
			name = string(c.Reference)
		case KindEvent:
			var x Event
			_, err = r.Get(ref, &x)
			name = x.Slug
		}
		if err == nil {
			out[ref] = name
		}
	}
	return out
}

// VerifyAudit reads the whole audit log and returns its head, or the entry at
// which the chain breaks. known, which may be zero, is a head that was kept
// elsewhere: the log must contain it. progress may be nil.
func (s *Service) VerifyAudit(ctx context.Context, known AuditHead, progress func(done, total int)) (head AuditHead, err error) {
	err = s.Store.View(ctx, func(r Reader) error {
		end := r.AuditHead()
		for e, err := range r.Audit(0) {
			if err != nil {
				return err
			}
			head = AuditHead{e.Seq, e.Hash}
			if head.Seq == known.Seq && head.Hash != known.Hash {
				return broken(head.Seq, "it is not the entry that was noted elsewhere")
			}
			if progress != nil && (e.Seq%1000 == 0 || e.Seq == end.Seq) {
				progress(int(e.Seq), int(end.Seq))
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		switch {
		case head != end:
			return broken(head.Seq+1, fmt.Sprintf("the log ends here, but %d entries were written", end.Seq))
		case head.Seq < known.Seq:
			return broken(head.Seq+1, fmt.Sprintf("the log ends here, but entry %d was noted elsewhere", known.Seq))
		}
		return nil
	})
	return head, err
}

func broken(seq uint64, why string) error {
	return &Error{Op: "VerifyAudit", Kind: KindInternal, Err: fmt.Errorf("audit entry %d: %s", seq, why)}
}
