package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"
)

const fiveColumns = "id,full_name,sex,birth_date,last_seen_place\n"

func TestImportInput(t *testing.T) {
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("name;last_seen_place\r\nOrsolya Szabó;Győr\r\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		content string
		args    []string
		status  int
		want    []string // in what is printed
	}{
		"comma":                {content: fiveColumns + "1,Amina,F,1990-01-02,Lille\n", want: []string{"1 new"}},
		"semicolon":            {content: "id;nom;prénom;Last Seen Place\n1;Lefèvre;Zoé;Lille\n", want: []string{"1 new"}},
		"tab":                  {content: "name\tlast_seen_date\nA\t2024-01-02\n", want: []string{"1 new"}},
		"bar":                  {content: "name|last_seen_date\nA|2024-01-02\n", want: []string{"1 new"}},
		"byte order mark":      {content: "\ufeffname,last_seen_place\nA,Lille\n", want: []string{"1 new"}},
		"UTF-16":               {content: utf16, want: []string{"1 new"}},
		"gzip":                 {content: zipped(fiveColumns + "1,Amina,F,,Lille\n"), want: []string{"1 new"}},
		"quoted newline":       {content: "name,last_seen_place,description\n\"A, B\",Lille,\"tall,\nsays \"\"hi\"\"\"\nC,Lille,\n", want: []string{"2 new"}},
		"stray quote":          {content: "name,last_seen_place\n\"Max,Lille\nNora,Lille\n", status: 3, want: []string{"1 new", "line 2: it has a quotation mark that is never closed"}},
		"quote inside":         {content: "name\tlast_seen_place\nJosé \"Pepe\" Ruiz\tLille\n", want: []string{"1 new"}},
		"empty lines":          {content: "\n\nname,last_seen_place\n\nA,Lille\n\n", want: []string{"1 new"}},
		"no line end":          {content: "name,last_seen_place\nA,Lille", want: []string{"1 new"}},
		"NDJSON":               {content: `{"id":7,"full_name":"A","home":{"city":"Lille"},"last_seen":{"place":"Rue 3"},"marks":["scar","mole"]}` + "\n{bad\n", status: 3, want: []string{"1 new", "line 2: it is not one JSON object"}},
		"unknown columns":      {content: "name,last_seen_place,shoe size\nA,Lille,42\n", want: []string{"were left out: shoe size"}},
		"invalid UTF-8":        {content: "name,last_seen_place\nJos\xe9,Lille\nAnna,Lille\n", status: 3, want: []string{"1 new", "line 2: column name is not UTF-8 text"}},
		"wrong width":          {content: "name,last_seen_place\nA\nB,Lille\n", status: 3, want: []string{"line 2: it has 1 columns where the header has 2"}},
		"cut off":              {content: fiveColumns + "1,Amina,F,,Lille\n2,Bil", status: 3, want: []string{"1 new", "line 3", "cut off here"}},
		"cut gzip":             {content: cutGzip(), status: 1, want: []string{"ends too early, after line", "new"}},
		"future birth":         {content: fiveColumns + "1,A,F,2190-01-01,Lille\n", status: 3, want: []string{"line 2: the birth date lies in the future"}},
		"impossible birth":     {content: fiveColumns + "1,A,F,1990-02-31,Lille\n", want: []string{"1 new", "1 values could not be read"}},
		"age upside down":      {content: "name,age_min,age_max,last_seen_place\nA,50,20,Lille\n", status: 3, want: []string{"the lowest age (50) is above the highest (20)"}},
		"nobody":               {content: fiveColumns + "1,,F,,Lille\n", status: 3, want: []string{"it has neither a name nor a description"}},
		"a megabyte":           {content: "name,last_seen_place\n" + strings.Repeat("A", 1<<20) + ",Lille\nB,Lille\n", status: 3, want: []string{"1 new", "line 2: it is longer than 1 MB"}},
		"long name":            {content: "name,last_seen_place\n" + strings.Repeat("A", 5000) + ",Lille\n", status: 3, want: []string{"full_name has 5000 letters, more than 200"}},
		"off the globe":        {content: "name,last_seen_place,lat,lon\nA,Lille,95,3\n", status: 3, want: []string{"not on the globe"}},
		"same id twice":        {content: fiveColumns + "1,A,F,,Lille\n1,B,M,,Lille\n", status: 3, want: []string{"1 new", "appears twice"}},
		"already found":        {content: "name,last_seen_place,status\nA,Lille,found\n", status: 3, want: []string{"only people who are still looked for"}},
		"another event":        {content: "name,event,last_seen_place\nA,e9,Lille\n", status: 3, want: []string{`there is no event "e9" here`}},
		"unknown event":        {content: fiveColumns, args: []string{"--event", "nope"}, status: 1, want: []string{`there is no event "nope"`}},
		"no name column":       {content: "id,sex,last_seen_place\n1,F,Lille\n", status: 1, want: []string{"no column for a name or a description"}},
		"no kind":              {content: "id,name\n1,A\n", status: 1, want: []string{"say --kind"}},
		"both kinds":           {content: "name,last_seen_place,found_place\nA,Lille,Paris\n", status: 1, want: []string{"a file holds one kind"}},
		"one column twice":     {content: "name,full name,last_seen_place\nA,B,Lille\n", status: 1, want: []string{"mean the same"}},
		"spreadsheet":          {content: "PK\x03\x04...", status: 1, want: []string{"save the table as CSV"}},
		"empty file":           {content: "", status: 1, want: []string{"the file is empty"}},
		"damaged gzip":         {content: "\x1f\x8bxx", status: 1, want: []string{"damaged gzip"}},
		"header not UTF-8":     {content: "name,pr\xe9nom,last_seen_place\nA,B,C\n", status: 1, want: []string{"the header line is not UTF-8"}},
		"dead from an import":  {content: "name,found_place,status\nA,Lille,deceased\n", want: []string{"1 new"}},
		"unreadable words":     {content: "name,found_place,sex,lat,lon\nA,Lille,perhaps,x,3\n", want: []string{"1 new", "2 values could not be read"}},
		"control and bidi":     {content: "name,last_seen_place\nA\u202eB\u0007C,Lille\n", want: []string{"1 new"}},
		"only a header":        {content: fiveColumns, want: []string{"0 new"}},
		"visibility misspelt":  {content: "name,visibility,last_seen_place\nA,secret,Lille\n", status: 3, want: []string{"the visibility is not one of"}},
		"full record id":       {content: "person_record_id,name,last_seen_place\nhome.example.org/p.1,A,Lille\n", want: []string{"1 new"}},
		"ten thousand columns": {content: "name" + strings.Repeat(",x", 10000) + ",last_seen_place\nA" + strings.Repeat(",", 10000) + ",Lille\n", want: []string{"1 new"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := dataFolder(t)
			args := append([]string{"import", file(t, "list.csv", c.content), "-d", dir, "--no-links"}, c.args...)
			r := command(t, args...)
			if r.status != c.status {
				t.Errorf("status %d, want %d", r.status, c.status)
			}
			for _, w := range c.want {
				if !strings.Contains(r.out+r.err, w) {
					t.Errorf("no %q in\n%s%s", w, r.out, r.err)
				}
			}
			if c.status == 1 {
				oneSentence(t, r, "")
			}
		})
	}
}

func zipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(s))
	_ = z.Close()
	return b.String()
}

// cutGzip is a packed list of which the end is missing.
func cutGzip() string {
	s := zipped(manyRows(3000))
	return s[:len(s)/2]
}

func manyRows(n int) string {
	var b strings.Builder
	b.WriteString(fiveColumns)
	c := newCast(1, demoEpoch())
	for i := range n {
		s := c.stranger()
		fmt.Fprintf(&b, "%d,%s,%s,%s,Lille\n", i, s.person.Names[0].Full, s.person.Sex, s.person.Birth)
	}
	return b.String()
}

func TestImportFails(t *testing.T) {
	dir := dataFolder(t)
	oneSentence(t, command(t, "import", filepath.Join(dir, "none.csv"), "-d", dir), "there is no file")
	oneSentence(t, command(t, "import", dir, "-d", dir), "is a folder")
	list := file(t, "a.csv", fiveColumns+"1,A,F,,Lille\n")
	oneSentence(t, command(t, "import", list, "-d", dir, "--refused", filepath.Join(dir, "no", "r.tsv")), "cannot write")
	must(t, "event", "close", "first", "-d", dir)
	oneSentence(t, command(t, "import", list, "-d", dir, "--event", "first"), "is closed")
	empty := filepath.Join(t.TempDir(), "empty")
	must(t, "user", "add", "amina", "-d", empty)
	oneSentence(t, command(t, "import", list, "-d", empty), "there is no event yet")
}

func TestImportRepeats(t *testing.T) {
	dir := dataFolder(t)
	list := file(t, "a.csv", fiveColumns+"1,A,F,1980,Lille\n2,B,M,,Lille\nbad\n")
	refused := filepath.Join(t.TempDir(), "refused.tsv")
	dry := command(t, "import", list, "-d", dir, "--dry-run", "--refused", refused)
	first := command(t, "import", list, "-d", dir)
	again := command(t, "import", list, "-d", dir)
	for what, want := range map[string]bool{
		"dry":   dry.status == 3 && strings.Contains(dry.out, "nothing was changed: 2 new, 0 updated, 0 unchanged, 1 refused"),
		"first": first.status == 3 && strings.Contains(first.out, "2 new, 0 updated, 0 unchanged, 1 refused"),
		"again": strings.Contains(again.out, "0 new, 0 updated, 2 unchanged, 1 refused"),
	} {
		if !want {
			t.Errorf("%s: wrong\n%s%s%s", what, dry.out, first.out, again.out)
		}
	}
	b, err := os.ReadFile(refused)
	if err != nil || !strings.Contains(string(b), "\t4\tit has 1 columns") {
		t.Errorf("refused file %q, %v", b, err)
	}
	if err := os.WriteFile(list, []byte(fiveColumns+"1,A,F,1981,Lille\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := must(t, "import", list, "-d", dir); !strings.Contains(r.out, "0 new, 1 updated") {
		t.Errorf("changed: %s", r.out)
	}
	must(t, "check", "-d", dir)
}

// A notice and a report of one person come in; a link is proposed.
func TestImportProposesLinks(t *testing.T) {
	dir := dataFolder(t)
	must(t, "import", file(t, "m.csv", "id,name,sex,birth_date,last_seen_place,last_seen_date,lat,lon\n1,Camille Kerbrat,F,1990-05-04,Lille,2024-05-01,50.63,3.06\n"), "-d", dir)
	r := must(t, "import", file(t, "f.csv", "id,name,sex,birth_date,found_place,found_date,lat,lon\n1,Camile Kerbrat,F,1990-05-04,Lille,2024-05-01,50.64,3.06\n"), "-d", dir)
	if !strings.Contains(r.out, "1 links proposed") {
		t.Errorf("%s%s", r.out, r.err)
	}
}
