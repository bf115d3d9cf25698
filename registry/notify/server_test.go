package notify

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"math/big"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// server is a mail server on this machine that keeps what it takes.
type server struct {
	*smtp.Server
	t        *testing.T
	listener net.Listener
	roots    *x509.CertPool
	security Security

	from, rcpt, data error // what it answers

	mu    sync.Mutex
	taken []taken
}

// taken is a letter that the server took.
type taken struct {
	to, user, data string
	secure         bool
}

func newServer(t *testing.T, security Security) *server {
	t.Helper()
	cert, roots := certificate(t)
	s := &server{t: t, roots: roots, security: security}
	s.Server = smtp.NewServer(s)
	s.Domain, s.ReadTimeout, s.WriteTimeout = "mail.example.org", 5*time.Second, 5*time.Second
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.listener = l
	config := &tls.Config{Certificates: []tls.Certificate{cert}}
	switch security {
	case TLS:
		l = tls.NewListener(l, config)
	case StartTLS:
		s.TLSConfig = config
	}
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return s
}

// mail returns the sender that fits the server.
func (s *server) mail(user, password string) *Mail {
	addr := s.listener.Addr().(*net.TCPAddr)
	return &Mail{
		Host: "127.0.0.1", Port: addr.Port, Security: s.security, User: user, Password: password,
		From: "news@retrouve.example.org", TLS: &tls.Config{RootCAs: s.roots, ServerName: "127.0.0.1"},
	}
}

func (s *server) got() []taken {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]taken(nil), s.taken...)
}

func (s *server) only() taken {
	s.t.Helper()
	got := s.got()
	if len(got) != 1 {
		s.t.Fatalf("the server took %d letters", len(got))
	}
	return got[0]
}

// NewSession starts a conversation.
func (s *server) NewSession(c *smtp.Conn) (smtp.Session, error) {
	_, secure := c.TLSConnectionState()
	return &session{server: s, secure: secure}, nil
}

type session struct {
	*server
	secure   bool
	user, to string
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if password != "secret" {
			return smtp.ErrAuthFailed
		}
		s.user = user
		return nil
	}), nil
}

func (s *session) Mail(string, *smtp.MailOptions) error { return s.from }

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	return s.rcpt
}

func (s *session) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil || s.data != nil {
		return s.data
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken = append(s.taken, taken{to: s.to, user: s.user, data: string(b), secure: s.secure})
	return nil
}

func (s *session) Reset() {}

func (s *session) Logout() error { return nil }

// certificate makes one for this machine, and the pool that trusts it.
func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}
