package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestRematchStops interrupts a re-match after its first step: it says so in one
// sentence, the same command goes on, and --restart begins anew.
func TestRematchStops(t *testing.T) {
	t.Parallel()
	dir := dataFolder(t)
	list := manyRows(125) // five steps
	must(t, "import", file(t, "missing.csv", list), "-d", dir, "--no-links")
	must(t, "import", file(t, "found.csv", strings.Replace(list, "last_seen_place", "found_place", 1)), "-d", dir, "--no-links")
	must(t, "reindex", "-d", dir)

	cmd := program(t, "rematch", "-d", dir)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	before := changedAt(t, dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 4000 {
		if changedAt(t, dir).After(before) {
			break
		}
		time.Sleep(2 * time.Millisecond)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err := cmd.Wait()
	if ee, ok := errors.AsType[*exec.ExitError](err); !ok || ee.ExitCode() != 1 || !strings.Contains(out.String(), "the same command goes on from there") || strings.Contains(out.String(), "goroutine ") {
		t.Fatalf("%v\n%s", err, out.String())
	}
	r := must(t, "rematch", "-d", dir)
	if !strings.Contains(r.out, "Going on: ") || !strings.Contains(r.out, "All 125 reports are compared") {
		t.Errorf("it began again: %s", r.out)
	}
	if r := must(t, "rematch", "-d", dir, "--restart"); strings.Contains(r.out, "Going on") || !strings.Contains(r.out, "All 125 reports are compared, 0 links proposed") {
		t.Errorf("again: %s", r.out)
	}
	must(t, "check", "-d", dir)
}

func changedAt(t *testing.T, dir string) time.Time {
	t.Helper()
	info, err := os.Stat(dir + "/" + databaseName)
	if err != nil {
		t.Fatal(err)
	}
	return info.ModTime()
}

// TestRematchRefuses: a folder that a server works in, and one without a registry.
func TestRematchRefuses(t *testing.T) {
	oneSentence(t, command(t, "rematch", "-d", t.TempDir()+"/none"), "there is no registry")
	dir := t.TempDir() + "/data"
	cmd, _, errs := serving(t, "serve", "-d", dir)
	oneSentence(t, command(t, "rematch", "-d", dir), "is in use by another retrouve")
	stop(t, cmd, errs, os.Interrupt)
	if r := must(t, "rematch", "-d", dir); !strings.Contains(r.out, "All 0 reports are compared") {
		t.Errorf("%s", r.out)
	}
}
