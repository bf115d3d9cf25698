package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// start runs a server of this very program on the folder, and measures how long
// the first page takes and how much memory it holds then and under searches.
func (c *benchLoadCmd) start(a *app, queries []registry.Query, t *figures) error {
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	begin := time.Now()
	cmd := exec.CommandContext(a.ctx, exe, "serve", "--data", a.data, "--listen", "127.0.0.1:0")
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	err = c.visit(a.ctx, out, begin, cmd.Process.Pid, queries, t)
	return errors.Join(err, cmd.Process.Signal(syscall.SIGTERM), cmd.Wait())
}

func (c *benchLoadCmd) visit(ctx context.Context, out io.Reader, begin time.Time, pid int, queries []registry.Query, t *figures) error {
	address, err := readAddress(out)
	if err != nil {
		return err
	}
	if err := fetch(ctx, address+"/"); err != nil {
		return err
	}
	t.add("start to first page", "%.2f s", time.Since(begin).Seconds())
	m := memoryOf(pid)
	t.add("memory after the first page", "%d MiB", m.now)
	if err := visitors(ctx, address, queries); err != nil {
		return err
	}
	m = memoryOf(pid)
	t.add("memory after searches by 8 visitors at once", "%d MiB (%d MiB at most), of which %d MiB are not pages of files", m.now, m.most, m.own)
	return nil
}

// visitors search over HTTP, eight at once.
func visitors(ctx context.Context, address string, queries []registry.Query) error {
	errs := make([]error, 8)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() {
			for j := i; j < len(queries); j += len(errs) {
				page := address + "/search?q=" + url.QueryEscape(queries[j].Text) + "&place=" + url.QueryEscape(queries[j].Place)
				if err := fetch(ctx, page); err != nil {
					errs[i] = err
					return
				}
			}
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

// readAddress waits for the line that says where the server listens.
func readAddress(out io.Reader) (string, error) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if addr, ok := strings.CutPrefix(lines.Text(), "Open "); ok {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return addr, nil
		}
	}
	return "", errors.New("the server did not start")
}

func fetch(ctx context.Context, page string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, page, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, resp.Body)
	if err := errors.Join(err, resp.Body.Close()); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the page answered %s", resp.Status)
	}
	return nil
}
