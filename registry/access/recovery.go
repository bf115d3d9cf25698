package access

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// recoveryCodes is how many codes somebody gets who may lose their phone.
const recoveryCodes = 8

// RecoveryShown is how long the page with the recovery codes can be reloaded.
const RecoveryShown = 10 * time.Minute

// makeRecovery returns fresh codes of 80 bits. They follow from the session's
// token, which only the browser has, and the salt kept in the session: the page
// that shows them can be reloaded, though only hashes are stored.
func makeRecovery(session registry.Token, salt string) []string {
	codes := make([]string, recoveryCodes)
	for i := range codes {
		codes[i] = string(session.Derive("recovery\x00" + salt + "\x00" + strconv.Itoa(i)))[:16]
	}
	return codes
}

func hashRecovery(codes []string) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = registry.Token(c).Hash()
	}
	return out
}

// foldRecovery reads a recovery code as people type it: any case, with spaces or
// dashes, O for 0 and I or L for 1.
func foldRecovery(s string) string {
	return strings.NewReplacer(" ", "", "-", "", "\u2010", "", "\u2011", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(strings.TrimSpace(s)))
}

// use takes a code of the second factor, or a recovery code, and marks it as
// used; false when it is neither.
func (a *Account) use(code string, now time.Time) bool {
	if step, ok := matchTOTP(a.Secret, code, a.Step, now); ok {
		a.Step = step
		return true
	}
	if a.Secret == "" {
		return false
	}
	i := slices.Index(a.Recovery, registry.Token(foldRecovery(code)).Hash())
	if i < 0 {
		return false
	}
	a.Recovery = slices.Delete(slices.Clone(a.Recovery), i, i+1)
	return true
}
