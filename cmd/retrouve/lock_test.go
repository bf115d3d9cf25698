package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/vault"
)

// lockPeople are two notices: of one everybody sees the card, of the other nobody.
const lockPeople = "id,name,sex,birth_date,last_seen_area,visibility,description\n" +
	"1,Camille Kerbrat,F,1990-05-04,Lille,public,WORD\n" +
	"2,Basile Verlinde,M,1980-05-04,Lille,verified,WORD\n"

// get fetches a page.
func get(t *testing.T, address string) (status int, body string, header http.Header) {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b), res.Header
}

// waitFor waits until a page shows a text.
func waitFor(t *testing.T, address, text string) string {
	t.Helper()
	var body string
	for range 300 {
		if _, body, _ = get(t, address); strings.Contains(body, text) {
			return body
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s never shows %q: %s", address, text, body)
	return ""
}

// TestLockCommand locks a running server while people file notices (A35): public
// cards go on being served, nothing else is, the process that answers never had the
// key, what was acknowledged is there after the unlocking, and so are the letters.
func TestLockCommand(t *testing.T) {
	t.Parallel()
	dir := dataFolder(t)
	word := "description" + registry.NewID()
	must(t, "import", file(t, "list.csv", strings.ReplaceAll(lockPeople, "WORD", word)), "-d", dir, "--no-links")
	keyFile := vault.PathBeside(dir)
	oneSentence(t, command(t, "lock", "-d", dir), keyFile)
	oneSentence(t, command(t, "unlock", "-d", dir), "no server runs")
	oneSentence(t, command(t, "lock", "-d", filepath.Join(dir, "none")), "there is no folder")

	base := freePort(t)
	cmd, address, errs := starting(t, "serve", "-d", dir, "--listen", base, "--base-url", "http://"+base, "--mail-server", "127.0.0.1:1", "--mail-from", "news@example.org", "--mail-security", "none", "--brakes", "off")
	oneSentence(t, command(t, "unlock", "-d", dir), "not locked")
	open := waitFor(t, address+"/en/search?q=Camille+Kerbrat", `class="card`)
	page := address + "/en" + between(open, `href="/en`, `"`, "/p/")
	before, err := fileOne(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	remembers(t, cmd.Process.Pid, keyFile, false, before)
	codes := fileUntil(t.Context(), address, func() {
		time.Sleep(time.Second)
		if r := must(t, "lock", "-d", dir); !strings.Contains(r.out, "The register is locked.") || !strings.Contains(r.out, "fresh one") || !strings.Contains(r.out, "showing 1 public notice") || !strings.Contains(r.out, keyFile) {
			t.Errorf("lock says %s\n%s", r.out, errs)
		}
	})
	if len(codes) < 3 {
		t.Fatalf("only %d notices were acknowledged", len(codes))
	}
	if r := must(t, "lock", "-d", dir); !strings.Contains(r.out, "locked already") {
		t.Errorf("locking twice: %s", r.out)
	}
	waitFor(t, address+"/en/search?q=Camille+Kerbrat", `class="card`)
	remembers(t, cmd.Process.Pid, keyFile, true, before, word)
	lockedPages(t, address, page, word)

	stick := filepath.Join(t.TempDir(), "stick.key")
	if err := os.Rename(keyFile, stick); err != nil {
		t.Fatal(err)
	}
	if r := must(t, "lock", "-d", dir); !strings.Contains(r.out, "not at "+keyFile+" any more") {
		t.Errorf("lock does not see that the key file is gone: %s", r.out)
	}
	oneSentence(t, command(t, "unlock", "-d", dir), "there is no key file")
	oneSentence(t, command(t, "unlock", "-d", dir, "--key", otherKey(t)), "key")
	if status, _, _ := get(t, address+"/en/m"); status != http.StatusServiceUnavailable {
		t.Errorf("another key opens the register: %d", status)
	}
	if r := must(t, "unlock", "-d", dir, "--key", stick); !strings.Contains(r.out, "open again") {
		t.Errorf("unlock says %s", r.out)
	}
	for _, code := range append(codes, before) {
		if body, err := send(t.Context(), address+"/en/m", url.Values{"code": {code}}); err != nil || !strings.Contains(body, "Your search for") {
			t.Fatalf("the acknowledged notice of %s… is lost: %v\n%s", code[:4], err, errs)
		}
	}
	if code, err := fileOne(t.Context(), address); err != nil || code == "" {
		t.Errorf("nothing can be filed after the unlocking: %v", err)
	}
	waitFor(t, address+"/en/search?q=Camille+Kerbrat", `class="card`)
	if _, err := os.Stat(filepath.Join(dir, copyName)); err == nil {
		t.Error("the public copy is still on the disk")
	}
	stop(t, cmd, errs, syscall.SIGTERM)
	must(t, "check", "-d", dir, "--key", stick)
	must(t, "audit", "verify", "-d", dir, "--key", stick)
	waitingLetters(t, dir, stick, len(codes)+1)
	if got := lockActs(t, dir, stick); got != "register.locked by , register.unlocked by " {
		t.Errorf("the audit log has %q", got)
	}
}

// lockedPages looks at a locked server from outside.
func lockedPages(t *testing.T, address, page, private string) {
	t.Helper()
	for _, path := range []string{"/", "/en/help", "/en/privacy", "/healthz", strings.TrimPrefix(page, address)} {
		if status, body, _ := get(t, address+path); status != http.StatusOK || strings.Contains(body, private) {
			t.Errorf("locked, %s: %d", path, status)
		}
	}
	if _, body, _ := get(t, address+"/en/search?q=Basile+Verlinde"); strings.Contains(body, "Basile</") || strings.Contains(body, `class="card`) {
		t.Error("locked, a notice that is not public is found")
	}
	for _, path := range []string{"/en/m", "/en/manage", "/en/desk", "/en/admin", "/en/sign-in", "/en/find", "/api/v1/search?q=Camille"} {
		if status, body, header := get(t, address+path); status != http.StatusServiceUnavailable || header.Get("Retry-After") == "" || strings.Contains(body, "Kerbrat") {
			t.Errorf("locked, %s: %d", path, status)
		}
	}
	res, err := post(t.Context(), address+"/en/find/new", url.Values{"names": {"Words Typed"}})
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, _ := io.ReadAll(res.Body); res.StatusCode != http.StatusServiceUnavailable || !bytes.Contains(body, []byte("Words Typed")) || receiptCode.Match(body) {
		t.Errorf("locked, filing: %d", res.StatusCode)
	}
}

// between returns what follows a text up to another, of the first that begins so.
func between(s, before, end, begins string) string {
	for _, part := range strings.Split(s, before)[1:] {
		if word, _, ok := strings.Cut(part, end); ok && strings.HasPrefix(word, begins) {
			return word
		}
	}
	return ""
}

// otherKey makes a key file that opens another register.
func otherKey(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "other.key")
	if _, _, err := vault.LoadOrCreate(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// lockActs returns the acts of locking in the audit log of a folder.
func lockActs(t *testing.T, dir, key string) string {
	t.Helper()
	a := &app{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard, data: dir, key: key}
	var acts []string
	err := a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		return f.store.View(ctx, func(r registry.Reader) error {
			for e, err := range r.Audit(0) {
				if err != nil {
					return err
				}
				if strings.HasPrefix(e.Act, "register.") {
					acts = append(acts, e.Act+" by "+string(e.By.Account))
				}
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(acts, ", ")
}

// waitingLetters holds that a folder has a letter for each of so many filings, or
// makes it when the log is followed on: /healthz tells nobody how many wait.
func waitingLetters(t *testing.T, dir, key string, least int) {
	t.Helper()
	a := &app{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard, data: dir, key: key}
	f, err := a.open(opening{mustExist: true})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); _ = f.service.FollowLetters(ctx) }()
	defer func() { cancel(); <-ended }()
	n := 0
	for range 200 {
		err := f.store.View(ctx, func(r registry.Reader) error { n = r.Count(registry.KindLetter); return nil })
		if err != nil {
			t.Fatal(err)
		}
		if n >= least {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("%d letters wait, not %d", n, least)
}
