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
	return s.change(ctx, "ShieldNotice", func(r Reader, now time.Time) (b Batch, err error) {
		var n Notice
		v, err := deskNotice(r, by, id, &n)
		if err != nil || n.AtRisk == on {
			return b, err
		}
		var c Checker
		if note = c.Text("shield_note", note, MaxText); note == "" && len(c.Problems) == 0 {
			c.Problems.Add("shield_note", "needed")
		}
		if err := c.Problems.Err(); err != nil {
			return b, err
		}
		act := "notice.shielded"
		if !on {
			act = "notice.unshielded"
		}
		n.AtRisk, n.Updated = on, now
		b.put(&n, v, "notice.updated", now) // programs that show it read it again
		st := &Statement{ID: StatementID(NewID()), Kind: Commented, About: n.Ref(), Text: note, By: by, Made: now}
		b.put(st, 0, "statement.added", now)
		b.Audit = append(b.Audit, AuditEntry{At: now, Act: act, By: by, About: n.Ref(), Why: st.Ref()})
		return b, nil
	})
}
