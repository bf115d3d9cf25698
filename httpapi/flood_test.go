package httpapi

import (
	"fmt"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry/access"
)

// poster is somebody who files notices, by how they are doubted.
type poster struct{ posts, shown, held int }

// post files one notice, with the proof of work that the form asked for, if any.
// Who opened the form before the flood was noticed was asked for none.
func (p *poster) post(b *brakes, address string, works bool, now time.Time) {
	asked := b.wantsProof(now)
	why := b.doubts(access.ActFile, actor{address: address}, func() bool { return works && asked }, now)
	if p.posts++; len(why) == 0 {
		p.shown++
	} else {
		p.held++
	}
}

// TestMassFilings (A10): ten thousand fakes from five hundred addresses within an
// hour, and a thousand honest notices between them. All are taken. Of the fakes
// hardly any are shown before somebody looked, unless their sender works for each;
// of honest ones that bring the proof they are asked for hardly any wait.
func TestMassFilings(t *testing.T) {
	b := newBrakes(access.Rules{})
	var fakes, honest, plain poster
	for i := range 10_000 {
		now := noon.Add(time.Duration(i) * time.Hour / 10_000)
		fakes.post(b, fmt.Sprintf("198.%d.%d.7", 18+i%2, i%500/2), false, now)
		if i%10 == 0 {
			honest.post(b, fmt.Sprintf("80.%d.%d.9", i>>8&255, i&255), true, now)
		}
		if i%100 == 5 { // without script
			plain.post(b, fmt.Sprintf("81.%d.%d.9", i>>8&255, i&255), false, now)
		}
	}
	t.Logf("fakes: %+v; honest: %+v; without script: %+v", fakes, honest, plain)
	if share := float64(fakes.shown) / 10_000; share > 0.1 {
		t.Errorf("%.0f %% of the fakes are shown at once", 100*share)
	}
	if honest.held > honest.posts/20 {
		t.Errorf("%d of %d honest notices wait", honest.held, honest.posts)
	}
	if calm := noon.Add(3 * time.Hour); b.wantsProof(calm) || b.pay(access.ActFile, actor{address: "192.0.2.1"}, calm) != access.Allowed {
		t.Error("the flood does not pass")
	}
}

// TestHonestFilings: three thousand families who file in an hour, many behind the
// same addresses, bring no proof and are not doubted.
func TestHonestFilings(t *testing.T) {
	b := newBrakes(access.Rules{})
	var p poster
	for i := range 3000 {
		address := fmt.Sprintf("80.%d.%d.9", i>>8&255, i&255)
		if i%2 == 0 {
			address = fmt.Sprintf("100.64.%d.9", i%200)
		}
		p.post(b, address, false, noon.Add(time.Duration(i)*time.Hour/3000))
	}
	if p.held > 0 || b.wantsProof(noon.Add(time.Hour)) {
		t.Errorf("of honest notices %+v", p)
	}
}
