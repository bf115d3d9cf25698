package httpapi

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
)

// visitorAddress finds out the visitor's address: that of the connection, or where
// a trusted proxy made it, what that proxy wrote last into X-Forwarded-For, and so
// on for proxies behind it. What stands left of the first address that is not
// trusted was written by the visitor, and is never read. It is "" where a trusted
// proxy tells nothing that is an address: nobody knows then who it is, and to count
// all visitors as the proxy would stop everybody.
func visitorAddress(proxies []*net.IPNet) echo.IPExtractor {
	trusted := func(a netip.Addr) bool {
		return slices.ContainsFunc(proxies, func(p *net.IPNet) bool { return p.Contains(a.AsSlice()) })
	}
	return func(r *http.Request) string {
		at, ok := hop(r.RemoteAddr)
		told := r.Header.Values(echo.HeaderXForwardedFor)
		if !ok || len(told) == 0 || !trusted(at) {
			return text(at)
		}
		hops := strings.Split(strings.Join(told, ","), ",")
		for i := len(hops) - 1; i >= 0 && trusted(at); i-- {
			if at, ok = hop(strings.TrimSpace(hops[i])); !ok {
				return ""
			}
		}
		return text(at)
	}
}

// hop reads an address, also with a port as some proxies write it: 192.0.2.1,
// 192.0.2.1:80, 2001:db8::1, [2001:db8::1], [2001:db8::1]:80. An IPv4 address that is
// written as one of IPv6 is the same visitor.
func hop(s string) (netip.Addr, bool) {
	a, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(s, "["), "]"))
	if err != nil {
		var withPort netip.AddrPort
		withPort, err = netip.ParseAddrPort(s)
		a = withPort.Addr()
	}
	return a.Unmap().WithZone(""), err == nil
}

// text is an address in words, "" for none.
func text(a netip.Addr) string {
	if !a.IsValid() {
		return ""
	}
	return a.String()
}
