package httpapi_test

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/retrouve/retrouve/registry"
)

type goquerySelection = goquery.Selection

func (s *site) count(kind registry.Kind) (n int) {
	s.service.Store.View(context.Background(), func(r registry.Reader) error {
		n = r.Count(kind)
		return nil
	})
	return n
}

// TestOnce clicks twice, goes back, and sends again after a lost answer: one
// record, and the same receipt each time.
func TestOnce(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	draft := v.start("/find", url.Values{"names": {"Ann Other"}})
	v.fill(draft, map[string]url.Values{"you": {"phone": {"0600000000"}}})
	var wg sync.WaitGroup
	codes := make([]string, 8)
	for i := range codes {
		wg.Go(func() {
			p := v.post(draft+"check", url.Values{"consent": {"yes"}})
			codes[i] = p.Find(".code.long").Text()
		})
	}
	wg.Wait()
	for _, c := range codes {
		if c == "" || c != codes[0] {
			t.Errorf("codes %q and %q", codes[0], c)
		}
	}
	if n := s.count(registry.KindNotice); n != 1 {
		t.Errorf("%d notices", n)
	}
	for _, step := range []string{"who", "check", "sharing"} {
		if p := v.get(draft + step); !strings.HasSuffix(p.url.Path, "/done") {
			t.Errorf("going back to %s led to %s", step, p.url.Path)
		}
	}
	m := v.post("/m", url.Values{"code": {codes[0]}})
	say := with(m.hidden("/manage/say"), "text", "He has a dog.")
	v.post("/manage/say", say)
	if p := v.post("/manage/say", say); p.status != 200 {
		t.Errorf("second click: %d", p.status)
	}
	if n := s.count(registry.KindStatement); n != 1 {
		t.Errorf("%d statements", n)
	}
}

// TestDraftKept keeps each step's answers, also those to be finished later.
func TestDraftKept(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	draft := v.start("/find", url.Values{"names": {"Ann"}, "area": {"Lyon"}})
	v.fill(draft, map[string]url.Values{"looks": {"hair": {"grey"}}})
	p := v.post(draft+"age", url.Values{"birth.y": {"19"}, "later": {"1"}})
	if !strings.HasSuffix(p.url.Path, "/saved") {
		t.Fatalf("save for later led to %s (%d)", p.url.Path, p.status)
	}
	other := s.visitor("en")
	for step, want := range map[string]string{"who": "Ann", "where": "Lyon", "looks": "grey", "age": "19"} {
		if p := other.get(draft + step); !strings.Contains(p.body, `value="`+want+`"`) {
			t.Errorf("step %s lost %q", step, want)
		}
	}
	if p := other.post(draft+"where?back=check", url.Values{"area": {"Paris"}}); !strings.HasSuffix(p.url.Path, "/check") {
		t.Errorf("a change led to %s", p.url.Path)
	}
	for _, bad := range []string{"/find/new/short/who", "/find/new/" + strings.Repeat("0", 32) + "/who", draft + "nosuchstep", strings.Replace(draft, "/find/", "/report/", 1) + "who"} {
		if p := other.get(bad); p.status != 404 {
			t.Errorf("%s: %d", bad, p.status)
		}
	}
}
