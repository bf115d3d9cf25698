package httpapi_test

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry"
)

// TestFlagBombPages (A06): a thousand flags of one /48, each from another of its
// addresses, and hours apart, are all taken with the same answer, and the notice is
// still there; moderators see one source.
func TestFlagBombPages(t *testing.T) {
	s := newSiteWith(t, func(c *httpapi.Config) {
		_, loopback, _ := net.ParseCIDR("127.0.0.0/8")
		c.Proxies = []*net.IPNet{loopback}
	})
	v := s.visitor("en")
	n := v.file("Ana Flagged", nil)
	ref, _ := registry.ParseReference(n.reference)
	path := "/p/" + string(ref) + "/flag"
	form := with(v.get(path).hidden("/flag"), "reason", "hoax", "text", "it is a lie")
	first := ""
	for i := range 1000 {
		if i%100 == 99 {
			s.clock.add(3600e9)
		}
		v.from = fmt.Sprintf("2001:db8:77:%x::%x", i, i)
		p := v.do(http.MethodPost, path, form)
		if first == "" {
			first = p.Find("main").Text()
		}
		if p.status != http.StatusOK || p.Find("main").Text() != first {
			t.Fatalf("flag %d answers %d: %s", i, p.status, p.Find("main").Text())
		}
	}
	v.from = ""
	if p := v.get("/p/" + string(ref)); p.status != http.StatusOK || !strings.Contains(p.body, "Ana Flagged") {
		t.Errorf("after a thousand flags of one network the notice answers %d", p.status)
	}
	list, total, err := s.service.FlagQueue(t.Context(), registry.Viewer{Ring: registry.RingModerator, Account: "mod"}, 0, 10)
	if err != nil || total != 1 || list[0].Sources != 1 || list[0].Total > 50 {
		t.Errorf("moderators see %+v, %v", list, err)
	}
}
