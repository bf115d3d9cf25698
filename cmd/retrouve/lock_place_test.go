package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// lockable is a server in this process, which cannot be replaced.
func lockable(t *testing.T) (s *site, dir string, end func()) {
	t.Helper()
	dir = dataFolder(t)
	must(t, "import", file(t, "list.csv", lockPeople), "-d", dir, "--no-links")
	log := slog.New(slog.DiscardHandler)
	l, err := listen("127.0.0.1:0", "--listen")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	a := &app{ctx: ctx, stdout: io.Discard, stderr: io.Discard, data: dir}
	f, err := a.open(opening{log: log})
	if err == nil {
		err = f.openIndex(ctx, log)
	}
	if err != nil {
		t.Fatal(err)
	}
	s, err = newSite(&serveCmd{Brakes: "off"}, listeners{site: l}, dir, log)
	if err != nil {
		t.Fatal(err)
	}
	s.app, s.renew = a, func(handover) error { return errors.New("not in a test") }
	if _, err = s.openPages(f); err != nil {
		t.Fatal(err)
	}
	quiet, err := s.listenControl()
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.run(ctx) }()
	end = sync.OnceFunc(func() {
		quiet()
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(end)
	return s, dir, end
}

// TestLockButton locks as the page of admins does: the audit log says who it was,
// once, though the button was pressed twice.
func TestLockButton(t *testing.T) {
	s, dir, end := lockable(t)
	boss := registry.Viewer{Ring: registry.RingAdmin, Account: "boss"}
	s.lockable()(boss)
	s.lockable()(boss)
	must(t, "lock", "-d", dir)
	must(t, "unlock", "-d", dir)
	waitFor(t, s.url+"/en/search?q=Camille+Kerbrat", `class="card`)
	end()
	if got := lockActs(t, dir, ""); got != "register.locked by boss, register.unlocked by " {
		t.Errorf("the audit log has %q", got)
	}
}

// TestLockWithoutDisk: a copy that cannot be made, or a disk that hangs, keeps nobody
// from locking; what is left is one sentence.
func TestLockWithoutDisk(t *testing.T) {
	s, dir, _ := lockable(t)
	start := time.Now()
	s.inTime(10*time.Millisecond, "a disk that hangs", func() error { select {} })
	if time.Since(start) > time.Second {
		t.Error("it waited for a disk that hangs")
	}
	pages := s.pagesWhileLocked(nil, handover{})
	rec := httptest.NewRecorder()
	pages.ServeHTTP(rec, httptest.NewRequest("GET", "/p/x", nil))
	if rec.Code != http.StatusServiceUnavailable || !strings.Contains(rec.Body.String(), "The register is locked") || rec.Header().Get("Content-Security-Policy") == "" {
		t.Errorf("without a copy: %d %s", rec.Code, rec.Body)
	}
	must(t, "lock", "-d", dir)
}

// TestLockInPlace locks and unlocks a server that no fresh process can take the place
// of, again and again, while people read and file: all who ask get an answer, what was
// acknowledged is there, and the command says what is left in memory.
func TestLockInPlace(t *testing.T) {
	s, dir, _ := lockable(t)
	address := s.url
	ctx, cancel := context.WithCancel(t.Context())
	var people sync.WaitGroup
	for range 2 {
		people.Go(func() {
			for ctx.Err() == nil {
				for _, path := range []string{"/en/search?q=Camille", "/en/m", "/"} {
					res, err := http.Get(address + path)
					if err != nil {
						t.Errorf("%s has no answer: %v", path, err)
						return
					}
					res.Body.Close()
					if res.StatusCode != http.StatusOK && res.StatusCode != http.StatusServiceUnavailable {
						t.Errorf("%s: %d", path, res.StatusCode)
					}
				}
			}
		})
	}
	var codes []string
	people.Go(func() {
		for ctx.Err() == nil {
			if code, err := fileOne(ctx, address); err == nil {
				codes = append(codes, code)
			}
		}
	})
	for range 3 {
		time.Sleep(300 * time.Millisecond)
		if r := must(t, "lock", "-d", dir); !strings.Contains(r.out, "kill -9") {
			t.Errorf("lock says %s", r.out)
		}
		waitFor(t, address+"/en/search?q=Camille+Kerbrat", `class="card`)
		if status, _, _ := get(t, address+"/en/m"); status != http.StatusServiceUnavailable {
			t.Errorf("locked, /m answers %d", status)
		}
		must(t, "unlock", "-d", dir)
	}
	time.Sleep(300 * time.Millisecond)
	cancel()
	people.Wait()
	for _, code := range codes {
		if body, err := send(t.Context(), address+"/en/m", url.Values{"code": {code}}); err != nil || !strings.Contains(body, "Your search for") {
			t.Fatalf("the acknowledged notice of %s… is lost: %v", code[:4], err)
		}
	}
	if len(codes) < 3 {
		t.Errorf("only %d notices were acknowledged", len(codes))
	}
}

// TestLockBare shows nothing, and stays locked where another program has the folder.
func TestLockBare(t *testing.T) {
	s, dir, _ := lockable(t)
	address := s.url
	if r := must(t, "lock", "-d", dir, "--bare"); !strings.Contains(r.out, "shows no notice") {
		t.Errorf("lock says %s", r.out)
	}
	if status, body, _ := get(t, address+"/en/search?q=Camille+Kerbrat"); status != http.StatusServiceUnavailable || strings.Contains(body, `class="card`) {
		t.Errorf("a bare lock answers a search with %d", status)
	}
	a := &app{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard, data: dir}
	f, err := a.open(opening{mustExist: true})
	if err != nil {
		t.Fatal(err)
	}
	oneSentence(t, command(t, "unlock", "-d", dir), "in use by another")
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if status, _, _ := get(t, address+"/en/m"); status != http.StatusServiceUnavailable {
		t.Errorf("after an unlocking that failed /m answers %d", status)
	}
	must(t, "unlock", "-d", dir)
	waitFor(t, address+"/en/search?q=Camille+Kerbrat", `class="card`)
}
