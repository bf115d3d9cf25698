package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"text/tabwriter"
)

type benchCmd struct {
	Submits benchSubmitsCmd `cmd:"" help:"Durable notices a second, against bare bbolt on the same disk."`
	Load    benchLoadCmd    `cmd:"" help:"Fill a folder; start a server on it; measure its memory under searches."`
	Search  benchSearchCmd  `cmd:"" help:"Fill a folder; measure import, index, and every kind of search."`
	Names   benchNamesCmd   `cmd:"" help:"Look for names with known answers; measure how many are found, and how fast."`
	Links   benchLinksCmd   `cmd:"" help:"Link reports to notices with known answers; measure how many are found, how surely, and how fast."`
}

// figures is a table of measurements, printed as Markdown.
type figures struct{ rows [][]string }

func (f *figures) add(what, format string, args ...any) {
	f.rows = append(f.rows, []string{what, fmt.Sprintf(format, args...)})
}

func (f *figures) print(a *app) error {
	f.add("machine", "%d cores, %s/%s", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH)
	return printTable(a.stdout, []string{"measure", "figure"}, f.rows)
}

// printTable prints Markdown that is also easy to read on a terminal.
func printTable(out io.Writer, header []string, rows [][]string) error {
	w := tabwriter.NewWriter(out, 0, 0, 1, ' ', tabwriter.TabIndent)
	fmt.Fprintf(w, "| %s\t|\n|%s\n", strings.Join(header, "\t| "), strings.Repeat("---\t|", len(header)))
	for _, r := range rows {
		fmt.Fprintf(w, "| %s\t|\n", strings.Join(r, "\t| "))
	}
	return w.Flush()
}

// bench returns the same program with an empty data folder of its own, on the disk
// that is to be measured. Its key, which nobody keeps, is not announced.
func (a *app) bench(parent string) (bench *app, remove func(), err error) {
	if parent != "" {
		if err := makeFolder(parent); err != nil {
			return nil, nil, err
		}
	}
	dir, err := os.MkdirTemp(parent, "retrouve-bench-")
	if err != nil {
		return nil, nil, fmt.Errorf("no temporary folder can be made: %w", cause(err))
	}
	remove = func() { _ = os.RemoveAll(dir) }
	b := *a
	b.data, b.key, b.stderr = filepath.Join(dir, "data"), "", discard{a.stderr}
	f, err := b.open(opening{})
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		remove()
		return nil, nil, err
	}
	b.stderr = a.stderr
	return &b, remove, nil
}

// memory is what a process holds, in MiB. A part of it are pages of the database
// and index files, which the system takes back when it needs them.
type memory struct{ now, most, own int }

// memoryOf asks Linux, and answers 0 elsewhere.
func memoryOf(pid int) (m memory) {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return m
	}
	for l := range strings.Lines(string(b)) {
		f := strings.Fields(l)
		if len(f) < 2 {
			continue
		}
		n, _ := strconv.Atoi(f[1])
		switch f[0] {
		case "VmRSS:":
			m.now = n >> 10
		case "VmHWM:":
			m.most = n >> 10
		case "RssAnon:":
			m.own = n >> 10
		}
	}
	return m
}

// heapInUse returns what this process needs, in MiB, after what it no longer needs
// was given back to the system.
func heapInUse() int {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapInuse >> 20)
}

func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// treeSize returns the bytes of all files below dir.
func treeSize(dir string) (sum int64, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			sum += fileSize(path)
		}
		return err
	})
	return sum, err
}
