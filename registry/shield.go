package registry

import (
	"context"
	"time"
)

// ShieldNotice is a moderator's word that a notice shows as little as a child's from
// now on, because the person is one or is at risk; or, with on false, that nobody is
// at risk any more. A child stays shielded by its age. It needs a reason, which stays
// for the desk, and can be taken back the same way. Saying it again changes nothing.
func (s *Service) ShieldNotice(ctx context.Context, by Viewer, id NoticeID, on bool, note string) error {
	return s.mark(ctx, "ShieldNotice", by, id, noticeMark{
		of: func(n *Notice) *bool { return &n.AtRisk }, on: on, field: "shield_note", note: note, did: "notice.shielded", undid: "notice.unshielded",
	})
}

// MuteNotice is a moderator's word that what a family says in public about a notice,
// before and after, is read by nobody but the desk and who wrote it; or, with on
// false, that it is shown again. The notice itself stays, so words that harm need not
// hide a true search. Reason and repetition are as of ShieldNotice; the family reads
// on its page that its words are not shown.
func (s *Service) MuteNotice(ctx context.Context, by Viewer, id NoticeID, on bool, note string) error {
	return s.mark(ctx, "MuteNotice", by, id, noticeMark{
		of: func(n *Notice) *bool { return &n.Muted }, on: on, field: "mute_note", note: note, did: "notice.muted", undid: "notice.unmuted",
	})
}

// noticeMark is a mark that moderators set and take back with a reason.
type noticeMark struct {
	of          func(*Notice) *bool
	on          bool
	field, note string // where the reason was typed
	did, undid  string // acts of the audit log
}

// act is what the audit log says of it.
func (m noticeMark) act() string {
	if m.on {
		return m.did
	}
	return m.undid
}

// mark sets a mark of a notice, unless it is set so already.
func (s *Service) mark(ctx context.Context, op string, by Viewer, id NoticeID, m noticeMark) error {
	return s.change(ctx, op, func(r Reader, now time.Time) (b Batch, err error) {
		var n Notice
		v, err := deskNotice(r, by, id, &n)
		if err != nil || *m.of(&n) == m.on {
			return b, err
		}
		var c Checker
		note := c.Text(m.field, m.note, MaxText)
		if note == "" && len(c.Problems) == 0 {
			c.Problems.Add(m.field, "needed")
		}
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		*m.of(&n), n.Updated = m.on, now
		b.put(&n, v, "notice.updated", now) // programs that show it read it again
		st := &Statement{ID: StatementID(NewID()), Kind: Commented, About: n.Ref(), Text: note, By: by, Made: now}
		b.put(st, 0, "statement.added", now)
		b.Audit = append(b.Audit, AuditEntry{At: now, Act: m.act(), By: by, About: n.Ref(), Why: st.Ref()})
		return b, nil
	})
}
