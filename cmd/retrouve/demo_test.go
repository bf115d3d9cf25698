package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

func TestDemoDataIsStable(t *testing.T) {
	a, b := newDemoData(1, demoEpoch(), "e"), newDemoData(1, demoEpoch(), "e")
	if !reflect.DeepEqual(a, b) {
		t.Error("the same seed makes other people")
	}
	if reflect.DeepEqual(a.items, newDemoData(2, demoEpoch(), "e").items) {
		t.Error("another seed makes the same people")
	}
}

// The exercise has what it is there to show.
func TestDemoDataHasEverything(t *testing.T) {
	now := demoEpoch()
	d := newDemoData(demoSeed, now, "e")
	scripts, count := map[string]int{}, map[string]int{}
	names := map[string][]string{} // birth or age by name
	see := func(n *registry.FileNotice) {
		count["notices"]++
		if len(n.Person.Names) == 0 {
			count["no name"]++
			return
		}
		name := n.Person.Names[0]
		scripts[name.Script]++
		names[name.Full] = append(names[name.Full], n.Person.Birth.String())
		if a, ok := n.Person.AgeOn(now); ok && a.Max < registry.MinorAge {
			count["minors"]++
		}
		if n.Visibility == registry.VisibleVerified {
			count["verified"]++
		}
		if n.Person.Companions != "" {
			count["families"]++
		}
		if n.Filed.After(now) || n.Filed.Before(demoStart(now)) {
			t.Errorf("filed at %v", n.Filed)
		}
	}
	for _, it := range d.items {
		if it.Notice != nil {
			see(it.Notice)
			continue
		}
		count["reports"]++
		if len(it.Report.Person.Names) == 0 {
			count["reports without a name"]++
		}
	}
	for _, s := range d.stories {
		see(&s.file)
		if s.close != "" {
			count["closed"]++
		}
		count["statements"] += len(s.says)
	}
	for _, who := range names {
		if len(who) > 1 {
			count["homonyms"]++
		}
	}
	for what, least := range map[string]int{"notices": 400, "no name": 8, "minors": 30, "verified": 5, "families": 40, "reports": 120, "reports without a name": 50, "closed": 3, "statements": 5, "homonyms": 10} {
		if count[what] < least {
			t.Errorf("%s: %d, want %d at least", what, count[what], least)
		}
	}
	for _, s := range strings.Fields("Latn Arab Cyrl Hani Hang Jpan Hebr Grek Deva") {
		if scripts[s] == 0 {
			t.Errorf("nobody is written in %s", s)
		}
	}
}

func TestDemo(t *testing.T) {
	tmp := t.TempDir()
	cmd := program(t, "demo", "--listen", "127.0.0.1:0")
	cmd.Env = append(cmd.Env, "TMPDIR="+tmp)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var printed strings.Builder
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		printed.WriteString(lines.Text() + "\n")
		if strings.HasPrefix(lines.Text(), "Everybody is invented") {
			break
		}
	}
	took := time.Since(start)
	for _, want := range []string{"moderator", "hospital", "auditor", "admin", "second factor", "Camille Fauvel", "Open http://"} {
		if !strings.Contains(printed.String(), want) {
			t.Errorf("no %q in\n%s", want, printed.String())
		}
	}
	if _, after, _ := strings.Cut(printed.String(), "Open "); after != "" {
		address, _, _ := strings.Cut(after, "\n")
		if err := fetch(t.Context(), address+"/search?q=Fauvel"); err != nil {
			t.Error(err)
		}
	}
	_ = cmd.Process.Signal(syscall.SIGTERM)
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(tmp, "retrouve-demo-*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	t.Logf("ready after %v", took)
	if _, err := os.Stat(tmp); err != nil {
		t.Error(err)
	}
}

// TestDemoLinks: the registry proposes links in the exercise, and for every story
// that has a report one for that story. It compares the reports only, since the
// other way round gives the same pairs at twice the price.
func TestDemoLinks(t *testing.T) {
	t.Parallel()
	a := &app{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard, data: filepath.Join(t.TempDir(), "data")}
	f, err := a.open(opening{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	_, stories, err := fillDemo(t.Context(), f.service, f.accounts)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.withIndex(a, func(ctx context.Context) error { return rematchAll(ctx, a, f) }); err != nil {
		t.Fatal(err)
	}
	items, total, err := f.service.Queue(t.Context(), registry.System, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	if total < 40 {
		t.Errorf("%d links", total)
	}
	linked := map[string]bool{}
	for _, it := range items {
		for _, n := range it.Names {
			linked[n.Full] = true
		}
	}
	for _, s := range stories[:len(linkedStories(demoEpoch()))] {
		if !linked[s.name] {
			t.Errorf("nothing is proposed for %s", s.name)
		}
	}
}
