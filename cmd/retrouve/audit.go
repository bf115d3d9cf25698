package main

import (
	"context"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/retrouve/retrouve/registry"
)

type auditCmd struct {
	Verify auditVerifyCmd `cmd:"" help:"Read the whole audit log and say whether anything was changed."`
	Head   auditHeadCmd   `cmd:"" help:"Print the end of the audit log, to be noted elsewhere."`
}

type auditVerifyCmd struct {
	Known string `placeholder:"ENTRY:HASH" help:"An end of the log that was noted earlier: the log must still contain it."`
	Mark  string `help:"What stood beside it in the letter: it must have come from this registry."`
}

// Help is shown by "retrouve audit verify --help".
func (auditVerifyCmd) Help() string {
	return `Follows the chain of hashes through the whole log and names the first entry that
does not fit. Who can write the file can write the whole chain anew, so give an
end of the log that was noted elsewhere with --known: the server prints one every
hour, and sends it to others (serve --audit-to). The server must not be running. Exit status 1 when something was changed.`
}

// Run verifies the log.
func (c *auditVerifyCmd) Run(a *app) error {
	known, err := parseHead(c.Known)
	if err != nil {
		return err
	}
	return a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		if err := f.checkMark(ctx, c.Known, c.Mark); err != nil {
			return err
		}
		bar := newProgress(a.stderr, "Reading the audit log")
		head, err := f.service.VerifyAudit(ctx, known, func(done, total int) { bar.at(int64(done), int64(total)) })
		bar.end()
		if ctx.Err() != nil {
			return errors.New("the check was stopped")
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "All %d entries of the audit log are as they were written. Its end is %s\n", head.Seq, head)
		return nil
	})
}

// checkMark refuses an end of the log whose mark was not made here.
func (f *folder) checkMark(ctx context.Context, known, mark string) error {
	if mark == "" {
		return nil
	}
	want, err := f.headMark(ctx, strings.TrimSpace(known))
	if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(strings.TrimSpace(mark))) != 1 {
		err = errors.New("the mark does not belong to that end of the log: the letter did not come from this registry, or was changed")
	}
	return err
}

type auditHeadCmd struct{}

// Run prints the end of the log.
func (auditHeadCmd) Run(a *app) error {
	return a.within(opening{mustExist: true}, func(ctx context.Context, f *folder) error {
		head, err := f.auditHead(ctx)
		if err == nil {
			fmt.Fprintln(a.stdout, head)
		}
		return err
	})
}

// auditHead returns the end of the audit log as text.
func (f *folder) auditHead(ctx context.Context) (text string, err error) {
	err = f.store.View(ctx, func(r registry.Reader) error { text = r.AuditHead().String(); return nil })
	return text, err
}

// parseHead is the inverse of AuditHead.String; the empty text is the zero head.
func parseHead(s string) (h registry.AuditHead, err error) {
	if s == "" {
		return h, nil
	}
	n, hash, _ := strings.Cut(strings.TrimSpace(s), ":")
	seq, err1 := strconv.ParseUint(n, 10, 64)
	b, err2 := hex.DecodeString(hash)
	if err1 != nil || err2 != nil || len(b) != len(h.Hash) || seq == 0 {
		return h, fmt.Errorf("%q is no end of an audit log: it reads like 17:9f86d0…, as \"retrouve audit head\" prints it", s)
	}
	h.Seq = seq
	copy(h.Hash[:], b)
	return h, nil
}
