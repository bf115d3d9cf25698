package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// asProgram makes the test binary behave like the program, for the tests that
// need a process of its own.
const asProgram = "RETROUVE_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) == "" {
		os.Exit(m.Run())
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// result is what a command did.
type result struct {
	status   int
	out, err string
}

// command runs the program in this process.
func command(t *testing.T, args ...string) result {
	t.Helper()
	var out, errs bytes.Buffer
	status := run(t.Context(), args, &out, &errs)
	return result{status, out.String(), errs.String()}
}

// must runs a command that has to succeed.
func must(t *testing.T, args ...string) result {
	t.Helper()
	r := command(t, args...)
	if r.status != 0 {
		t.Fatalf("retrouve %s: status %d\n%s%s", strings.Join(args, " "), r.status, r.out, r.err)
	}
	return r
}

// program prepares a process of its own.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	t.Cleanup(func() {
		if cmd.Process != nil {
			_ = cmd.Process.Kill()
		}
	})
	return cmd
}

// dataFolder makes a folder with one open event, "first".
func dataFolder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	must(t, "event", "add", "first", "--name-en", "First", "-d", dir)
	return dir
}

// file writes a file for a test.
func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// oneSentence checks that a failure is one line that says what is expected.
func oneSentence(t *testing.T, r result, want string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(r.err), "\n")
	last := lines[len(lines)-1]
	if r.status != 1 || !strings.HasPrefix(last, "retrouve: ") || !strings.Contains(last, want) {
		t.Errorf("status %d, stderr %q; want status 1 and a sentence with %q", r.status, r.err, want)
	}
	if strings.Contains(r.err, "goroutine ") {
		t.Errorf("a stack trace:\n%s", r.err)
	}
}

func TestCommandLine(t *testing.T) {
	for _, c := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"--help"}, 0, "retrouve-data"},
		{[]string{"serve", "--help"}, 0, "$RETROUVE_LISTEN"},
		{[]string{"import", "--help"}, 0, "Examples:"},
		{nil, 0, "Commands:"},
		{[]string{"version"}, 0, "retrouve "},
		{[]string{"nonsense"}, 2, "nonsense"},
		{[]string{"import"}, 2, "file"},
		{[]string{"event", "add", "Bad_Slug", "--name-en", "x", "-d", filepath.Join(t.TempDir(), "d")}, 1, "a slug has a-z"},
		{[]string{"event", "add", "x", "-d", filepath.Join(t.TempDir(), "d")}, 1, "needs a name"},
		{[]string{"event", "add", "x", "--name-en", "x", "--zone", "Mars/Base", "-d", filepath.Join(t.TempDir(), "d")}, 1, "not a time zone"},
		{[]string{"event", "add", "x", "--name-en", "x", "--lat", "3", "-d", filepath.Join(t.TempDir(), "d")}, 1, "belong together"},
	} {
		if r := command(t, c.args...); r.status != c.status || !strings.Contains(r.out+r.err, c.want) {
			t.Errorf("%v: status %d\n%s%s", c.args, r.status, r.out, r.err)
		}
	}
}

func TestEventsAndUsers(t *testing.T) {
	dir := dataFolder(t)
	oneSentence(t, command(t, "event", "add", "first", "--name-en", "Again", "-d", dir), "there is an event first already")
	must(t, "event", "close", "first", "-d", dir)
	if r := must(t, "event", "list", "-d", dir); !strings.Contains(r.out, "closed") {
		t.Errorf("event list: %s", r.out)
	}
	oneSentence(t, command(t, "event", "close", "none", "-d", dir), `there is no event "none"`)

	if r := must(t, "user", "add", "amina", "--role", "admin", "-d", dir); !strings.Contains(r.out, "this once") {
		t.Errorf("user add: %s", r.out)
	}
	oneSentence(t, command(t, "user", "add", "amina", "-d", dir), "choose another name")
	must(t, "user", "disable", "amina", "-d", dir)
	if r := must(t, "user", "list", "-d", dir); !strings.Contains(r.out, "disabled") {
		t.Errorf("user list: %s", r.out)
	}
	oneSentence(t, command(t, "user", "disable", "nobody", "-d", dir), `there is no account "nobody"`)
	must(t, "user", "add", "boss", "--admin", "-d", dir)
	must(t, "user", "enable", "amina", "-d", dir)
	must(t, "user", "renew", "amina", "-d", dir)
	if r := must(t, "user", "list", "-d", dir); strings.Contains(r.out, "disabled") || strings.Count(r.out, "admin ") != 2 || !strings.Contains(r.out, "not set up") {
		t.Errorf("user list: %s", r.out)
	}
	if r := must(t, "user", "reset", "amina", "--base-url", "https://r.example.org/", "-d", dir); !strings.Contains(r.out, "https://r.example.org/invite/") {
		t.Errorf("user reset: %s", r.out)
	}
	for _, act := range []string{"enable", "renew", "reset"} {
		oneSentence(t, command(t, "user", act, "nobody", "-d", dir), `there is no account "nobody"`)
	}
}

// TestExerciseOnly: nothing but the demo can do without the second factor.
func TestExerciseOnly(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(src), "access.NewExercise(") && name != "demo.go" && !strings.HasSuffix(name, "_test.go") {
			t.Errorf("%s makes accounts without a second factor", name)
		}
	}
}
