package httpapi_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// probe is one way to ask about a notice by its reference or code.
type probe struct {
	name, method, path string // REF stands for the reference
	form               url.Values
}

// probes are all ways in which somebody without an account can name a notice.
func (c *cast) probes() []probe {
	list := []probe{
		{"page", http.MethodGet, "/p/REF", nil},
		{"report about it", http.MethodPost, "/report/new", url.Values{"about": {"REF"}}},
		{"join it", http.MethodPost, "/find/new", url.Values{"about": {"REF"}}},
		{"api", http.MethodGet, "/api/v1/notices/REF", nil},
		{"lost code", http.MethodPost, "/m/lost", url.Values{"reference": {"REF"}, "reached": {"stranger@example.org"}}},
	}
	// Each route with a reference that needs no account is a probe by itself.
	for key, allowed := range table(c.t.(*testing.T)) {
		words := strings.Fields(key)
		if strings.Contains(words[1], ":ref") && words[2] == "hidden" && allowed[0] == "404" && words[1] != "/p/:ref" {
			list = append(list, probe{key, words[0], strings.Replace(words[1], ":ref", "REF", 1), url.Values{"form": {string(registry.NewToken())}, "reason": {"hoax"}, "message": {"Hello, I saw them."}}})
		}
	}
	return list
}

func (c *cast) probe(p probe, ref string) *httptest.ResponseRecorder {
	form := url.Values{}
	for k, v := range p.form {
		form.Set(k, strings.ReplaceAll(v[0], "REF", ref))
	}
	return c.ask(p.method, strings.Replace(p.path, "REF", ref, 1), "public", nil, form, nil)
}

// TestHiddenIsUnknown asks in every way about notices that the public may not know
// of and about none: the same status, headers and bytes (A01, A04).
func TestHiddenIsUnknown(t *testing.T) {
	c := newCast(t)
	list := c.probes()
	if len(list) < 8 {
		t.Errorf("%d ways to ask only", len(list))
	}
	erased := registry.NewReference()
	c.put(&registry.Placeholder{ID: "erased", Of: registry.KindNotice, Reference: erased, Hidden: true, Erased: time.Now()})
	for name, ref := range map[string]string{"hidden": c.ids["ref.hidden"], "report": c.ids["report.north"], "erased and hidden": string(erased)} {
		for _, p := range list {
			unknown := string(registry.NewReference())
			a, b := c.probe(p, ref), c.probe(p, unknown)
			same := func(rec *httptest.ResponseRecorder, ref string) string {
				s := rec.Body.String() + rec.Header().Get("Location")
				return strings.NewReplacer(ref, "REF", registry.Reference(ref).String(), "R-E-F").Replace(s)
			}
			if a.Code != b.Code || same(a, ref) != same(b, unknown) || len(a.Result().Header) != len(b.Result().Header) {
				t.Errorf("%s, %s: %d, of none: %d, and the same words: %v", name, p.name, a.Code, b.Code, same(a, ref) == same(b, unknown))
			}
		}
	}
}

// TestHiddenTakesAsLong compares how long the answers take: medians of samples in
// turns, a generous bound, and three tries, since other things run here too.
func TestHiddenTakesAsLong(t *testing.T) {
	c := newCast(t)
	unknown := string(registry.NewReference())
	for _, p := range c.probes()[:4] {
		for try := 1; ; try++ {
			hidden, none := c.medians(p, c.ids["ref.hidden"], unknown)
			if d := (hidden - none).Abs(); d < none/2 || d < 300*time.Microsecond {
				break
			} else if try == 5 {
				t.Errorf("%s: %v about a hidden notice, %v about none", p.name, hidden, none)
				break
			}
		}
	}
}

func (c *cast) medians(p probe, a, b string) (ma, mb time.Duration) {
	const n = 41
	var as, bs []time.Duration
	for range n {
		start := time.Now()
		c.probe(p, a)
		middle := time.Now()
		c.probe(p, b)
		as, bs = append(as, middle.Sub(start)), append(bs, time.Since(middle))
	}
	slices.Sort(as)
	slices.Sort(bs)
	return as[n/2], bs[n/2]
}
