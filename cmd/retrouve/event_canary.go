package main

import (
	"context"
	"fmt"

	"github.com/retrouve/retrouve/registry"
)

type eventCanaryCmd struct {
	Slug string `arg:"" help:"The event."`
	Name string `arg:"" help:"An invented name that no family searches for."`
	Area string `help:"Where the person was last seen, as a town."`
}

// Help is shown by "retrouve event canary --help".
func (eventCanaryCmd) Help() string {
	return `A canary is found by searching, as any notice. Choose a name that nobody has, and
tell nobody. When it is read, the log says so and the site asks for proofs of
work for half an hour.

Example:
  retrouve event canary paris-2027 "Quillon Ventrassieu" --area Paris`
}

// Run adds the canary.
func (c *eventCanaryCmd) Run(a *app) error {
	return a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		list, err := f.service.Events(ctx)
		if err != nil {
			return err
		}
		for _, e := range list {
			if e.Slug == c.Slug {
				ref, err := f.service.AddCanary(ctx, registry.System, e.ID, c.Name, c.Area)
				if err == nil {
					fmt.Fprintf(a.stdout, "The canary has the reference %s.\n", ref)
				}
				return err
			}
		}
		return fmt.Errorf("there is no event %q: \"retrouve event list\" shows those that there are", c.Slug)
	})
}
