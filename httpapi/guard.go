package httpapi

import (
	"crypto/hmac"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
	"github.com/retrouve/retrouve/registry/spam"
)

// Guard is what a form that anybody can send carries to tell machines from
// people: when it was shown, a field that people do not see, and a proof of work
// where one is asked for. Whoever fails it is not told, and is not sent away: a
// person looks first.
type Guard struct {
	Stamp string
	Proof *ProofForm // nil: none is asked for
}

// trapField is the name of the field that people do not see.
const trapField = "more"

// guard makes the guard of a form for a purpose.
func (r *request) guard(b *Base, purpose string) (*Guard, error) {
	stamp, err := r.stamp(purpose, r.now())
	if err != nil {
		return nil, err
	}
	g := &Guard{Stamp: stamp}
	if r.brakes.wantsProof(r.now()) {
		g.Proof = r.askProof(b, purpose)
	}
	return g, nil
}

// Wait is what the button says while the proof is being found.
func (g *Guard) Wait() string {
	if g == nil || g.Proof == nil {
		return ""
	}
	return g.Proof.Wait
}

// stamp is a time, signed for a purpose with the registry's own key, so that it
// holds over a restart and needs no cookie.
func (r *request) stamp(purpose string, at time.Time) (string, error) {
	text := strconv.FormatInt(at.UnixMilli(), 36)
	seal, err := r.Service.Keyed(r.ctx, "stamp "+purpose, text)
	return text + "." + seal, err
}

// stamped returns when a form that came back was made for a purpose, false when it
// has no stamp of ours.
func (r *request) stamped(purpose string) (at time.Time, ok bool, err error) {
	text, _, _ := strings.Cut(r.form("stamp"), ".")
	ms, err := strconv.ParseInt(text, 36, 64)
	if err != nil || len(text) > 12 {
		return at, false, nil
	}
	at = time.UnixMilli(ms)
	want, err := r.stamp(purpose, at)
	return at, hmac.Equal([]byte(want), []byte(r.form("stamp"))), err
}

// hasty reports whether a form came back sooner than people type, or without a
// stamp of ours.
func (r *request) hasty(purpose string) (bool, error) {
	if r.MinFill == 0 {
		return false, nil
	}
	shown, ok, err := r.stamped(purpose)
	return !ok || r.now().Sub(shown) < r.MinFill, err
}

// suspect returns the doubts about a form that was sent: by how it came, and by
// the texts that would be shown to everybody.
func (r *request) suspect(purpose string, act access.Act, record string, texts ...string) ([]registry.Doubt, error) {
	var why []registry.Doubt
	add := func(is bool, d registry.Doubt) {
		if is {
			why = append(why, d)
		}
	}
	hasty, err := r.hasty(purpose)
	add(hasty, registry.DoubtHaste)
	add(r.form(trapField) != "", registry.DoubtTrap)
	crowd := r.brakes.doubts(act, actor{address: r.address(), record: record}, func() bool { return r.proven(purpose) }, r.now())
	why = append(why, crowd...)
	add(spam.Score(texts...) >= spam.Threshold, registry.DoubtText)
	return why, err
}

// maxSame is how many records with nearly the same words are still chance: a
// family may send one text for three children.
const maxSame = 4

// ways returns by which ways a record comes, with the words it has, and whether
// those came too often.
func (r *request) ways(text string) (ways []registry.Way, repeated bool, err error) {
	who := access.VisitorOf(r.c.RealIP())
	add := func(kind registry.WayKind, value string) error {
		w, err := r.Service.Way(r.ctx, kind, value)
		ways = append(ways, w)
		return err
	}
	err = errors.Join(add(registry.WayAddress, who.Address.String()), add(registry.WayNetwork, who.Network.String()))
	for _, band := range spam.Sketch(text) {
		err = errors.Join(err, add(registry.WayText, band))
	}
	for _, w := range ways {
		if w.Kind() == registry.WayText && err == nil {
			var n int
			n, err = r.Service.Came(r.ctx, w, maxSame)
			repeated = repeated || n >= maxSame
		}
	}
	return ways, repeated, err
}

// doubtNotice notes by which ways a notice comes, and what makes a person look
// at it before it is shown.
func (r *request) doubtNotice(req *registry.FileNotice) (err error) {
	texts := publicTexts(&req.Person, req.LastSeen.Place.Area)
	if req.Doubts, err = r.suspect(proofFile, access.ActFile, "", texts...); err != nil {
		return err
	}
	var repeated bool
	req.Ways, repeated, err = r.ways(strings.Join(append(texts, req.Person.Description), " "))
	if repeated {
		req.Doubts = append(req.Doubts, registry.DoubtText)
	}
	return err
}

// publicTexts is what a notice may show to everybody.
func publicTexts(p *registry.Person, area string) []string {
	b := p.Body
	texts := []string{area, b.Build, b.Hair, b.Eyes, b.Beard, b.Glasses}
	for _, n := range p.Names {
		texts = append(texts, n.Full)
	}
	for _, t := range p.Things {
		texts = append(texts, t.Text)
	}
	return texts
}
