package main

import (
	"cmp"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
	"github.com/retrouve/retrouve/templates"
)

// pages builds the site on an open folder; lock, which may be nil, makes the program
// forget its key.
func (c *serveCmd) pages(f *folder, set *templates.Set, log *slog.Logger, lock func(registry.Viewer)) (http.Handler, error) {
	cfg, err := c.config(set, log)
	if err != nil {
		return nil, err
	}
	cfg.Service, cfg.Accounts, cfg.Lock = f.service, f.accounts, lock
	return httpapi.New(cfg)
}

// config is what pages need beside the register.
func (c *serveCmd) config(set *templates.Set, log *slog.Logger) (httpapi.Config, error) {
	proxies, err := networks(c.TrustedProxy)
	if err != nil {
		return httpapi.Config{}, err
	}
	rules := access.DefaultRules()
	rules.Proof.Mode = access.ProofMode(cmp.Or(c.Proof, string(access.ProofAuto)))
	if c.Brakes == "off" {
		rules.Rates = map[access.Purse]map[access.Level]access.Rate{}
		rules.Views = access.Unlimited()
	}
	return httpapi.Config{
		Rules: rules, MinFill: c.minFill, Pages: set, Log: log, Secure: c.secure(), Dev: c.Dev,
		BaseURL: strings.TrimRight(c.BaseURL, "/"), Exit: c.ExitURL, Version: programVersion(), Proxies: proxies, Mails: c.Mail.Server != "",
	}, nil
}

// networks reads addresses or networks in CIDR notation.
func networks(list []string) ([]*net.IPNet, error) {
	var out []*net.IPNet
	for _, s := range list {
		p, err := netip.ParsePrefix(s)
		if a, plain := netip.ParseAddr(s); plain == nil && a.Zone() == "" {
			p, err = a.Prefix(a.BitLen())
		}
		if err != nil {
			return nil, fmt.Errorf("--trusted-proxy %s is not an address or network: write it as 127.0.0.1 or 10.0.0.0/8", s)
		}
		if p.Bits() == 0 {
			return nil, fmt.Errorf("--trusted-proxy %s trusts everybody: visitors could say that they are somebody else; name your own proxy", s)
		}
		p = p.Masked()
		out = append(out, &net.IPNet{IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())})
	}
	return out, nil
}
