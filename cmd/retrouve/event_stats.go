package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/retrouve/retrouve/registry"
)

type eventStatsCmd struct {
	Slug string `arg:"" help:"The event."`
}

// Help is shown by "retrouve event stats --help".
func (eventStatsCmd) Help() string {
	return `Counts by day, by the clock of the event: notices filed (persons sought), reports
filed (several may tell of one person) and notices whose match was confirmed.
Numbers from 1 to 4 are hidden and count as one in the sums. The numbers stay
when everything else of an event is erased.`
}

// Run prints the numbers of the event.
func (c *eventStatsCmd) Run(a *app) error {
	return a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		st, err := f.service.EventStats(ctx, c.Slug)
		if err != nil && registry.KindOf(err) == registry.KindNotFound {
			return fmt.Errorf("there is no event %q: \"retrouve event list\" shows those that there are", c.Slug)
		}
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintln(w, "DAY\tNOTICES\tREPORTS\tCONFIRMED\t")
		for _, d := range st.Days {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t\n", d.Day, d.Notices.Text(), d.Reports.Text(), d.Confirmed.Text())
		}
		total := st.Total()
		fmt.Fprintf(w, "in all\t%s\t%s\t%s\t\n", total.Notices.Text(), total.Reports.Text(), total.Confirmed.Text())
		return w.Flush()
	})
}
