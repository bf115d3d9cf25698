package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/retrouve/retrouve/registry"
)

type purgeCmd struct {
	DryRun       bool `help:"Change nothing, only say how many records would go, and why."`
	ClockIsRight bool `help:"Erase though the clock is more than a week from when it was seen last: you have looked at it, and it is right."`
}

// Help is shown by "retrouve purge --help".
func (purgeCmd) Help() string {
	return `Does what is due: asks seekers to renew, hides what faded, erases what is over
(docs/retention.md has the table). The server does that by itself every hour and
catches up after a downtime; the command is for making sure, and after restoring
a backup. The server must not be running. Erased records leave free space in the
file: "retrouve compact" gives it back.

When the clock is more than a week from when the registry saw it last, nothing is
erased: a clock that is wrong by a year would erase everybody. After a downtime, or
after restoring an older backup, look at the clock and say --clock-is-right.`
}

// Run purges the folder.
func (c *purgeCmd) Run(a *app) error {
	return a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		if c.ClockIsRight && !c.DryRun {
			if err := f.service.TrustClock(ctx, registry.System, f.service.Clock.Now()); err != nil {
				return err
			}
		}
		bar := newProgress(a.stderr, "Purging")
		p, err := f.service.Purge(ctx, registry.PurgeOptions{Dry: c.DryRun, Progress: func(done, total int) { bar.at(int64(done), int64(total)) }})
		bar.end()
		if err == nil && p.Clock.Odd() {
			fmt.Fprintln(a.stderr, clockText(p.Clock))
			if !c.DryRun {
				return errors.New("nothing was erased; if the clock is right, say \"retrouve purge --clock-is-right\"")
			}
		}
		if printErr := printPurge(a.stdout, p, c.DryRun); err == nil {
			err = printErr
		}
		return err
	})
}

// clockText says how far the clock is off.
func clockText(c registry.ClockState) string {
	const day = 24 * time.Hour
	words := "ahead of"
	if c.Ahead() < 0 {
		words = "behind"
	}
	return fmt.Sprintf("The clock says %s. That is %d days %s %s, when the registry saw it last.",
		c.Now.Format(time.RFC1123), int(c.Ahead().Abs()/day), words, c.Seen.Format(time.RFC1123))
}

// purgeWords says what became of what, and why.
var purgeWords = map[string]string{
	"notice.expiring":    "notice: its seekers are asked to renew it",
	"notice.expired":     "notice: hidden",
	"notice.erased":      "notice: erased",
	"notice.kept":        "notice: kept for now",
	"report.erased":      "report: erased",
	"report.kept":        "report: kept for now",
	"placeholder.erased": "placeholder: erased",
	"place.erased":       "place of an event: erased",
	"draft.erased":       "draft: erased",
	"tally.erased":       "how often an account did something on a day: erased",
	"sweep.erased":       "what moderators judged at once: erased",
	"query.erased":       "search by staff: erased",
	"arrival.erased":     "by which way a record came: erased",
}

// purgeReasons are the reasons in words.
var purgeReasons = map[string]string{
	"life":      "its life",
	"faded":     "nobody renewed it",
	"closed":    "it was closed",
	"hoax":      "it was closed as a hoax",
	"wished":    "its seeker wished so",
	"removed":   "a moderator wished so",
	"copy":      "it is a copy from another registry",
	"withdrawn": "its source took it back",
	"event":     "its event is over",
	"old":       "it is old",
	"task":      "somebody still has to tell the family",
	"match":     "a family was told of it, or a later report of the patient is there",
}

func printPurge(out io.Writer, p registry.Purge, dry bool) error {
	lines := slices.SortedFunc(maps.Keys(p.Counts), func(a, b registry.PurgeCount) int {
		return cmp.Or(cmp.Compare(a.What, b.What), cmp.Compare(a.Why, b.Why))
	})
	if p.Damaged > 0 {
		fmt.Fprintf(out, "%d records are due but cannot be read: \"retrouve check\" says more.\n", p.Damaged)
	}
	if len(lines) == 0 {
		_, err := fmt.Fprintln(out, "Nothing is due.")
		return err
	}
	if dry {
		fmt.Fprintln(out, "This would be done; nothing was changed:")
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, l := range lines {
		what, why := cmp.Or(purgeWords[l.What], l.What), cmp.Or(purgeReasons[l.Why], l.Why)
		fmt.Fprintf(w, "%d\t %s (%s)\n", p.Counts[l], what, why)
	}
	return w.Flush()
}
