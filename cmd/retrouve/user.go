package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/retrouve/retrouve/registry"
)

type userCmd struct {
	Add     userAddCmd     `cmd:"" help:"Make an account and print its password, this once."`
	List    userListCmd    `cmd:"" help:"List the accounts."`
	Disable userDisableCmd `cmd:"" help:"Close an account: its sessions end at once."`
}

type userAddCmd struct {
	Name string `arg:"" help:"What they sign in with."`
	Role string `enum:"volunteer,moderator,admin" default:"moderator" help:"volunteer reads the queue, masked, and recommends; moderator decides on links; admin as well and more (default: ${default})."`
}

// Run makes the account.
func (c *userAddCmd) Run(a *app) error {
	return a.within(opening{}, func(ctx context.Context, f *folder) error {
		password, err := f.accounts.Add(ctx, c.Name, registry.Ring(c.Role))
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s may sign in as %s with this password. It is shown this once:\n\n  %s\n", c.Name, c.Role, password)
		return nil
	})
}

type userListCmd struct{}

// Run lists the accounts.
func (userListCmd) Run(a *app) error {
	return a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		list, err := f.accounts.List(ctx)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			fmt.Fprintln(a.stdout, "There is no account yet: \"retrouve user add NAME\" makes one.")
			return nil
		}
		w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "NAME\tROLE\tSINCE\tSTATE")
		for _, u := range list {
			state := "active"
			if u.Disabled {
				state = "disabled"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", u.Name, u.Role, u.Created.Format("2006-01-02"), state)
		}
		return w.Flush()
	})
}

type userDisableCmd struct {
	Name string `arg:"" help:"The account to close."`
}

// Run closes the account.
func (c *userDisableCmd) Run(a *app) error {
	return a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		err := f.accounts.Disable(ctx, c.Name)
		if err != nil && registry.KindOf(err) == registry.KindNotFound {
			return fmt.Errorf("there is no account %q: \"retrouve user list\" shows them", c.Name)
		}
		if err == nil {
			fmt.Fprintf(a.stdout, "%s can no longer sign in.\n", c.Name)
		}
		return err
	})
}

// within opens the folder for one piece of work.
func (a *app) within(o opening, do func(context.Context, *folder) error) error {
	f, err := a.open(o)
	if err != nil {
		return err
	}
	return errors.Join(do(a.ctx, f), f.Close())
}
