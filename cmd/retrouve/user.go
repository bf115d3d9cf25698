package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

type userCmd struct {
	Add     userAddCmd     `cmd:"" help:"Make an account and print its password, this once."`
	List    userListCmd    `cmd:"" help:"List the accounts."`
	Disable userDisableCmd `cmd:"" help:"Close an account: its sessions end at once."`
	Enable  userEnableCmd  `cmd:"" help:"Open a closed account again."`
	Renew   userRenewCmd   `cmd:"" help:"Let a role last one more year from today."`
	Reset   userResetCmd   `cmd:"" help:"Print a link by which somebody chooses a new password and second factor."`
}

type userAddCmd struct {
	Name  string `arg:"" help:"What they sign in with."`
	Role  string `enum:"volunteer,moderator,admin,auditor" default:"moderator" help:"volunteer reads the queue, masked, and recommends; moderator decides on links; admin looks after accounts as well; auditor reads the audit log and nothing else (default: ${default})."`
	Admin bool   `help:"Short for --role admin: the first account of a new registry."`
}

// Run makes the account.
func (c *userAddCmd) Run(a *app) error {
	if c.Admin {
		c.Role = string(registry.RingAdmin)
	}
	return a.within(opening{}, func(ctx context.Context, f *folder) error {
		password, err := f.accounts.Add(ctx, c.Name, registry.Ring(c.Role))
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s may sign in as %s with this password. It is shown this once:\n\n  %s\n\nThe first sign-in leads to setting up a second factor, with an app on a phone.\n", c.Name, c.Role, password)
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
			fmt.Fprintln(a.stdout, "There is no account yet: \"retrouve user add NAME --admin\" makes the first.")
			return nil
		}
		w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "NAME\tROLE\tORGANISATION\tSINCE\tROLE ENDS\tSECOND FACTOR\tSTATE")
		now := f.service.Clock.Now()
		for _, u := range list {
			factor := "not set up"
			if u.Factor() {
				factor = "set up"
			}
			org, err := f.accounts.OrgName(ctx, u.Org)
			if err != nil {
				return err
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", u.Name, u.Role, cmp.Or(org, "-"), day(u.Created), day(u.Ends()), factor, accountState(u, now))
		}
		return w.Flush()
	})
}

func day(t time.Time) string { return t.Format("2006-01-02") }

func accountState(u access.Account, now time.Time) string {
	switch {
	case u.Disabled:
		return "disabled"
	case u.Over(now):
		return "role has ended"
	case u.Soon(now):
		return "role ends soon"
	}
	return "active"
}

type userDisableCmd struct {
	Name string `arg:"" help:"The account to close."`
}

// Run closes the account.
func (c *userDisableCmd) Run(a *app) error {
	return a.onUser(c.Name, func(ctx context.Context, f *folder, id registry.AccountID) (string, error) {
		return fmt.Sprintf("%s can no longer sign in.", c.Name), f.accounts.Disable(ctx, registry.System, id)
	})
}

type userEnableCmd struct {
	Name string `arg:"" help:"The account to open again."`
}

// Run opens the account again.
func (c *userEnableCmd) Run(a *app) error {
	return a.onUser(c.Name, func(ctx context.Context, f *folder, id registry.AccountID) (string, error) {
		return fmt.Sprintf("%s can sign in again.", c.Name), f.accounts.Enable(ctx, registry.System, id)
	})
}

type userRenewCmd struct {
	Name string `arg:"" help:"The account whose role to renew."`
}

// Run renews the role.
func (c *userRenewCmd) Run(a *app) error {
	return a.onUser(c.Name, func(ctx context.Context, f *folder, id registry.AccountID) (string, error) {
		err := f.accounts.Renew(ctx, registry.System, id)
		return fmt.Sprintf("The role of %s lasts until %s.", c.Name, day(f.service.Clock.Now().Add(access.RoleLife))), err
	})
}

type userResetCmd struct {
	Name    string `arg:"" help:"The account to reset."`
	BaseURL string `env:"RETROUVE_BASE_URL" default:"http://127.0.0.1:8080" placeholder:"URL" help:"How people reach the site (default: ${default})."`
}

// Run prints the link.
func (c *userResetCmd) Run(a *app) error {
	return a.onUser(c.Name, func(ctx context.Context, f *folder, id registry.AccountID) (string, error) {
		token, err := f.accounts.Reset(ctx, registry.System, id)
		return fmt.Sprintf("The password and the second factor of %s no longer work. With this link they choose new ones. It works once, for %d days, and is shown this once:\n\n  %s",
			c.Name, access.InvitationLife/(24*time.Hour), inviteAddress(c.BaseURL, token)), err
	})
}

// onUser runs a change of one account and prints the sentence that it returns.
func (a *app) onUser(name string, do func(context.Context, *folder, registry.AccountID) (string, error)) error {
	return a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		acc, err := f.accounts.Named(ctx, name)
		if err != nil && registry.KindOf(err) == registry.KindNotFound {
			return fmt.Errorf("there is no account %q: \"retrouve user list\" shows them", name)
		}
		if err != nil {
			return err
		}
		text, err := do(ctx, f, acc.ID)
		if err == nil {
			fmt.Fprintln(a.stdout, text)
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
