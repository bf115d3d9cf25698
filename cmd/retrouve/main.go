// Command retrouve is the registry in one program: the server, the import, and
// the commands that look after its folder. One file per subcommand.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/alecthomas/kong"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// defaultFolder is the data folder where --data names none.
const defaultFolder = "retrouve-data"

// cli is the whole command line. Flags have environment fallbacks.
type cli struct {
	Data string `short:"d" env:"RETROUVE_DATA" default:"${folder}" placeholder:"DIR" help:"The folder that keeps everything (default: ${default}, in the current folder)."`
	Key  string `env:"RETROUVE_KEY" placeholder:"FILE" help:"The key file that opens the records (default: the folder's name with .key, beside it)."`

	Serve   serveCmd   `cmd:"" help:"Serve the registry."`
	Demo    demoCmd    `cmd:"" help:"Serve an exercise with invented people, kept nowhere."`
	Import  importCmds `cmd:"" help:"Read notices, reports or places from files."`
	User    userCmd    `cmd:"" help:"Look after the accounts of the staff."`
	Event   eventCmd   `cmd:"" help:"Look after events."`
	Check   checkCmd   `cmd:"" help:"Read everything and say what is wrong."`
	Audit   auditCmd   `cmd:"" help:"Look after the audit log."`
	Reindex reindexCmd `cmd:"" help:"Build the search index anew."`
	Purge   purgeCmd   `cmd:"" help:"Erase what is over, as the server does by itself."`
	Rematch rematchCmd `cmd:"" help:"Compare every report with the notices anew."`
	Compact compactCmd `cmd:"" help:"Give back the space of what was erased."`
	Lock    lockCmd    `cmd:"" help:"Make the running server forget the key, at once."`
	Unlock  unlockCmd  `cmd:"" help:"Give a locked server its key again."`
	Keys    keyCmd     `cmd:"" name:"key" help:"Look after the key that opens the records."`
	Backup  backupCmd  `cmd:"" help:"Write an encrypted backup."`
	Restore restoreCmd `cmd:"" help:"Bring a backup back."`
	Bench   benchCmd   `cmd:"" help:"Measure this machine."`
	Version versionCmd `cmd:"" help:"Say which version this is."`
}

// app is what a subcommand works with.
type app struct {
	ctx            context.Context
	stdout, stderr io.Writer
	data, key      string
}

// folder is the data folder.
func (a *app) folder() string { return filepath.Clean(a.data) }

// exitError ends the program with a status of its own.
type exitError struct {
	status int
	text   string
}

func (e *exitError) Error() string { return e.text }

// run runs one command and returns the exit status: 0 done, 1 failed, 2 wrong
// command line. A failure is one sentence on stderr.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) (status int) {
	var c cli
	done := -1
	parser, err := kong.New(&c, kong.Name("retrouve"), kong.Writers(stdout, stderr),
		kong.Description("A registry that helps people find each other after an emergency.\n\nStart with \"retrouve demo\" to look around, and with \"retrouve serve\" to work."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Vars{"folder": defaultFolder}, kong.UsageOnError(), kong.Exit(func(code int) { done = code }))
	if err != nil {
		fmt.Fprintf(stderr, "retrouve: %v\n", err)
		return 1
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(args)
	if done >= 0 { // help was asked for and printed
		return done
	}
	if err != nil {
		fmt.Fprintf(stderr, "retrouve: %v (\"retrouve --help\" explains)\n", err)
		return 2
	}
	err = k.Run(&app{ctx: ctx, stdout: stdout, stderr: stderr, data: c.Data, key: c.Key})
	if err == nil {
		return 0
	}
	fmt.Fprintf(stderr, "retrouve: %s\n", sentence(err))
	if e, ok := errors.AsType[*exitError](err); ok {
		return e.status
	}
	return 1
}
