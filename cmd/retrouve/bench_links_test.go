package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// linksData makes a folder of the evaluation format: F2 and F4 are somebody who is
// looked for, F4 without a name; F6 nobody, and F8 is refused by the registry.
func linksData(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	zippedFile(t, linkFile(dir, "tiny", "missing"), "id\tevent\tfull_name\tsex\tdob\tlast_seen_place\tlat\tlon\tlast_seen_date\tdescription\tshoe\n"+
		"M1\tE1\tClara Besson\tF\t1980-02-03\tParis\t48.86\t2.35\t2024-05-01\t\t39\n"+
		"M2\tE1\tHugo Marchal\tM\t1990-07-08\tParis\t48.86\t2.35\t2024-05-01\ttattoo of a bird on left arm; red jacket; green eyes; blond hair\t44\n"+
		"M3\tE2\tClara Besson\tF\t1950-02-03\tLyon\t45.76\t4.84\t2024-05-01\t\t\n")
	zippedFile(t, linkFile(dir, "tiny", "found"), "id\tevent\tfull_name\tsex\tage_min\tage_max\tdob\tfound_place\tlat\tlon\tfound_date\tdescription\n"+
		"F2\tE1\tBESSON Clara\tF\t\t\t1980-02-03\tParis\t48.86\t2.35\t2024-05-01\t\n"+
		"F4\t\t\tM\t30\t36\t\tParis\t48.861\t2.351\t2024-05-01\tbird tattoo left arm, red jacket, eyes green, hair blond\n"+
		"F5\tE2\tClara Beson\tF\t\t\t1950-02-03\tLyon\t45.76\t4.84\t2024-05-02\t\n"+
		"F6\tE2\tOlga Petrova\tF\t50\t50\t\tMoskva\t55.75\t37.61\t2024-05-01\t\n"+
		"F8\tE1\t\t\t\t\t\tParis\t\t\t2024-05-01\t\n")
	zippedFile(t, linkFile(dir, "tiny", "gold"), "found_id\tmissing_id\nF2\tM1\nF4\tM2\nF5\tM3\nF8\tM2\n")
	return dir
}

// flatten takes the alignment out of tables.
func flatten(s string) string { return regexp.MustCompile(` *\| *`).ReplaceAllString(s, "|") }

func TestBenchLinks(t *testing.T) {
	dir := linksData(t)
	out, tmp := filepath.Join(t.TempDir(), "run.tsv"), filepath.Join(t.TempDir(), "tmp")
	r := must(t, "bench", "links", "--data", dir, "--set", "tiny", "--run", out, "--dir", tmp)
	for _, want := range []string{
		"|links|all|even|odd|", "|reports|5|4|1|", "|with a true link|4|3|1|", "|true notice compared at all|0.750|0.667|1.000|",
		"|recall@1|0.750|0.667|1.000|", "|best F1|0.857|0.800|1.000|", "|recall at precision .99|0.750|0.667|1.000|",
		"|claimed probability|all: pairs|claimed|true|even: pairs|", "|notices and reports|7|",
		"never linked|1, the first because nothing is known", "|reports timed, one after the other|4|",
	} {
		if !strings.Contains(flatten(r.out), want) {
			t.Errorf("no %q in\n%s", want, r.out)
		}
	}
	if !strings.Contains(r.err, "link_tiny_missing.tsv.gz: these columns mean nothing here and were left out: shoe") {
		t.Errorf("%q", r.err)
	}
	run, err := os.ReadFile(out)
	if err != nil || !regexp.MustCompile(`(?s)^F2\tM1\t0\.\d+\n(F2\t.*)?F4\tM2\t0\.\d+\n.*F5\tM3\t0\.\d+\n`).Match(run) || strings.Contains(string(run), "F8") {
		t.Errorf("%v, %q", err, run)
	}
	if left, _ := os.ReadDir(tmp); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestBenchLinksOfSome(t *testing.T) {
	dir := linksData(t)
	for want, args := range map[string][]string{
		"|links|odd||---|---||reports|1|":                  {"--half", "odd"},
		"|reports|4||with a true link|3|":                  {"--half", "even", "--use-event-column"},
		"|links|all|even|odd||---|---|---|---||reports|2|": {"--limit", "2"},
	} {
		r := must(t, append([]string{"bench", "links", "--data", dir, "--set", "tiny"}, args...)...)
		if got := strings.ReplaceAll(flatten(r.out), "\n", ""); !strings.Contains(got, want) {
			t.Errorf("%v: no %q in\n%s", args, want, got)
		}
	}
}

func TestBenchLinksRefuses(t *testing.T) {
	const found, gold = "id\tfull_name\n", "found_id\tmissing_id\n"
	for name, c := range map[string]struct {
		args          []string
		what, content string // replaces a file
		want          string
	}{
		"set":     {[]string{"--set", "other"}, "", "", "there is no link_other_missing.tsv.gz in the folder"},
		"limit":   {[]string{"--limit=-1"}, "", "", "must not be negative"},
		"run":     {[]string{"--run", filepath.Join(t.TempDir(), "no", "run.tsv")}, "", "", "cannot be written"},
		"no id":   {nil, "missing", "full_name\nA B\n", "link_tiny_missing.tsv.gz: there is no column for the id"},
		"no name": {nil, "missing", "id\tsex\nM1\tF\n", "no column for a name"},
		"twice":   {nil, "found", found + "F1\tA B\nF1\tC D\n", "link_tiny_found.tsv.gz: line 3: the id F1 appears twice"},
		"cells":   {nil, "found", found + "F1\n", "line 2: it has 1 columns where the header has 2"},
		"empty":   {nil, "found", found, "it holds no record"},
		"half":    {[]string{"--half", "even"}, "found", found + "F1\tA B\n", "no report has an even id"},
		"gold":    {nil, "gold", gold + "F9\tM1\n", "F9 and M1 are linked, but one of them is in no file"},
		"columns": {nil, "gold", "a\tb\n", `there is no column "found_id"`},
	} {
		t.Run(name, func(t *testing.T) {
			dir := linksData(t)
			if c.what != "" {
				zippedFile(t, linkFile(dir, "tiny", c.what), c.content)
			}
			if name == "half" {
				zippedFile(t, linkFile(dir, "tiny", "gold"), gold)
			}
			oneSentence(t, command(t, append([]string{"bench", "links", "--data", dir, "--set", "tiny"}, c.args...)...), c.want)
		})
	}
}

func TestLinkAnswer(t *testing.T) {
	a := newLinkAnswer([]linkPair{{"M3", 0.5}, {"M1", 0.5}, {"M2", 0.9}, {"M4", 1}}, []string{"M3", "M1"})
	if a.rank != 3 || a.best[2].missing != "M1" || a.looked != 4 || !a.seen || a.bands[len(bandEnds)-1].pairs != 1 || a.bands[bandOf(0.5)].right != 2 {
		t.Errorf("%+v", a)
	}
	s := linkScore{linked: 4, top: []topPair{{0.9, true}, {0.8, false}, {0.8, true}, {0.7, true}, {0.1, false}}}
	if b := s.best(); b.precision != 0.75 || b.recall != 0.75 || b.from != 0.7 {
		t.Errorf("%+v", b)
	}
	if at := [2]float64{s.recallAt(0.7), s.recallAt(0.99)}; at != [2]float64{0.75, 0.25} {
		t.Errorf("%v", at)
	}
}

// The figures printed are those of the scorer that comes with the data.
func TestBenchLinksOfEvaluation(t *testing.T) {
	if _, err := os.Stat(linkFile(evalFolder, "febrl", "gold")); err != nil {
		t.Skip("the evaluation data is not here")
	}
	dir, out := linksData(t), filepath.Join(t.TempDir(), "run.tsv")
	r := must(t, "bench", "links", "--data", dir, "--set", "tiny", "--run", out)
	scored, err := exec.Command("python3", filepath.Join(evalFolder, "score_links.py"), dir, "tiny", out).Output()
	if err != nil {
		t.Skipf("the scorer does not run: %v", err)
	}
	for _, m := range [][2]string{{`recall@1`, `recall@1 `}, {`recall@10`, `recall@10 `}, {`best F1`, `best F1 `}, {`recall at precision .99`, `precision>=0.99: `}} {
		figure := regexp.MustCompile(regexp.QuoteMeta("|"+m[0]+"|") + `([\d.]+)`).FindStringSubmatch(flatten(r.out))
		if figure == nil || !strings.Contains(string(scored), m[1]+figure[1]) {
			t.Errorf("%s is %v, but the scorer says\n%s", m[0], figure, scored)
		}
	}
}
