package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// manual returns the pages that come with the program, by their path from here.
func manual(t *testing.T) map[string]string {
	t.Helper()
	docs, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(docs) < 5 {
		t.Fatal(docs, err)
	}
	pages := map[string]string{}
	for _, path := range append(docs, "../../README.md", "../../SECURITY.md", "../../CHANGELOG.md") {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		pages[path] = string(b)
	}
	return pages
}

// TestManualLinks: the links of the manual lead to files that are there, and what
// it calls docs/x.md is one of its pages.
func TestManualLinks(t *testing.T) {
	link, page := regexp.MustCompile(`\]\(([^)#:]+)\)`), regexp.MustCompile(`\bdocs/[a-z]+\.md\b`)
	found := 0
	for path, text := range manual(t) {
		var files []string
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			files = append(files, filepath.Join(filepath.Dir(path), m[1]))
		}
		for _, name := range page.FindAllString(text, -1) {
			files = append(files, filepath.Join("../..", name))
		}
		for _, file := range files {
			if _, err := os.Stat(file); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
		found += len(files)
	}
	if found < 20 {
		t.Errorf("only %d links", found)
	}
}

// named collects from the command line what a manual can name: commands as
// "user add", flags as "--data", variables of the environment.
func named(at *kong.Node, path string, into map[string]bool) {
	into[path] = true
	for _, f := range at.Flags {
		into["--"+f.Name] = true
		for _, env := range f.Envs {
			into[env] = true
		}
	}
	for _, c := range at.Children {
		named(c, strings.TrimSpace(path+" "+c.Name), into)
	}
}

// TestManualCommands: the commands, flags and variables that the manual names are
// those of the program.
func TestManualCommands(t *testing.T) {
	parser, err := kong.New(&cli{}, kong.Vars{"folder": defaultFolder})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{"RETROUVE_MAIL_PASSWORD": true} // no flag: others could read it
	named(parser.Model.Node, "", known)
	code := regexp.MustCompile("```[^`]*```|`[^`\n]+`|\n    [^\n]*")
	foreign := regexp.MustCompile(`go (test|run|build) -|\bgo test|score_names|RETROUVE_FIT`)
	flag, env := regexp.MustCompile(`(^|[^a-z-])(--[a-z][a-z-]*)`), regexp.MustCompile(`\bRETROUVE_[A-Z_]+[A-Z]\b`)
	command := regexp.MustCompile(`\bretrouve ([a-z]+)( [a-z]+)?`)
	count := map[string]int{}
	for path, text := range manual(t) {
		for _, span := range code.FindAllString(text, -1) {
			if foreign.MatchString(span) {
				continue
			}
			var names []string
			for _, m := range flag.FindAllStringSubmatch(span, -1) {
				names = append(names, m[2])
			}
			names = append(names, env.FindAllString(span, -1)...)
			for _, m := range command.FindAllStringSubmatch(span, -1) {
				names = append(names, m[1])
				if slices.ContainsFunc(parser.Model.Children, func(c *kong.Node) bool { return c.Name == m[1] && len(c.Children) > 0 && c.DefaultCmd == nil }) {
					names = append(names, m[1]+m[2])
				}
			}
			for _, name := range names {
				count[path]++
				if !known[name] {
					t.Errorf("%s: there is no %q: %s", path, name, span)
				}
			}
		}
	}
	if n := count["../../docs/operations.md"]; n < 60 {
		t.Errorf("operations.md names only %d", n)
	}
}

// TestReadmeCommands: the table of the README leaves no command out.
func TestReadmeCommands(t *testing.T) {
	parser, err := kong.New(&cli{}, kong.Vars{"folder": defaultFolder})
	if err != nil {
		t.Fatal(err)
	}
	readme := strings.Join(regexp.MustCompile(`(?m)^\| [^|]*`).FindAllString(manual(t)["../../README.md"], -1), "\n")
	for _, c := range parser.Model.Children {
		if !strings.Contains(readme, "`"+c.Name) {
			t.Errorf("there is no row for %q", c.Name)
		}
		for _, sub := range c.Children {
			if sub != c.DefaultCmd && !strings.Contains(readme, "`"+c.Name+" "+sub.Name) && !strings.Contains(readme, "`"+sub.Name+"`") {
				t.Errorf("%q is nowhere", c.Name+" "+sub.Name)
			}
		}
	}
}
