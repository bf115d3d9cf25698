package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress tells how far long work has come: a bar on a terminal, otherwise a
// line every few seconds. A short piece of work prints nothing in a log.
type progress struct {
	what string
	out  io.Writer
	bar  *progressbar.ProgressBar
	last time.Time
}

// lineEvery is how often a progress line is printed where there is no terminal.
const lineEvery = 5 * time.Second

func newProgress(out io.Writer, what string) *progress {
	p := &progress{what: what, out: out, last: time.Now()}
	if f, ok := out.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.bar = progressbar.NewOptions64(1,
			progressbar.OptionSetWriter(out), progressbar.OptionSetDescription(what), progressbar.OptionSetWidth(30),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(true))
	}
	return p
}

// at says that done of total is done, in whatever unit.
func (p *progress) at(done, total int64) {
	total = max(total, done, 1)
	if p.bar != nil {
		p.bar.ChangeMax64(total)
		_ = p.bar.Set64(done)
		return
	}
	if now := time.Now(); now.Sub(p.last) >= lineEvery {
		p.last = now
		fmt.Fprintf(p.out, "%s: %d %%\n", p.what, done*100/total)
	}
}

// end takes the bar away.
func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
