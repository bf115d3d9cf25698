package main

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

type benchCmd struct {
	Submits benchSubmitsCmd `cmd:"" help:"Durable notices a second, against bare bbolt on the same disk."`
	Load    benchLoadCmd    `cmd:"" help:"Fill a folder; measure import, index, start, search, memory, disk."`
}

// figures is a table of measurements, printed as Markdown.
type figures struct{ rows [][2]string }

func (f *figures) add(what, format string, args ...any) {
	f.rows = append(f.rows, [2]string{what, fmt.Sprintf(format, args...)})
}

func (f *figures) print(a *app) error {
	w := tabwriter.NewWriter(a.stdout, 0, 0, 1, ' ', tabwriter.TabIndent)
	fmt.Fprintf(w, "| measure\t| figure\t|\n|---\t|---\t|\n")
	for _, r := range f.rows {
		fmt.Fprintf(w, "| %s\t| %s\t|\n", r[0], r[1])
	}
	fmt.Fprintf(w, "| machine\t| %d cores, %s/%s\t|\n", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH)
	return w.Flush()
}

// benchFolder makes a temporary folder on the disk that is to be measured.
func benchFolder(parent string) (dir string, remove func(), err error) {
	if parent != "" {
		if err := makeFolder(parent); err != nil {
			return "", nil, err
		}
	}
	dir, err = os.MkdirTemp(parent, "retrouve-bench-")
	if err != nil {
		return "", nil, fmt.Errorf("no temporary folder can be made: %w", cause(err))
	}
	return dir, func() { _ = os.RemoveAll(dir) }, nil
}

// percentile returns the p-th of a hundred; the list is sorted by it.
func percentile(list []time.Duration, p int) time.Duration {
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return list[min(len(list)*p/100, len(list)-1)]
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

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
