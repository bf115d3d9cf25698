package main

import (
	"bufio"
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

func bufioReader(s string) *bufio.Reader { return bufio.NewReader(strings.NewReader(s)) }

// Ctrl-C ends an import after the running batch; the same command goes on.
func TestImportStops(t *testing.T) {
	t.Parallel()
	const rows = 6000 // twelve batches: the signal comes before the last
	dir := dataFolder(t)
	list := file(t, "list.csv", manyRows(rows))
	cmd := program(t, "import", list, "-d", dir, "--no-links")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	waitForRecords(t, dir)
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err := cmd.Wait()
	if ee, ok := errors.AsType[*exec.ExitError](err); !ok || ee.ExitCode() != 1 || !strings.Contains(out.String(), "the same command goes on from there") {
		t.Fatalf("%v\n%s", err, out.String())
	}
	r := must(t, "import", list, "-d", dir, "--no-links")
	if strings.Contains(r.out, " 0 unchanged") || strings.Contains(r.out, "6000 new") {
		t.Errorf("it began again: %s", r.out)
	}
	must(t, "check", "-d", dir)
}

// waitForRecords waits until the database has grown.
func waitForRecords(t *testing.T, dir string) {
	t.Helper()
	path := dir + "/" + databaseName
	start := fileSize(path)
	for range 2000 {
		if fileSize(path) > start+(1<<20) {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("nothing was written")
}

// Killed again and again while it imports, the folder stays sound, and in the
// end everything is there once.
func TestImportKilled(t *testing.T) {
	t.Parallel()
	dir := dataFolder(t)
	const rows = 2000
	list := file(t, "list.csv", manyRows(rows))
	for range 4 {
		cmd := program(t, "import", list, "-d", dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(50+rand.IntN(700)) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		must(t, "check", "-d", dir)
	}
	must(t, "import", list, "-d", dir, "--no-links")
	if r := must(t, "import", list, "-d", dir, "--no-links"); !strings.Contains(r.out, "0 new, 0 updated, 2000 unchanged, 0 refused") {
		t.Errorf("%s", r.out)
	}
	must(t, "check", "-d", dir)
}

// serving starts a server on a free port and returns its address.
func serving(t *testing.T, args ...string) (cmd *exec.Cmd, address string, errs *bytes.Buffer) {
	t.Helper()
	return starting(t, append(args, "--listen", "127.0.0.1:0")...)
}

// starting starts a server and returns its address.
func starting(t *testing.T, args ...string) (cmd *exec.Cmd, address string, errs *bytes.Buffer) {
	t.Helper()
	cmd, errs = program(t, args...), &bytes.Buffer{}
	cmd.Stderr = errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if address, err = readAddress(out); err != nil {
		t.Fatalf("%v\n%s", err, errs)
	}
	return cmd, address, errs
}

// stop ends a server as an operator does, and waits until it is gone.
func stop(t *testing.T, cmd *exec.Cmd, errs *bytes.Buffer, by os.Signal) {
	t.Helper()
	if err := cmd.Process.Signal(by); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v\n%s", err, errs)
	}
}

func TestServe(t *testing.T) {
	dir := t.TempDir() + "/data"
	cmd, address, errs := serving(t, "serve", "-d", dir)
	for _, page := range []string{"/", "/healthz"} {
		if err := fetch(t.Context(), address+page); err != nil {
			t.Errorf("%s: %v\n%s", page, err, errs)
		}
	}
	oneSentence(t, command(t, "user", "list", "-d", dir), "is in use by another retrouve")
	stop(t, cmd, errs, syscall.SIGTERM)
	if r := must(t, "event", "list", "-d", dir); !strings.Contains(r.out, "first") {
		t.Errorf("no first event: %s", r.out)
	}
	must(t, "check", "-d", dir)
}
