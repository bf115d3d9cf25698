package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// encrypting runs "serve" until the test ends, and returns its address.
func encrypting(t *testing.T, args ...string) string {
	t.Helper()
	cmd, address, errs := serving(t, append([]string{"serve", "--data", filepath.Join(t.TempDir(), "data")}, args...)...)
	t.Cleanup(func() { stop(t, cmd, errs, os.Interrupt) })
	return address
}

// freePort is a port that nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// certificate writes a certificate of its own for the name, and its key.
func certificate(t *testing.T, dir, name string) (pool *x509.CertPool, cert, key string) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	serial, _ := rand.Int(rand.Reader, big.NewInt(1<<62))
	tmpl := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: name}, DNSNames: []string{name}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, IsCA: true, BasicConstraintsValid: true, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, &k.PublicKey, k)
	if err != nil {
		t.Fatal(err)
	}
	kder, err := x509.MarshalECPrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for file, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "EC PRIVATE KEY", Bytes: kder}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pool = x509.NewCertPool()
	parsed, _ := x509.ParseCertificate(der)
	pool.AddCert(parsed)
	return pool, cert, key
}

// client trusts the pool, asks for the name and stays on this machine.
func client(pool *x509.CertPool, name string) *http.Client {
	return &http.Client{
		Timeout:       30 * time.Second,
		Transport:     &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, ServerName: name}, ForceAttemptHTTP2: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// TestTLSFiles serves with certificate files, sends plain readers on, refuses
// plain forms, and says that the site is for HTTPS only.
func TestTLSFiles(t *testing.T) {
	dir := t.TempDir()
	pool, cert, key := certificate(t, dir, "retrouve.test")
	plain := freePort(t)
	url := encrypting(t, "--tls-cert", cert, "--tls-key", key, "--http-listen", plain, "--base-url", "https://retrouve.test")
	c := client(pool, "retrouve.test")
	get := func(url, host string) *http.Response {
		t.Helper()
		req, err := http.NewRequest(http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		res, err := c.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res
	}
	res := get(url+"/en", "retrouve.test")
	if res.StatusCode != 200 || res.ProtoMajor != 2 || !strings.Contains(res.Header.Get("Strict-Transport-Security"), "max-age=63072000") {
		t.Errorf("%s, HTTP/%d, HSTS %q", res.Status, res.ProtoMajor, res.Header.Get("Strict-Transport-Security"))
	}
	res = get("http://"+plain+"/en/search?q=x", "evil.example")
	if res.StatusCode != http.StatusPermanentRedirect || res.Header.Get("Location") != "https://retrouve.test/en/search?q=x" || res.Header.Get("Strict-Transport-Security") != "" {
		t.Errorf("plain: %s to %s", res.Status, res.Header.Get("Location"))
	}
	res, err := c.Post("http://"+plain+"/en/find/new", "application/x-www-form-urlencoded", strings.NewReader("names=x"))
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(res.Body)
	res.Body.Close()
	if res.StatusCode != http.StatusForbidden || !strings.Contains(string(body), "https://retrouve.test") {
		t.Errorf("a plain form: %s %s", res.Status, body)
	}
}

// TestTLSRenewal takes a new certificate from the files, and goes on with the old
// one while the files are broken.
func TestTLSRenewal(t *testing.T) {
	dir := t.TempDir()
	_, cert, key := certificate(t, dir, "one.test")
	files := &certFiles{cert: cert, key: key, log: slog.New(slog.DiscardHandler)}
	served := func() string {
		t.Helper()
		files.looked = time.Time{}
		pair, err := files.get(nil)
		if err != nil {
			t.Fatal(err)
		}
		leaf, err := x509.ParseCertificate(pair.Certificate[0])
		if err != nil {
			t.Fatal(err)
		}
		return leaf.DNSNames[0]
	}
	if _, err := files.load(); err != nil {
		t.Fatal(err)
	}
	later := time.Now().Add(time.Minute)
	if err := os.WriteFile(cert, []byte("half a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	os.Chtimes(cert, later, later)
	if got := served(); got != "one.test" {
		t.Errorf("broken files: %s", got)
	}
	certificate(t, dir, "two.test")
	later = later.Add(time.Minute)
	os.Chtimes(cert, later, later)
	if got := served(); got != "two.test" {
		t.Errorf("renewed: %s", got)
	}
}

// TestTLSFlags refuses what does not fit together, with a sentence.
func TestTLSFlags(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	for want, args := range map[string][]string{
		"belong together":            {"--tls-cert", "x"},
		"not both":                   {"--tls-cert", "x", "--tls-key", "y", "--acme-domain", "a.test"},
		"give --tls-cert or":         {"--http-listen", ":0"},
		"give it with --base-url":    {"--http-listen", ":0", "--acme-domain", "a.test"},
		"cannot be used":             {"--tls-cert", "x", "--tls-key", "y"},
		"--acme-root x cannot be":    {"--acme-domain", "a.test", "--acme-root", "x"},
		"lies in the data folder":    {"--acme-domain", "a.test", "--acme-store", filepath.Join(data, "acme")},
		"holds no certificate in PE": {"--acme-domain", "a.test", "--acme-root", "tls_test.go"},
	} {
		r := command(t, append([]string{"serve", "--data", data, "--listen", "127.0.0.1:0"}, args...)...)
		if r.status != 1 || !strings.Contains(r.err, want) {
			t.Errorf("%v: %d, %q", args, r.status, r.err)
		}
	}
}

// pebble is the version of Let's Encrypt's small ACME server for tests.
const pebble = "github.com/letsencrypt/pebble/v2/cmd/"

// TestACME gets a certificate from a local ACME server, which checks the name
// over plain HTTP as an authority does.
func TestACME(t *testing.T) {
	if testing.Short() {
		t.Skip("builds an ACME server")
	}
	t.Parallel()
	dir := t.TempDir()
	install := exec.Command("go", "install", pebble+"pebble@v2.10.1", pebble+"pebble-challtestsrv@v2.10.1")
	install.Dir = dir
	install.Env = append(os.Environ(), "GOBIN="+dir, "CGO_ENABLED=0", "GOFLAGS=")
	if out, err := install.CombinedOutput(); err != nil {
		t.Skipf("the ACME server for tests cannot be built here: %v %s", err, out)
	}
	own, cert, key := certificate(t, dir, "localhost")
	directory, manage, dns, plain := freePort(t), freePort(t), freePort(t), freePort(t)
	_, port, _ := net.SplitHostPort(plain)
	config := fmt.Sprintf(`{"pebble":{"listenAddress":%q,"managementListenAddress":%q,"certificate":%q,"privateKey":%q,"httpPort":%s,"tlsPort":1,
		"domainBlocklist":[],"retryAfter":{"authz":1,"order":1},"keyAlgorithm":"ecdsa","profiles":{"default":{"description":"d","validityPeriod":7776000}}}}`,
		directory, manage, cert, key, port)
	if err := os.WriteFile(filepath.Join(dir, "pebble.json"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	start(t, dir, "./pebble-challtestsrv", "-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-dnsserver", dns, "-http01", "", "-https01", "", "-tlsalpn01", "", "-doh", "", "-management", freePort(t))
	start(t, dir, "./pebble", "-config", "pebble.json", "-dnsserver", dns)
	_, dport, _ := net.SplitHostPort(directory)
	roots := issuer(t, client(own, "localhost"), "https://"+manage+"/roots/0")

	store := filepath.Join(dir, "store")
	url := encrypting(t, "--acme-domain", "retrouve.test", "--acme-directory", "https://localhost:"+dport+"/dir", "--acme-root", cert,
		"--acme-store", store, "--http-listen", plain, "--base-url", "https://retrouve.test")
	res, err := client(roots, "retrouve.test").Get(url + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 200 {
		t.Errorf("over the new certificate: %s", res.Status)
	}
	if _, err := os.Stat(filepath.Join(store, "retrouve.test")); err != nil {
		t.Errorf("the certificate is not kept: %v", err)
	}
	if _, err := client(roots, "other.test").Get(url); err == nil {
		t.Error("a certificate for a name that is not the site's")
	}
}

// start runs a program until the test ends.
func start(t *testing.T, dir, name string, args ...string) {
	t.Helper()
	var out bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &out
	cmd.Env = append(os.Environ(), "PEBBLE_VA_NOSLEEP=1", "PEBBLE_WFE_NONCEREJECT=0")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		if t.Failed() {
			t.Logf("%s: %s", name, out.String())
		}
	})
}

// issuer asks the ACME server for the certificate by which its own are trusted.
func issuer(t *testing.T, c *http.Client, url string) *x509.CertPool {
	t.Helper()
	for range 100 {
		res, err := c.Get(url)
		if err != nil {
			time.Sleep(100 * time.Millisecond)
			continue
		}
		pemBytes, _ := io.ReadAll(res.Body)
		res.Body.Close()
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM(pemBytes) {
			t.Fatalf("no certificate: %s", pemBytes)
		}
		return pool
	}
	t.Fatal("the ACME server does not start")
	return nil
}
