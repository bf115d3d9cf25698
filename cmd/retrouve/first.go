package main

import (
	"fmt"
	"strings"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// firstAdmin prints a link that makes the first admin, while there is no account.
// There is no default password: who reads the terminal of the server is who set
// it up.
func firstAdmin(a *app, f *folder, base string) error {
	token, err := f.accounts.FirstInvitation(a.ctx)
	if err != nil || token == "" {
		return err
	}
	fmt.Fprintf(a.stdout, "There is no account yet. This link makes the first administrator. It works once, for %d hours:\n  %s\n",
		int(access.FirstLife.Hours()), inviteAddress(base, token))
	return nil
}

// inviteAddress is the address of an invitation's link.
func inviteAddress(base string, token registry.Token) string {
	return strings.TrimRight(base, "/") + "/invite/" + string(token)
}
