package registry_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// flag flags a notice from an address of a network.
func (w *world) flag(ref registry.Reference, near, wide string, doubts ...registry.Doubt) {
	w.t.Helper()
	w.must(w.FlagNotice(w.ctx, public, registry.FlagNotice{Reference: ref, Reason: registry.FlagHoax, Text: "not true", Near: near, Wide: wide, Doubts: doubts}))
}

// TestFlagBomb (A06): a thousand flags from one network, in a day, hide nothing;
// they do not crowd out the flag of somebody else, and they are not all kept.
func TestFlagBomb(t *testing.T) {
	w := newWorld(t)
	ref, id := w.notice()
	for i := range 1000 {
		w.clock.add(time.Minute)
		w.flag(ref, fmt.Sprintf("2001:db8:1:%x::", i), "2001:db8::")
	}
	w.flag(ref, "198.51.100.7", "198.51.0.0")
	if w.state(id) != registry.NoticeOpen {
		t.Error("a thousand flags of one network hide a notice")
	}
	list, total, err := w.FlagQueue(w.ctx, moderator, 0, 10)
	if err != nil || total != 1 || list[0].Sources != 2 || list[0].Total > 50 {
		t.Errorf("the queue has %d notices, %+v, %v", total, list, err)
	}
}

func TestFlagsHide(t *testing.T) {
	hours := func(wides ...int) (flags []registry.Flag) {
		for i, wide := range wides {
			flags = append(flags, registry.Flag{Wide: fmt.Sprint(wide), Made: noon.Add(time.Duration(i) * time.Hour)})
		}
		return flags
	}
	at := func(step time.Duration, n int) (flags []registry.Flag) {
		for i := range n {
			flags = append(flags, registry.Flag{Wide: fmt.Sprint(i), Made: noon.Add(time.Duration(i) * step)})
		}
		return flags
	}
	doubted, answered := hours(1, 2, 3, 4, 5), hours(1, 2, 3, 4, 5)
	doubted[2].Doubts, answered[2].Done = []registry.Doubt{registry.DoubtTrap}, noon
	wave := append(at(time.Second, 50), registry.Flag{Wide: "x", Made: noon.Add(5 * time.Hour)})
	for name, c := range map[string]struct {
		flags   []registry.Flag
		vouched bool
		want    bool
	}{
		"five networks over hours":     {hours(1, 2, 3, 4, 5), false, true},
		"for one that people vouch":    {hours(1, 2, 3, 4, 5, 6, 7, 8), true, false},
		"four networks":                {hours(1, 2, 3, 4, 4, 4, 4), false, false},
		"one of them by a machine":     {doubted, false, false},
		"one of them answered":         {answered, false, false},
		"five networks in ten minutes": {at(2*time.Minute, 5), false, false},
		"a wave and one more":          {wave, false, false},
		"nobody":                       {nil, false, false},
	} {
		if got := registry.FlagsHide(c.flags, c.vouched); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// flagged is a notice that five independent people flagged, over hours.
func flagged(t *testing.T) (*world, registry.Reference, registry.NoticeID) {
	w := newWorld(t)
	ref, id := w.notice()
	for i := range 5 {
		w.flag(ref, fmt.Sprint("near", i), fmt.Sprint("wide", i))
		if i < 4 {
			w.flag(ref, fmt.Sprint("near", i), fmt.Sprint("other", i)) // again: one flag of one source
		}
		w.clock.add(time.Hour)
	}
	return w, ref, id
}

func (w *world) answer(id registry.NoticeID, act registry.FlagAct) error {
	return w.AnswerFlags(w.ctx, moderator, registry.AnswerFlags{Notice: id, Act: act, Note: "looked", Until: w.clock.Now()})
}

func TestFlagAnswers(t *testing.T) {
	w, ref, id := flagged(t)
	if w.state(id) != registry.NoticeHeld || w.count(registry.KindFlag) != 5 {
		t.Fatalf("%q after %d flags", w.state(id), w.count(registry.KindFlag))
	}
	wantProblems(t, "without a note", w.AnswerFlags(w.ctx, moderator, registry.AnswerFlags{Notice: id, Act: registry.FlagsDismiss, Until: noon}), "note.needed")
	wantProblems(t, "without an act", w.answer(id, "sing"), "act.choose")
	w.must(w.AnswerFlags(w.ctx, moderator, registry.AnswerFlags{Notice: id, Act: registry.FlagsDismiss, Note: "x", Until: noon.Add(-time.Hour)}))
	if w.state(id) != registry.NoticeHeld {
		t.Error("flags that nobody saw are answered")
	}
	w.must(w.answer(id, registry.FlagsDismiss))
	for i := range 9 {
		w.clock.add(time.Hour)
		w.flag(ref, fmt.Sprint("later", i), fmt.Sprint("later", i))
	}
	if w.state(id) != registry.NoticeOpen {
		t.Error("what a person looked at is hidden by flags again")
	}
	w.must(w.answer(id, registry.FlagsFalse))
	before := w.head()
	w.must(w.answer(id, registry.FlagsFalse))
	if w.state(id) != registry.NoticeClosed || w.head() != before {
		t.Errorf("%q, and an answer sent twice writes %v", w.state(id), w.head() != before)
	}
	w.must(w.UndoFlags(w.ctx, moderator, id))
	if w.state(id) != registry.NoticeOpen {
		t.Errorf("after the undo it is %q", w.state(id))
	}
	w.must(w.answer(id, registry.FlagsHold))
	if w.state(id) != registry.NoticeHeld {
		t.Errorf("hidden it is %q", w.state(id))
	}
	w.must(w.UndoFlags(w.ctx, moderator, id))
	if _, err := w.PublicNotice(w.ctx, ref); err != nil {
		t.Error("shown again:", err)
	}
	wantKind(t, "flagging what nobody sees", w.FlagNotice(w.ctx, public, registry.FlagNotice{Reference: registry.NewReference(), Reason: registry.FlagHoax}), registry.KindNotFound)
}
