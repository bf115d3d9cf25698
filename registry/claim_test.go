package registry_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// claim claims a notice from an address and returns who came with its code.
func (w *world) claim(ref registry.Reference, wish registry.ClaimWish, from string) (registry.ClaimID, registry.Viewer) {
	w.t.Helper()
	got, err := w.ClaimNotice(w.ctx, registry.ClaimNotice{
		Form: registry.NewToken(), Reference: ref, Wish: wish, Words: "I am with friends", Note: "he hits me", Contact: registry.Contact{Phone: "0611223344"}, Near: from, Wide: from[:1],
	})
	w.must(err)
	by, err := w.HolderOfCode(w.ctx, got.Code)
	w.must(err)
	return registry.ClaimID(got.Record.ID), by
}

// shows says how the public is answered about a notice.
func (w *world) shows(ref registry.Reference) string {
	_, err := w.PublicNotice(w.ctx, ref)
	if err == nil {
		return "shown"
	}
	return registry.KindOf(err).String()
}

func (w *world) verify(by registry.Viewer, id registry.ClaimID, basis registry.Confidence) error {
	return w.VerifyClaim(w.ctx, by, registry.VerifyClaim{Claim: id, Basis: basis, Note: "saw the passport"})
}

// told returns what a seeker reads of people's claims.
func (w *world) told(seeker registry.Viewer) string {
	w.t.Helper()
	v, err := w.SeekerNotice(w.ctx, seeker)
	w.must(err)
	var out []string
	for _, st := range v.Statements {
		out = append(out, string(st.Kind)+" "+st.Text)
	}
	return strings.Join(out, "|")
}

// TestClaims: nothing is told before people made sure, and then what the person
// wished and nothing more.
func TestClaims(t *testing.T) {
	for wish, want := range map[registry.ClaimWish]string{registry.WishTell: "claimed I am with friends", registry.WishAlive: "claimed ", registry.WishDanger: ""} {
		w := newWorld(t)
		ref, seeker := w.coded(nil)
		id, _ := w.claim(ref, wish, "a1")
		if got := w.told(seeker); got != "" || w.shows(ref) != "shown" {
			t.Errorf("%s, unverified: the seeker reads %q, it is %s", wish, got, w.shows(ref))
		}
		closing := func() error {
			return w.CloseNotice(w.ctx, moderator, registry.NoticeID(seeker.Scope.ID), registry.CloseFound, "as they say")
		}
		wantProblems(t, "closed before", closing(), "reason.found_needs_document")
		w.must(w.verify(w.atHospital(), id, registry.ConfidenceDocument))
		w.must(w.verify(moderator, id, registry.ConfidenceDocument)) // twice
		if got := w.told(seeker); got != want || w.shows(ref) != "shown" {
			t.Errorf("%s: the seeker reads %q, want %q", wish, got, want)
		}
		if p, err := w.PublicNotice(w.ctx, ref); err != nil || len(p.Statements) != 0 {
			t.Errorf("%s: the public reads %v, %v", wish, p.Statements, err)
		}
		if acts := w.audited(); strings.Count(acts, "claim.verified") != 1 || w.changed("claim.verified") != 1 || w.changed("claim.made") != 1 {
			t.Errorf("%s: noted %s", wish, acts)
		}
		if urgent := w.changed("claim.urgent"); (urgent == 1) != (wish == registry.WishDanger) {
			t.Errorf("%s: urgent %d times", wish, urgent)
		}
		w.must(w.RefuseClaim(w.ctx, moderator, id, "it was a neighbour"))
		if got := w.told(seeker); want != "" && !strings.Contains(got, "claim_undone") {
			t.Errorf("%s, taken back: the seeker reads %q", wish, got)
		}
		wantProblems(t, "closed after", closing(), "reason.found_needs_document")
	}
	w := newWorld(t)
	ref, seeker := w.coded(nil)
	id, _ := w.claim(ref, registry.WishAlive, "a1")
	w.must(w.verify(moderator, id, registry.ConfidenceOwnWord))
	if err := w.CloseNotice(w.ctx, moderator, registry.NoticeID(seeker.Scope.ID), registry.CloseFound, "as they say"); err != nil {
		t.Errorf("a moderator may not close: %v", err)
	}
}

// TestClaimReaders: who reads a claim, who verifies it, and who sees the contact.
func TestClaimReaders(t *testing.T) {
	w := newWorld(t)
	ref, seeker := w.coded(nil)
	id, claimant := w.claim(ref, registry.WishTell, "a1")
	own, err := w.OwnClaim(w.ctx, claimant)
	w.must(err)
	_, other := w.claim(ref, registry.WishTell, "b1")
	hospital := w.atHospital()
	for name, by := range map[string]registry.Viewer{
		"public": public, "seeker": seeker, "volunteer": volunteer, "claimant": claimant, "other claimant": other, "auditor": {Ring: registry.RingAuditor, Account: "a"},
		"no organisation": {Ring: registry.RingOrganisation, Account: "x"}, "hospital": hospital, "moderator": moderator, "system": registry.System,
	} {
		v, err := w.DeskClaim(w.ctx, by, own.Reference)
		may := name == "hospital" || name == "moderator"
		if (err == nil) != may || (v.Note != "" || v.Reachable) != (name == "moderator") {
			t.Errorf("%s reads %+v, %v", name, v, err)
		}
		if _, _, err := w.Claims(w.ctx, by, 10); (err == nil) != (name == "moderator") {
			t.Errorf("%s lists claims: %v", name, err)
		}
		if !may {
			wantKind(t, "verified by "+name, w.verify(by, id, registry.ConfidenceDocument), registry.KindForbidden)
		}
		if name != "moderator" {
			wantKind(t, "refused by "+name, w.RefuseClaim(w.ctx, by, id, "no"), registry.KindForbidden)
		}
		if p, err := w.OwnClaim(w.ctx, by); (err == nil && p.Reference == own.Reference) != (name == "claimant") {
			t.Errorf("%s reads it as their own: %v", name, err)
		}
	}
	wantProblems(t, "a hospital that called", w.verify(hospital, id, registry.ConfidenceOwnWord), "basis.choose")
	wantProblems(t, "by sight", w.verify(moderator, id, registry.ConfidenceSight), "basis.choose")
	wantProblems(t, "no note", w.VerifyClaim(w.ctx, moderator, registry.VerifyClaim{Claim: id, Basis: registry.ConfidenceDocument}), "note.needed")
	if acts := w.audited(); strings.Count(acts, "claim.read") != 2 || strings.Count(acts, "claims.read") != 1 {
		t.Errorf("noted: %s", acts)
	}
}

// TestClaimContact: whoever opens the contact of a claim says why, which the person
// reads, and it counts like any other contact (A19).
func TestClaimContact(t *testing.T) {
	w := newWorld(t)
	ref, seeker := w.coded(nil)
	id, claimant := w.claim(ref, registry.WishHide, "a1")
	open := func(by registry.Viewer, reason, once string) error {
		c, err := w.OpenClaimContact(w.ctx, by, id, reason, once)
		if c.IsZero() != (err != nil) {
			t.Errorf("%s gets a contact of %d digits and %v", by.Ring, len(c.Phone.Digits()), err)
		}
		return err
	}
	for _, by := range []registry.Viewer{public, seeker, volunteer, claimant, w.atHospital(), registry.System, {Ring: registry.RingAuditor, Account: "a"}} {
		wantKind(t, "opened by "+string(by.Ring), open(by, "to call", "x"), registry.KindForbidden)
	}
	wantProblems(t, "no reason", open(moderator, " ", "x"), "opening.needed")
	if p, err := w.OwnClaim(w.ctx, claimant); err != nil || len(p.Opened) != 0 {
		t.Errorf("nobody opened it: %v %v", p.Opened, err)
	}
	w.must(open(moderator, "to make sure", "x"))
	w.must(open(moderator, "to make sure", "x")) // the same form
	p, err := w.OwnClaim(w.ctx, claimant)
	w.must(err)
	if len(p.Opened) != 1 || p.Opened[0].By != registry.RingModerator || p.Opened[0].Text != "to make sure" || p.Opened[0].Made.IsZero() {
		t.Errorf("the person reads %v", p.Opened)
	}
	if acts := w.audited(); strings.Count(acts, "contact.opened") != 1 {
		t.Errorf("noted: %s", acts)
	}
	for i := range registry.ContactsADay - 1 {
		w.must(open(moderator, "again", fmt.Sprint(i)))
	}
	wantProblems(t, "one too many", open(moderator, "again", "last"), "opening.too_many")
	_, n := w.notice()
	_, err = w.OpenContacts(w.ctx, moderator, w.link(n, w.report(nil), 0.9), "to call", "pair")
	wantProblems(t, "a pair after as many claims", err, "opening.too_many")
}

// TestHideNow: a claim hides at once and for a while, can be taken back, and comes
// back by itself; what hid a notice in vain does not hide it again.
func TestHideNow(t *testing.T) {
	w := newWorld(t)
	ref, seeker := w.coded(nil)
	id, claimant := w.claim(ref, registry.WishHide, "a1")
	if w.shows(ref) != "not found" || w.told(seeker) != "" {
		t.Errorf("the public is answered %q, the seeker reads %q", w.shows(ref), w.told(seeker))
	}
	if v, err := w.SeekerNotice(w.ctx, seeker); err != nil || v.State != registry.NoticeHeld {
		t.Errorf("the seeker sees %s, %v", v.State, err)
	}
	w.must(w.ChangeClaim(w.ctx, claimant, registry.WishAlive, ""))
	if w.shows(ref) != "shown" {
		t.Error("a changed mind does not show it again")
	}
	w.must(w.RefuseClaim(w.ctx, moderator, id, "a test"))

	ref, _ = w.coded(nil)
	_, claimant = w.claim(ref, registry.WishHide, "b1")
	w.must(w.WithdrawClaim(w.ctx, claimant))
	w.must(w.WithdrawClaim(w.ctx, claimant))
	if w.shows(ref) != "shown" {
		t.Error("a withdrawn claim still hides it")
	}

	ref, _ = w.coded(nil)
	id, _ = w.claim(ref, registry.WishHide, "c1")
	w.clock.add(registry.HideFor - time.Second)
	w.wantPurge("a second before")
	w.clock.add(time.Second)
	w.wantPurge("over", "claim.lapsed unverified")
	if w.shows(ref) != "shown" {
		t.Error("a lapsed claim still hides it")
	}
	w.claim(ref, registry.WishHide, "d1")
	if w.shows(ref) != "shown" {
		t.Error("a second claim hides what nobody could verify")
	}
	w.must(w.verify(moderator, id, registry.ConfidenceOwnWord)) // late, but sure
	if w.shows(ref) != "not found" {
		t.Errorf("verified: %s", w.shows(ref))
	}
	w.must(w.RefuseClaim(w.ctx, moderator, id, "the wrong woman"))
	if w.shows(ref) != "shown" {
		t.Errorf("taken back: %s", w.shows(ref))
	}
}

// TestHideFlood (A05, A06): claims from one address, one provider or many do not
// make the register disappear.
func TestHideFlood(t *testing.T) {
	for name, tt := range map[string]struct {
		from func(int) string
		most int
	}{
		"one address":    {func(int) string { return "a1" }, 3},
		"one provider":   {func(i int) string { return fmt.Sprint("a", i) }, 10},
		"many providers": {func(i int) string { return fmt.Sprint(string(rune('a'+i%200)), i) }, 50},
	} {
		w := newWorld(t)
		hidden := 0
		for i := range 200 {
			ref, _ := w.notice()
			w.claim(ref, registry.WishHide, tt.from(i))
			if w.shows(ref) != "shown" {
				hidden++
			}
		}
		if hidden != tt.most {
			t.Errorf("%s: %d of 200 are hidden, want %d", name, hidden, tt.most)
		}
		if _, n, err := w.Claims(w.ctx, moderator, 10); err != nil || n != 200 {
			t.Errorf("%s: %d claims wait, %v", name, n, err)
		}
	}
	w := newWorld(t)
	ref, _ := w.notice()
	_, err := w.ClaimNotice(w.ctx, registry.ClaimNotice{Form: registry.NewToken(), Reference: ref, Wish: registry.WishHide, Doubts: []registry.Doubt{registry.DoubtTrap}})
	w.must(err)
	if w.shows(ref) != "shown" {
		t.Error("a machine hides a notice")
	}
}

// TestSilence: a notice that its person had hidden is as if it never was, and does
// not come back by an import, nor at once when somebody files it anew.
func TestSilence(t *testing.T) {
	w := newWorld(t)
	born := func(r *registry.FileNotice) {
		r.Person.Names = []registry.Name{registry.NewName("Élodie Morin", "")}
		r.Person.Birth = partial("1990-05-02")
	}
	item := func(id registry.RecordID, change func(*registry.FileNotice)) registry.Item {
		req := registry.FileNotice{Event: w.event, Origin: registry.Origin{Record: id, SourceDate: noon}}
		change(&req)
		return registry.Item{Notice: &req}
	}
	outcome := func(it registry.Item) registry.Outcome {
		t.Helper()
		got, err := w.Import(w.ctx, []registry.Item{it})
		w.must(err)
		return got[0].Outcome
	}
	if got := outcome(item("other.org/1", born)); got != registry.OutcomeNew {
		t.Fatalf("imported: %s", got)
	}
	var ref registry.Reference
	w.must(w.Store.View(w.ctx, func(r registry.Reader) error {
		for id := range r.IDs(registry.KindNotice, "") {
			var n registry.Notice
			w.get(registry.Ref{Kind: registry.KindNotice, ID: id}, &n)
			ref = n.Reference
		}
		return nil
	}))
	id, claimant := w.claim(ref, registry.WishHide, "a1")
	w.must(w.verify(w.atHospital(), id, registry.ConfidenceDocument))
	tests := map[string]struct {
		it   registry.Item
		want registry.Outcome
	}{
		"the same record": {item("other.org/1", func(r *registry.FileNotice) { r.Person.Names = []registry.Name{registry.NewName("X Y", "")} }), registry.OutcomeRefused},
		"the person elsewhere": {item("third.org/9", func(r *registry.FileNotice) {
			r.Person.Names, r.Person.Birth = []registry.Name{registry.NewName("MORIN, Elodie", "")}, partial("1990")
		}), registry.OutcomeRefused},
		"a namesake": {item("third.org/10", func(r *registry.FileNotice) {
			r.Person.Names, r.Person.Birth = []registry.Name{registry.NewName("Elodie Morin", "")}, partial("1971")
		}), registry.OutcomeNew},
		"the name alone": {item("third.org/11", func(r *registry.FileNotice) { r.Person.Names = []registry.Name{registry.NewName("Elodie Morin", "")} }), registry.OutcomeNew},
	}
	for name, tt := range tests {
		if got := outcome(tt.it); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
	again, _ := w.coded(born)
	if got := w.shows(again); got != "not found" {
		t.Errorf("filed anew it is %s", got)
	}
	check := func(when string) {
		t.Helper()
		if w.shows(ref) != "not found" {
			t.Errorf("%s: the public is answered %q", when, w.shows(ref))
		}
		for _, by := range []registry.Viewer{volunteer, w.atHospital(), moderator} {
			_, err := w.VerifiedNotice(w.ctx, by, ref)
			wantKind(t, when, err, registry.KindNotFound)
		}
	}
	check("hidden")
	w.must(w.WithdrawClaim(w.ctx, claimant)) // the code may be in other hands
	check("asked back by its code")
	w.clock.add(registry.UndoFor)
	w.purge()
	check("erased")
	if w.count(registry.KindClaim) != 0 {
		t.Error("the claim is kept")
	}
	if got := outcome(item("other.org/1", born)); got != registry.OutcomeRefused {
		t.Errorf("after the erasing: %s", got)
	}
	var kept []string
	w.must(w.Store.View(w.ctx, func(r registry.Reader) error {
		for id := range r.IDs(registry.KindSilence, "") {
			var x registry.Silence
			w.get(registry.Ref{Kind: registry.KindSilence, ID: id}, &x)
			b, err := registry.EncodeRecord(&x)
			w.must(err)
			kept = append(kept, string(b))
		}
		return nil
	}))
	if all := strings.ToLower(strings.Join(kept, " ")); len(kept) == 0 || strings.Contains(all, "morin") || strings.Contains(all, "other.org") || strings.Contains(all, "1990") {
		t.Errorf("what keeps it away says %q", all)
	}
	w.clock.add(registry.KeepPlaceholder)
	w.purge()
	if w.count(registry.KindSilence) != 0 {
		t.Error("it is kept for ever")
	}
}

// TestSilencedSeeker: who looks for somebody who does not want to be found reads
// neither that they were found nor whom to call.
func TestSilencedSeeker(t *testing.T) {
	w := newWorld(t)
	ref, seeker := w.coded(nil)
	n := registry.NoticeID(seeker.Scope.ID)
	w.must(w.decide(w.link(n, w.report(nil), 0.9), registry.LinkConfirmed))
	id, _ := w.claim(ref, registry.WishHide, "a1")
	w.must(w.verify(moderator, id, registry.ConfidenceOwnWord))
	v, err := w.SeekerNotice(w.ctx, seeker)
	if err != nil || v.Match != nil || v.Checking != nil || v.Reopenable || v.State != registry.NoticeClosed || len(v.Statements) != 0 {
		t.Errorf("the seeker sees %+v, %v", v, err)
	}
	wantKind(t, "opened again", w.ReopenNotice(w.ctx, seeker), registry.KindGone)
	_, _, err = w.open(public, ref, "I saw her")
	wantKind(t, "written about", err, registry.KindNotFound)
}
