package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

const evalFolder = "../../../shared/eval"

// zippedFile writes a packed file.
func zippedFile(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(zipped(content)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// namesData makes a folder of the evaluation format: names that the registry takes,
// one that it refuses, and queries with known answers.
func namesData(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	zippedFile(t, filepath.Join(dir, namesFile), "id\tname\tscript\tsource\n"+
		"N1\tClara Besson\tLatn\tx\nN2\tHugo Marchal\tLatn\tx\nN3\tعمر حداد\tArab\tx\nN4\t\tLatn\tx\nN5\t王小明\tHani\tx\n")
	zippedFile(t, filepath.Join(dir, queriesFile), "qid\tclass\tquery\tquery_script\tgold_script\tgold_ids\n"+
		"Q1\texact\tCLARA BESSON\tLatn\tLatn\tN1\nQ2\texact\thugo  marchal\tLatn\tLatn\tN9 N2\n"+
		"Q3\tlong\t"+strings.Repeat("long ", 60)+"\tLatn\tLatn\tN2\nQ4\ttranslit-zz\tqqqq wwww\tLatn\tArab\tN3\n")
	return dir
}

func TestBenchNames(t *testing.T) {
	dir := namesData(t)
	out, tmp := filepath.Join(t.TempDir(), "run.tsv"), filepath.Join(t.TempDir(), "tmp")
	r := must(t, "bench", "names", "--data", dir, "--run", out, "--dir", tmp)
	flat := regexp.MustCompile(` *\| *`).ReplaceAllString(r.out, "|")
	for _, want := range []string{
		"|exact|2|1.000|1.000|1.000|1.000|1.000|1.000|1.000|", "|long|1|0.000|0.000|0.000|-|-|0.000|0.000|",
		"|mean, same script|2 classes|0.500|0.500|0.500|1.000|", "|mean, other script|1 classes|0.000|",
		"|MACRO|3 classes|0.333|", "|ALL|4|0.500|", "|notices|4|", "refused|1, the first because it has neither",
		"refused, counted as not found|1, the first because q has 299 letters", "|gold ids that no name has|1|", "plain Bleve text index",
	} {
		if !strings.Contains(flat, want) {
			t.Errorf("no %q in\n%s", want, flat)
		}
	}
	run, err := os.ReadFile(out)
	if err != nil || string(run) != "Q1\tN1\nQ2\tN2\nQ3\t\nQ4\t\n" {
		t.Errorf("%v, %q", err, run)
	}
	if left, _ := os.ReadDir(tmp); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	r = must(t, "bench", "names", "--data", dir, "--classes", "exact", "--limit", "1")
	if !strings.Contains(r.out, "| queries ") || strings.Contains(r.out, "translit") {
		t.Errorf("%s", r.out)
	}
}

func TestBenchNamesRefuses(t *testing.T) {
	const head = "id\tname\tscript\tsource\n"
	for name, c := range map[string]struct {
		args []string
		file string // replaces names.tsv.gz
		want string
	}{
		"missing": {[]string{"--data", t.TempDir()}, "", "there is no names.tsv.gz in the folder"},
		"class":   {[]string{"--classes", "nonsense"}, "", `there is no class "nonsense"; there are: exact, long, translit-zz`},
		"limit":   {[]string{"--limit=-1"}, "", "must not be negative"},
		"run":     {[]string{"--run", filepath.Join(t.TempDir(), "no", "run.tsv")}, "", "cannot be written"},
		"columns": {nil, "a\tb\n", `names.tsv.gz: there is no column "id"`},
		"cells":   {nil, head + "N1\tx\n", "line 2 has 2 columns"},
		"twice":   {nil, head + "N1\ta\tx\tx\nN1\tb\tx\tx\n", "line 3: the id N1 appears twice"},
		"id":      {nil, head + "N 1\ta\tx\tx\n", "is not an id"},
		"empty":   {nil, head, "names.tsv.gz holds no name"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := namesData(t)
			if c.file != "" {
				zippedFile(t, filepath.Join(dir, namesFile), c.file)
			}
			oneSentence(t, command(t, append([]string{"bench", "names", "--data", dir}, c.args...)...), c.want)
		})
	}
	dir := namesData(t)
	whole, err := os.ReadFile(filepath.Join(dir, namesFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, namesFile), whole[:len(whole)-12], 0o600); err != nil {
		t.Fatal(err)
	}
	oneSentence(t, command(t, "bench", "names", "--data", dir), "names.tsv.gz: the file ends too early")
}

// Of the evaluation names some find themselves, and the figures printed are those of
// the scorer that comes with the data.
func TestBenchNamesOfEvaluation(t *testing.T) {
	names, err := openSource(filepath.Join(evalFolder, namesFile))
	if err != nil {
		t.Skip("the evaluation data is not here")
	}
	defer names.Close()
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "run.tsv")
	var some, asked strings.Builder
	asked.WriteString("qid\tclass\tquery\tquery_script\tgold_script\tgold_ids\n")
	for i := range 2001 {
		row, err := names.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		some.WriteString(row)
		if cells := strings.Split(row, "\t"); i > 0 && i%10 == 0 {
			fmt.Fprintf(&asked, "Q%d\texact-%s\t%s\t%[2]s\t%[2]s\t%[4]s\n", i/10, cells[2], strings.ToUpper(cells[1]), cells[0])
		}
	}
	zippedFile(t, filepath.Join(dir, namesFile), some.String())
	zippedFile(t, filepath.Join(dir, queriesFile), asked.String())
	r := must(t, "bench", "names", "--data", dir, "--run", out)
	macro := regexp.MustCompile(`MACRO[^|]*\|[^|]*\| ([\d.]+) *\| ([\d.]+) *\| ([\d.]+)`).FindStringSubmatch(r.out)
	if macro == nil || macro[1] < "0.9" {
		t.Fatalf("%s", r.out)
	}
	scored, err := exec.Command("python3", filepath.Join(evalFolder, "score_names.py"), dir, out).Output()
	if err != nil {
		t.Skipf("the scorer does not run: %v", err)
	}
	if want := regexp.MustCompile(`MACRO +\d+ +` + macro[1] + ` +` + macro[2] + ` +` + macro[3]); !want.Match(scored) {
		t.Errorf("%v, but the scorer says\n%s", macro, scored)
	}
}

func TestBenchSearch(t *testing.T) {
	dir := namesData(t)
	for _, args := range [][]string{{"--data", dir}, nil} {
		r := must(t, append([]string{"bench", "search", "--records", "700", "--searches", "5"}, args...)...)
		for _, want := range []string{"| common surname alone", "| place + distance", "| floor: bare Bleve term query, rare name", "| import", "| building the index", "| index on disk"} {
			if !strings.Contains(r.out, want) {
				t.Errorf("no %q in\n%s", want, r.out)
			}
		}
	}
	oneSentence(t, command(t, "bench", "search", "--data", t.TempDir()), "leave --data out")
	oneSentence(t, command(t, "bench", "search", "--records", "0"), "must be 1 at least")
}

func TestBenchServer(t *testing.T) {
	t.Setenv(asProgram, "1") // for the server that it starts
	if r := must(t, "bench", "submits", "--for", "200ms", "--clients", "4"); !strings.Contains(r.out, "| ratio") {
		t.Errorf("%s", r.out)
	}
	if r := must(t, "bench", "load", "--records", "600", "--searches", "40"); !strings.Contains(r.out, "start to first page") {
		t.Errorf("%s", r.out)
	}
}

// Ctrl-C ends a measurement and leaves nothing behind.
func TestBenchStops(t *testing.T) {
	tmp := t.TempDir()
	cmd := program(t, "bench", "search", "--records", "1000000", "--dir", tmp)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		if list, _ := filepath.Glob(filepath.Join(tmp, "*", "data", databaseName)); len(list) > 0 && fileSize(list[0]) > 1<<20 {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil || !strings.HasSuffix(errs.String(), "retrouve: stopped\n") {
		t.Errorf("%v %q", err, errs.String())
	}
	if left, _ := os.ReadDir(tmp); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Few surnames are common, most are rare, and each name is of one script.
func TestPopulation(t *testing.T) {
	dir := t.TempDir()
	rows := "id\tname\tscript\tsource\n"
	for i := range 2000 {
		rows += fmt.Sprintf("N%d\tGiven%d Family%d\tLatn\tx\n", i, i%300, i)
	}
	zippedFile(t, filepath.Join(dir, namesFile), rows+"H1\t王小明\tHani\tx\nH2\t李·约翰\tHani\tx\nX\tMononym\tLatn\tx\n")
	p, err := readPopulation(dir, rand.New(rand.NewPCG(1, 1)))
	if err != nil {
		t.Fatal(err)
	}
	rnd, count, most := rand.New(rand.NewPCG(1, 2)), map[string]int{}, 0
	const n = 20000
	for range n {
		name := p.name(rnd)
		if name.Full == "" || strings.Contains(name.Full, "Mononym") || strings.Contains(name.Full, "王") && name.Full != "王小明" {
			t.Fatalf("%q", name.Full)
		}
		count[name.Family]++
		most = max(most, count[name.Family])
	}
	if most < n/100 || most > n/20 || len(count) < 1500 {
		t.Errorf("the most common surname is borne by %d of %d, and there are %d", most, n, len(count))
	}
}
