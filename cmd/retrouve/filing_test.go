package main

import (
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// receiptCode is the code on a receipt page.
var receiptCode = regexp.MustCompile(`(?:[0-9A-Z]{4}-){7}[0-9A-Z]{4}`)

// TestFilingKilled kills the server again and again while people file notices
// through the forms. Whatever a receipt page acknowledged is there afterwards:
// its code opens it, and check finds nothing wrong.
func TestFilingKilled(t *testing.T) {
	t.Parallel()
	dir := t.TempDir() + "/data"
	var codes []string
	for range 4 {
		cmd, address, _ := serving(t, "serve", "-d", dir)
		ctx, stop := context.WithCancel(t.Context())
		codes = append(codes, fileUntil(ctx, address, func() {
			time.Sleep(time.Duration(300+rand.IntN(900)) * time.Millisecond)
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
			stop()
		})...)
		must(t, "check", "-d", dir)
	}
	if len(codes) < 10 {
		t.Fatalf("only %d notices were acknowledged", len(codes))
	}
	_, address, errs := serving(t, "serve", "-d", dir)
	for _, code := range codes {
		if page, err := send(t.Context(), address+"/en/m", url.Values{"code": {code}}); err != nil || !strings.Contains(page, "Your search for") {
			t.Errorf("the acknowledged notice of %s… is lost: %v\n%s", code[:4], err, errs)
		}
	}
	t.Logf("%d acknowledged notices, all there", len(codes))
}

// fileUntil files notices with four hands until kill has happened, and returns
// the codes of those that were acknowledged.
func fileUntil(ctx context.Context, address string, kill func()) []string {
	var mu sync.Mutex
	var codes []string
	var hands sync.WaitGroup
	for range 4 {
		hands.Go(func() {
			for ctx.Err() == nil {
				code, err := fileOne(ctx, address)
				if err != nil {
					return // the server is gone
				}
				mu.Lock()
				codes = append(codes, code)
				mu.Unlock()
			}
		})
	}
	kill()
	hands.Wait()
	return codes
}

// fileOne files one notice through the forms and returns its code.
func fileOne(ctx context.Context, address string) (string, error) {
	start, err := post(ctx, address+"/en/find/new", url.Values{"names": {"Ada Kill"}})
	if err != nil {
		return "", err
	}
	start.Body.Close()
	draft := strings.TrimSuffix(start.Request.URL.String(), "who")
	if _, err := send(ctx, draft+"you", url.Values{"phone": {"0600000000"}, "email": {registry.NewID() + "@example.org"}}); err != nil {
		return "", err
	}
	page, err := send(ctx, draft+"check", url.Values{"consent": {"yes"}})
	if err != nil {
		return "", err
	}
	code := receiptCode.FindString(page)
	if code == "" {
		return "", io.ErrUnexpectedEOF
	}
	return code, nil
}

// send posts a form as a browser does, cookies and redirects included, and
// returns the page it leads to.
func send(ctx context.Context, address string, form url.Values) (string, error) {
	res, err := post(ctx, address, form)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return string(b), err
}

func post(ctx context.Context, address string, form url.Values) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	return (&http.Client{Jar: jar, Timeout: 10 * time.Second}).Do(req)
}
