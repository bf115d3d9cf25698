package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
)

// tlsFlags say how the server encrypts by itself: with certificate files, or with
// certificates that it gets from an authority by ACME (RFC 8555). With neither it
// speaks plain HTTP, for a proxy that adds TLS.
type tlsFlags struct {
	Cert string `name:"tls-cert" env:"RETROUVE_TLS_CERT" placeholder:"FILE" help:"Certificate chain (PEM) to serve HTTPS with. Read again when the file changes."`
	Key  string `name:"tls-key" env:"RETROUVE_TLS_KEY" placeholder:"FILE" help:"Private key (PEM) of --tls-cert."`

	Domain    []string `name:"acme-domain" env:"RETROUVE_ACME_DOMAIN" placeholder:"NAME" help:"Get and renew a certificate for this name by ACME, from Let's Encrypt unless --acme-directory says otherwise. You agree to the authority's terms."`
	Email     string   `name:"acme-email" env:"RETROUVE_ACME_EMAIL" placeholder:"ADDRESS" help:"Whom the authority writes to when a certificate runs out."`
	Directory string   `name:"acme-directory" env:"RETROUVE_ACME_DIRECTORY" default:"https://acme-v02.api.letsencrypt.org/directory" placeholder:"URL" help:"The authority (default: ${default})."`
	Root      string   `name:"acme-root" env:"RETROUVE_ACME_ROOT" placeholder:"FILE" help:"Certificate (PEM) by which to trust an authority of your own."`
	Store     string   `name:"acme-store" env:"RETROUVE_ACME_STORE" placeholder:"DIR" help:"Where certificates and their keys are kept (default: the data folder's name with .acme, beside it)."`

	Plain string `name:"http-listen" env:"RETROUVE_HTTP_LISTEN" placeholder:"ADDR" help:"Listen here for plain HTTP too, as :80: browsers are sent on to HTTPS, and ACME can check the name."`
}

// on reports whether the server encrypts.
func (t *tlsFlags) on() bool { return t.Cert != "" || len(t.Domain) > 0 }

// check refuses flags that do not fit together, with a sentence on how to mend it.
func (t *tlsFlags) check(base string) error {
	u, err := url.Parse(base)
	switch {
	case (t.Cert == "") != (t.Key == ""):
		return errors.New("--tls-cert and --tls-key belong together: give both")
	case t.Cert != "" && len(t.Domain) > 0:
		return errors.New("choose certificate files (--tls-cert) or ACME (--acme-domain), not both")
	case t.Plain != "" && !t.on():
		return errors.New("--http-listen is for sending browsers on to HTTPS: give --tls-cert or --acme-domain too, or use --listen")
	case t.Plain != "" && (err != nil || u.Scheme != "https" || u.Host == ""):
		return errors.New("--http-listen sends browsers on to the site's own address: give it with --base-url, as https://retrouve.example.org")
	}
	return nil
}

// config returns how to encrypt, and what answers plain HTTP. Both are nil when
// the server does not encrypt.
func (t *tlsFlags) config(dataDir, base string, log *slog.Logger) (*tls.Config, http.Handler, error) {
	if !t.on() {
		return nil, nil, nil
	}
	redirect := toHTTPS(base)
	if t.Cert != "" {
		pair := &certFiles{cert: t.Cert, key: t.Key, log: log}
		if _, err := pair.load(); err != nil {
			return nil, nil, err
		}
		return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: pair.get, NextProtos: []string{"h2", "http/1.1"}}, redirect, nil
	}
	m, err := t.manager(dataDir)
	if err != nil {
		return nil, nil, err
	}
	cfg := m.TLSConfig()
	cfg.MinVersion = tls.VersionTLS12
	return cfg, m.HTTPHandler(redirect), nil
}

// manager gets certificates. Their keys are kept beside the data folder, not in
// it: a copy of the folder must not let anybody pass for the site.
func (t *tlsFlags) manager(dataDir string) (*autocert.Manager, error) {
	dir := t.Store
	if dir == "" {
		dir = filepath.Clean(dataDir) + ".acme"
	}
	if inside(dir, dataDir) {
		return nil, fmt.Errorf("the folder %s for certificates lies in the data folder: keep it elsewhere with --acme-store", dir)
	}
	client := &acme.Client{DirectoryURL: t.Directory, UserAgent: "retrouve/" + programVersion()}
	if t.Root != "" {
		pem, err := os.ReadFile(t.Root)
		if err != nil {
			return nil, fmt.Errorf("--acme-root %s cannot be read: %w", t.Root, cause(err))
		}
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("--acme-root %s holds no certificate in PEM form", t.Root)
		}
		client.HTTPClient = &http.Client{Timeout: time.Minute, Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}}}
	}
	return &autocert.Manager{
		Prompt: autocert.AcceptTOS, Cache: autocert.DirCache(dir), HostPolicy: onlyHosts(t.Domain),
		Email: t.Email, Client: client,
	}, nil
}

// onlyHosts lets certificates be asked for these names only. A port is not part
// of a name: the authority may come to another one than 80, which leads here.
func onlyHosts(names []string) autocert.HostPolicy {
	known := autocert.HostWhitelist(names...)
	return func(ctx context.Context, host string) error {
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		return known(ctx, host)
	}
}

// toHTTPS sends readers on to the same page of the site's own address, whatever
// host they asked for. A form that came unencrypted is refused: it has been read
// on the way already.
func toHTTPS(base string) http.Handler {
	base = strings.TrimRight(base, "/")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "This form was sent without encryption and was not taken. Open "+base+" and send it there.", http.StatusForbidden)
			return
		}
		to := url.URL{Path: "/" + strings.TrimPrefix(r.URL.Path, "/"), RawPath: r.URL.RawPath, RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, base+to.RequestURI(), http.StatusPermanentRedirect) // of "GET x:.evil.example" the path is empty
	})
}

// certFiles is a certificate in two files, read again when they change, as after
// a renewal. It is safe for concurrent use.
type certFiles struct {
	cert, key string
	log       *slog.Logger

	mu      sync.Mutex
	pair    *tls.Certificate
	changed time.Time // of the newer file
	looked  time.Time
}

// lookEvery is how often the files are looked at.
const lookEvery = 10 * time.Second

func (c *certFiles) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.looked) > lookEvery {
		c.looked = time.Now()
		if t := newest(c.cert, c.key); t.After(c.changed) {
			if _, err := c.loadLocked(); err != nil {
				c.log.Error("the new certificate cannot be used, the old one is served on", "err", err)
			}
		}
	}
	return c.pair, nil
}

func (c *certFiles) load() (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.loadLocked()
}

func (c *certFiles) loadLocked() (*tls.Certificate, error) {
	at := newest(c.cert, c.key)
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return nil, fmt.Errorf("the certificate %s with the key %s cannot be used: %w", c.cert, c.key, err)
	}
	c.pair, c.changed, c.looked = &pair, at, time.Now()
	return c.pair, nil
}

func newest(files ...string) (t time.Time) {
	for _, f := range files {
		if info, err := os.Stat(f); err == nil && info.ModTime().After(t) {
			t = info.ModTime()
		}
	}
	return t
}

// listenPlain takes the port for plain HTTP, nil when there is none.
func (t *tlsFlags) listenPlain() (net.Listener, error) {
	if t.Plain == "" {
		return nil, nil
	}
	return listen(t.Plain, "--http-listen")
}
