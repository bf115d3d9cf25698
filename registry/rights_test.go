package registry_test

import (
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// TestRights tries every use-case as everybody. A use-case that somebody has no
// right to answers KindForbidden and writes nothing.
func TestRights(t *testing.T) {
	tests := map[string]struct {
		may string // who may, among the viewers below
		do  func(w *world, by registry.Viewer, n registry.NoticeID, l registry.LinkID) error
	}{
		"SeekerNotice": {"seeker other-seeker", func(w *world, by registry.Viewer, n registry.NoticeID, _ registry.LinkID) error {
			v, err := w.SeekerNotice(w.ctx, by)
			if by.Scope != noticeRef(n) && v.ID == n {
				t.Errorf("%v sees the notice of another", by)
			}
			return err
		}},
		"SourceReport": {"source", func(w *world, by registry.Viewer, _ registry.NoticeID, _ registry.LinkID) error {
			_, err := w.SourceReport(w.ctx, by)
			return err
		}},
		"ExtendNotice": {"seeker other-seeker", func(w *world, by registry.Viewer, n registry.NoticeID, _ registry.LinkID) error {
			var before, after registry.Notice
			version := w.get(noticeRef(n), &before)
			err := w.ExtendNotice(w.ctx, by, 0)
			if w.get(noticeRef(n), &after) != version && by.Scope != noticeRef(n) {
				t.Errorf("%v extended the notice of another", by)
			}
			return err
		}},
		"CloseNotice": {"seeker moderator admin system", func(w *world, by registry.Viewer, n registry.NoticeID, _ registry.LinkID) error {
			return w.CloseNotice(w.ctx, by, n, registry.CloseMistake, "filed twice")
		}},
		"LeaveNotice": {"seeker other-seeker", func(w *world, by registry.Viewer, n registry.NoticeID, _ registry.LinkID) error {
			err := w.LeaveNotice(w.ctx, by, registry.CloseOther, "")
			var notice registry.Notice
			w.get(noticeRef(n), &notice)
			if len(notice.Seekers) == 0 && by.Scope != noticeRef(n) {
				t.Errorf("%v ended the search of another", by)
			}
			return err
		}},
		"AddStatement to the notice": {"seeker moderator admin system", func(w *world, by registry.Viewer, n registry.NoticeID, _ registry.LinkID) error {
			return w.AddStatement(w.ctx, by, noticeRef(n), "words", true, "")
		}},
		"AddStatement to the report": {"source moderator admin system", func(w *world, by registry.Viewer, _ registry.NoticeID, l registry.LinkID) error {
			var link registry.Link
			w.get(linkRef(l), &link)
			return w.AddStatement(w.ctx, by, reportRef(link.Report), "words", false, "")
		}},
		"WithdrawReport": {"source", func(w *world, by registry.Viewer, _ registry.NoticeID, _ registry.LinkID) error {
			return w.WithdrawReport(w.ctx, by)
		}},
		"DecideLink": {"moderator admin", func(w *world, by registry.Viewer, _ registry.NoticeID, l registry.LinkID) error {
			return w.DecideLink(w.ctx, by, registry.DecideLink{Link: l, Seen: 1, To: registry.LinkRefused, Reason: "no"})
		}},
		"TakeLink": {"moderator admin", func(w *world, by registry.Viewer, _ registry.NoticeID, l registry.LinkID) error {
			return w.TakeLink(w.ctx, by, l)
		}},
		"ReleaseLink": {"moderator admin", func(w *world, by registry.Viewer, _ registry.NoticeID, l registry.LinkID) error {
			return w.ReleaseLink(w.ctx, by, l)
		}},
		"TakeNext": {"moderator admin", func(w *world, by registry.Viewer, _ registry.NoticeID, l registry.LinkID) error {
			_, err := w.TakeNext(w.ctx, by, "")
			return err
		}},
		"UndoLink": {"moderator admin system", func(w *world, by registry.Viewer, _ registry.NoticeID, l registry.LinkID) error {
			if err := w.decide(l, registry.LinkRefused); err != nil {
				return err
			}
			return w.UndoLink(w.ctx, by, l, 2, "a slip")
		}},
		"OpenContacts": {"moderator admin system", func(w *world, by registry.Viewer, _ registry.NoticeID, l registry.LinkID) error {
			c, err := w.OpenContacts(w.ctx, by, l, "to call", "")
			if err != nil && len(c.Seekers) > 0 {
				t.Errorf("%v is refused with %d contacts", by, len(c.Seekers))
			}
			return err
		}},
		"CommentLink": {"volunteer moderator admin", func(w *world, by registry.Viewer, _ registry.NoticeID, l registry.LinkID) error {
			return w.CommentLink(w.ctx, by, registry.CommentLink{Link: l, Text: "look at the ears", Advice: registry.AdviceNo})
		}},
		"Queue": {"volunteer moderator admin system", func(w *world, by registry.Viewer, _ registry.NoticeID, _ registry.LinkID) error {
			_, _, err := w.Queue(w.ctx, by, 0, 10)
			return err
		}},
		"Decided": {"moderator admin system", func(w *world, by registry.Viewer, _ registry.NoticeID, _ registry.LinkID) error {
			_, err := w.Decided(w.ctx, by, registry.LinkRefused, 10)
			return err
		}},
		"Pair": {"volunteer moderator admin system", func(w *world, by registry.Viewer, _ registry.NoticeID, l registry.LinkID) error {
			_, err := w.Pair(w.ctx, by, l)
			return err
		}},
		"Siblings": {"volunteer moderator admin system", func(w *world, by registry.Viewer, _ registry.NoticeID, l registry.LinkID) error {
			pairs, _, err := w.Siblings(w.ctx, by, l, registry.KindReport)
			if len(pairs) > 0 && pairs[0].Masked == by.Moderates() {
				t.Errorf("%v sees the pair masked: %v", by, pairs[0].Masked)
			}
			return err
		}},
		"ReviewQueue": {"moderator admin system", func(w *world, by registry.Viewer, _ registry.NoticeID, _ registry.LinkID) error {
			_, _, err := w.ReviewQueue(w.ctx, by, 0, 10)
			return err
		}},
		"HoldNotice": {"moderator admin system", func(w *world, by registry.Viewer, n registry.NoticeID, _ registry.LinkID) error {
			return w.HoldNotice(w.ctx, by, n, "looks odd", registry.DoubtFlags)
		}},
		"ReviewNotice": {"moderator admin", func(w *world, by registry.Viewer, n registry.NoticeID, _ registry.LinkID) error {
			w.must(w.HoldNotice(w.ctx, moderator, n, "looks odd"))
			return w.ReviewNotice(w.ctx, by, registry.ReviewNotice{Notice: n, Seen: w.get(noticeRef(n), &registry.Notice{}), Release: true})
		}},
		"UndoRefusal": {"moderator admin", func(w *world, by registry.Viewer, n registry.NoticeID, _ registry.LinkID) error {
			w.must(w.HoldNotice(w.ctx, moderator, n, "looks odd"))
			w.must(w.refuse(n, registry.RefusedHoax))
			return w.UndoRefusal(w.ctx, by, n, "a slip")
		}},
		"AddCanary": {"admin system", func(w *world, by registry.Viewer, _ registry.NoticeID, _ registry.LinkID) error {
			_, err := w.AddCanary(w.ctx, by, w.event, "Quillon Ventrassieu", "")
			return err
		}},
		"FlagQueue": {"moderator admin system", func(w *world, by registry.Viewer, _ registry.NoticeID, _ registry.LinkID) error {
			_, _, err := w.FlagQueue(w.ctx, by, 0, 10)
			return err
		}},
		"AnswerFlags": {"moderator admin", func(w *world, by registry.Viewer, n registry.NoticeID, _ registry.LinkID) error {
			return w.AnswerFlags(w.ctx, by, registry.AnswerFlags{Notice: n, Act: registry.FlagsDismiss, Note: "fine", Until: noon})
		}},
		"UndoFlags": {"moderator admin", func(w *world, by registry.Viewer, n registry.NoticeID, _ registry.LinkID) error {
			return w.UndoFlags(w.ctx, by, n)
		}},
		"Ways": {"moderator admin system", func(w *world, by registry.Viewer, _ registry.NoticeID, _ registry.LinkID) error {
			_, err := w.Ways(w.ctx, by)
			return err
		}},
		"SweepWay": {"moderator admin", func(w *world, by registry.Viewer, _ registry.NoticeID, _ registry.LinkID) error {
			_, err := w.SweepWay(w.ctx, by, registry.SweepWay{Once: "x", Way: "address:y", Act: registry.SweepHold, Note: "a flood"})
			return err
		}},
		"UndoSweep": {"moderator admin", func(w *world, by registry.Viewer, _ registry.NoticeID, _ registry.LinkID) error {
			_, err := w.UndoSweep(w.ctx, by, "address:y")
			return err
		}},
		"Tasks": {"moderator admin system", func(w *world, by registry.Viewer, _ registry.NoticeID, _ registry.LinkID) error {
			_, _, err := w.Tasks(w.ctx, by)
			return err
		}},
		"FinishTask": {"moderator admin system", func(w *world, by registry.Viewer, _ registry.NoticeID, l registry.LinkID) error {
			w.put(&registry.Task{ID: "t", Kind: registry.TaskDeath, Link: l, Takes: by.Account})
			return w.FinishTask(w.ctx, by, "t", "called them")
		}},
		"TakeTask": {"moderator admin", func(w *world, by registry.Viewer, _ registry.NoticeID, l registry.LinkID) error {
			w.put(&registry.Task{ID: "t", Kind: registry.TaskDeath, Link: l})
			return w.TakeTask(w.ctx, by, "t")
		}},
		"SecondClose": {"moderator admin", func(w *world, by registry.Viewer, n registry.NoticeID, l registry.LinkID) error {
			w.put(&registry.Task{ID: "t", Kind: registry.TaskClose, Link: l, Notice: n, By: "first"})
			return w.SecondClose(w.ctx, by, registry.SecondClose{Task: "t", Note: "not sure"})
		}},
		"TellSeeker": {"moderator admin system", func(w *world, by registry.Viewer, n registry.NoticeID, _ registry.LinkID) error {
			return w.TellSeeker(w.ctx, by, n, "")
		}},
		"MarkLater": {"moderator admin", func(w *world, by registry.Viewer, _ registry.NoticeID, l registry.LinkID) error {
			var link registry.Link
			w.get(linkRef(l), &link)
			other := w.report(nil)
			err := w.MarkLater(w.ctx, by, registry.MarkLater{Report: link.Report, To: w.referenceOf(other), Reason: "moved"})
			if undo := w.UndoLater(w.ctx, by, link.Report, "a slip"); undo != nil && err == nil {
				return undo
			}
			return err
		}},
		"MarkSame": {"moderator admin", func(w *world, by registry.Viewer, n registry.NoticeID, _ registry.LinkID) error {
			other, _ := w.notice()
			if err := w.MarkSame(w.ctx, by, n, other, "one sister"); err != nil {
				return err
			}
			return w.UndoSame(w.ctx, by, n, other, "a slip")
		}},
		"UndoSame": {"moderator admin", func(w *world, by registry.Viewer, n registry.NoticeID, _ registry.LinkID) error {
			return w.UndoSame(w.ctx, by, n, "00000000", "a slip")
		}},
		"DeskTwins": {"moderator admin system", func(w *world, by registry.Viewer, n registry.NoticeID, _ registry.LinkID) error {
			var notice registry.Notice
			w.get(noticeRef(n), &notice)
			_, err := w.DeskTwins(w.ctx, by, notice.Reference)
			return err
		}},
		"DeskReport": {"moderator admin system", func(w *world, by registry.Viewer, _ registry.NoticeID, l registry.LinkID) error {
			var link registry.Link
			w.get(linkRef(l), &link)
			_, err := w.DeskReport(w.ctx, by, w.referenceOf(link.Report))
			return err
		}},
		"ImportPlaces": {"admin system", func(w *world, by registry.Viewer, n registry.NoticeID, _ registry.LinkID) error {
			var notice registry.Notice
			w.get(noticeRef(n), &notice)
			_, _, err := w.ImportPlaces(w.ctx, by, registry.ImportPlaces{Event: notice.Event, Replace: true})
			return err
		}},
		"DeskNotice": {"moderator admin system", func(w *world, by registry.Viewer, n registry.NoticeID, _ registry.LinkID) error {
			var notice registry.Notice
			w.get(noticeRef(n), &notice)
			_, err := w.DeskNotice(w.ctx, by, notice.Reference)
			return err
		}},
	}
	for name, tt := range tests {
		for who := range viewers("", "", "") {
			w := newWorld(t)
			_, n := w.notice()
			_, other := w.notice()
			rep := w.report(nil)
			l := w.link(n, rep, 0.9)
			by := viewers(n, other, rep)[who]
			err := tt.do(w, by, n, l)
			may := strings.Contains(" "+tt.may+" ", " "+who+" ")
			if may && err != nil {
				t.Errorf("%s by %s: %v", name, who, err)
			}
			if !may {
				wantKind(t, name+" by "+who, err, registry.KindForbidden)
			}
		}
	}
}

func viewers(n, other registry.NoticeID, rep registry.ReportID) map[string]registry.Viewer {
	return map[string]registry.Viewer{
		"public":       public,
		"seeker":       holder(noticeRef(n)),
		"other-seeker": holder(noticeRef(other)),
		"source":       holder(reportRef(rep)),
		"volunteer":    volunteer,
		"organisation": {Ring: registry.RingOrganisation, Account: "ward"},
		"moderator":    moderator,
		"admin":        {Ring: registry.RingAdmin, Account: "admin"},
		"system":       registry.System,
		"forged-scope": {Ring: registry.RingPublic, Scope: noticeRef(n)},
	}
}
