package httpapi

import (
	"net"
	"net/http"
	"net/netip"
	"testing"

	"github.com/retrouve/retrouve/registry/access"
)

// told makes a request of a connection with what is told of the visitor.
func told(remote string, forwarded ...string) *http.Request {
	return &http.Request{RemoteAddr: remote, Header: http.Header{"X-Forwarded-For": forwarded}}
}

// ourProxies are one of IPv4, a network of them and one of IPv6.
func ourProxies(t testing.TB) (list []*net.IPNet) {
	for _, s := range []string{"192.0.2.1/32", "10.0.0.0/8", "2001:db8:1::/48"} {
		_, n, err := net.ParseCIDR(s)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, n)
	}
	return list
}

// TestForwarded: only what trusted proxies wrote themselves says who visits.
func TestForwarded(t *testing.T) {
	for _, c := range []struct {
		name, remote string
		forwarded    []string
		want         string
	}{
		{"nothing told", "192.0.2.1:99", nil, "192.0.2.1"},
		{"one proxy", "192.0.2.1:99", []string{"203.0.113.9"}, "203.0.113.9"},
		{"a lie before it", "192.0.2.1:99", []string{"198.51.100.1, 203.0.113.9"}, "203.0.113.9"},
		{"a lie that is no address", "192.0.2.1:99", []string{"<script>, 203.0.113.9"}, "203.0.113.9"},
		{"a lie that is our proxy", "192.0.2.1:99", []string{"10.0.0.1, 203.0.113.9"}, "203.0.113.9"},
		{"two proxies", "192.0.2.1:99", []string{"198.51.100.1, 203.0.113.9, 10.9.9.9"}, "203.0.113.9"},
		{"two headers", "192.0.2.1:99", []string{"198.51.100.1", "203.0.113.9,10.9.9.9"}, "203.0.113.9"},
		{"IPv6", "[2001:db8:1::2]:99", []string{"2001:db8:2::7"}, "2001:db8:2::7"},
		{"IPv6 behind IPv4, in brackets", "192.0.2.1:99", []string{"[2001:db8:2::7], 2001:db8:1:ffff::1"}, "2001:db8:2::7"},
		{"IPv4 as IPv6", "[::ffff:192.0.2.1]:99", []string{"::ffff:203.0.113.9"}, "203.0.113.9"},
		{"with ports", "192.0.2.1:99", []string{"203.0.113.9:4711, 10.0.0.2:80"}, "203.0.113.9"},
		{"IPv6 with a port", "192.0.2.1:99", []string{"[2001:db8:2::7]:4711"}, "2001:db8:2::7"},
		{"with a zone", "192.0.2.1:99", []string{"fe80::1%eth0"}, "fe80::1"},
		{"not our proxy", "203.0.113.5:99", []string{"198.51.100.1"}, "203.0.113.5"},
		{"not our network", "[2001:db8:2::1]:99", []string{"198.51.100.1"}, "2001:db8:2::1"},
		{"all are ours", "192.0.2.1:99", []string{"10.1.1.1, 10.2.2.2"}, "10.1.1.1"},
		{"no address", "192.0.2.1:99", []string{"unknown"}, ""},
		{"nothing", "192.0.2.1:99", []string{""}, ""},
		{"leading zeros", "192.0.2.1:99", []string{"203.0.113.009"}, ""},
		{"a socket", "@", []string{"203.0.113.9"}, ""},
	} {
		if got := visitorAddress(ourProxies(t))(told(c.remote, c.forwarded...)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := visitorAddress(nil)(told("192.0.2.1:99", "203.0.113.9")); got != "192.0.2.1" {
		t.Errorf("without proxies a visitor says that they are %s", got)
	}
}

// FuzzForwarded: whatever a visitor sends, it does not change what the proxy says
// of them, and a connection that is not of a proxy is believed nothing.
func FuzzForwarded(f *testing.F) {
	for _, seed := range []string{
		"", ",", ", ,", "203.0.113.9", "unknown", "_hidden", "203.0.113.9:80", "[2001:db8::1]:80", "[2001:db8::1", "2001:db8::1]", "::ffff:10.0.0.1", "10.0.0.1,10.0.0.1",
		"0x7f.1", "127.1", "1.2.3.4.5", "fe80::1%25eth0", "\"203.0.113.9\"", "for=203.0.113.9", "203.0.113.9\r\nX: y", "\x00", "２０３.0.113.9", "1.2.3.4%eth0", ":::", "999.999.999.999",
	} {
		f.Add(seed)
	}
	proxies := ourProxies(f)
	address := visitorAddress(proxies)
	f.Fuzz(func(t *testing.T, sent string) {
		if got := address(told("198.51.100.7:1", sent)); got != "198.51.100.7" {
			t.Errorf("somebody who sends %q passes for %q", sent, got)
		}
		for _, honest := range []string{"203.0.113.9", "2001:db8:2::7"} {
			for _, via := range []string{"", ", 10.0.0.3", ", 2001:db8:1::3"} {
				if got := address(told("192.0.2.1:1", sent+", "+honest+via)); got != honest {
					t.Errorf("%s, who sends %q, passes for %q", honest, sent, got)
				}
			}
		}
		got := address(told("192.0.2.1:1", sent))
		if a, err := netip.ParseAddr(got); got != "" && (err != nil || a.String() != got || a.Zone() != "") {
			t.Errorf("%q makes an address %q", sent, got)
		}
		access.VisitorOf(got)
	})
}
