package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/retrouve/retrouve/registry/vault"
)

type lockCmd struct {
	Bare bool `help:"Show no notices while it is locked: not even the public cards stay in memory."`
}

// lockPatience is how long the command waits for the server.
const lockPatience = 30 * time.Second

// Help is shown by "retrouve lock --help".
func (lockCmd) Help() string {
	return `Makes the running server forget the key that opens the records, for the moment
when somebody comes for the machine. It takes seconds. The server ends its work,
keeps what everybody may see of public notices, and puts a fresh process in its own
place that never had the key: from then on nobody reads anything else, neither by
the pages nor in its memory. Nothing that was acknowledged is lost.

It does not touch the disk: the records are sealed there, and the key file lies
where it lay. TAKE THE KEY FILE AWAY: with it and the data folder everything can be
read, and a server that is started again finds it. "retrouve unlock" opens the
register again.

Examples:
  retrouve lock
  retrouve lock --data /var/lib/retrouve --bare`
}

// Run locks the server of the data folder.
func (c *lockCmd) Run(a *app) error {
	got, err := reach(a.folder(), ask{Do: "lock", Bare: c.Bare})
	if gone, ok := errors.AsType[*goneError](err); ok {
		return fmt.Errorf("%w; if none runs, no memory holds its key. %s", gone, a.keyWords())
	}
	if err != nil {
		return err
	}
	already := got.State == stateLocked
	for until := time.Now().Add(lockPatience); got.State != stateLocked; {
		if time.Now().After(until) {
			return fmt.Errorf("the server has not locked itself within %v: end it, with \"kill -9 %d\"", lockPatience, got.PID)
		}
		time.Sleep(100 * time.Millisecond)
		if now, err := reach(a.folder(), ask{Do: "state"}); err == nil { // else it is being replaced
			got = now
		}
	}
	c.tell(a.stdout, got, already)
	return nil
}

// tell says what is protected now, and what is not.
func (c *lockCmd) tell(w io.Writer, got answer, already bool) {
	h := got.Hand
	if already {
		fmt.Fprintf(w, "The register was locked already, since %s.\n", h.Since.Format("2006-01-02 15:04:05"))
	} else {
		fmt.Fprintln(w, "The register is locked.")
	}
	switch {
	case h.Fresh:
		fmt.Fprintf(w, "The server (process %d) was replaced by a fresh one that never had the key.\n", got.PID)
	default:
		fmt.Fprintf(w, "The server has dropped the key, but copies of what it read may be left in its memory. If you can, end it: kill -9 %d\n", got.PID)
	}
	switch {
	case h.Cards == 0:
		fmt.Fprintln(w, "It shows no notice.")
	case h.Whole:
		fmt.Fprintf(w, "It goes on showing %d public notices, as everybody could see them.\n", h.Cards)
	default:
		fmt.Fprintf(w, "It goes on showing %d public notices, as everybody could see them; there was no time for the others.\n", h.Cards)
	}
	fmt.Fprintf(w, "\nNOT protected by this:\n  %s\n  The disk, if swap or the system's own dumps are on it and not encrypted.\n  Who is at the machine as root, and what they can start on it.\n\nTo open the register again: retrouve unlock --key FILE\n", keyWords(h.KeyFile, got.KeyKept))
}

// keyWords says where the key file of the folder is.
func (a *app) keyWords() string {
	path := a.keyPath(a.folder())
	_, err := os.Stat(path)
	return keyWords(path, err == nil)
}

func keyWords(path string, there bool) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	if !there {
		return fmt.Sprintf("The key file is not at %s any more; whoever has it and the data folder can read everything.", path)
	}
	return fmt.Sprintf("The key file %s: take it off this machine now, or destroy it if there is a copy elsewhere. With it and the data folder everything can be read.", path)
}

type unlockCmd struct{}

// Help is shown by "retrouve unlock --help".
func (unlockCmd) Help() string {
	return `Gives a locked server its key again. The key file is read where --key says, by
default where "serve" finds it, and may lie on a stick that is taken away again: it
is sent to the server and not copied to the disk. --key - reads it from the standard
input.

Example:
  retrouve unlock --data /var/lib/retrouve --key /media/stick/retrouve.key`
}

// maxKeyFile bounds what is read as a key file, in bytes.
const maxKeyFile = 64 << 10

// Run unlocks the server of the data folder.
func (unlockCmd) Run(a *app) error {
	if got, err := reach(a.folder(), ask{Do: "state"}); err != nil {
		return err
	} else if got.State != stateLocked {
		return fmt.Errorf("the register is not locked: it is %s", got.State)
	}
	key, err := a.readKey()
	if err != nil {
		return err
	}
	defer clear(key)
	got, err := reach(a.folder(), ask{Do: "unlock", Key: key})
	if err != nil {
		return err
	}
	if got.Problem != "" {
		return errors.New(got.Problem)
	}
	fmt.Fprintln(a.stdout, "The register is open again.")
	return nil
}

// readKey returns the text of the key file, which it has looked at.
func (a *app) readKey() ([]byte, error) {
	path := a.keyPath(a.folder())
	var text []byte
	var err error
	if path == "-" {
		text, err = io.ReadAll(io.LimitReader(os.Stdin, maxKeyFile))
	} else {
		text, err = os.ReadFile(path)
	}
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("there is no key file %s: name it with --key", path)
	}
	if err != nil {
		return nil, fmt.Errorf("the key file %s cannot be read: %w", path, cause(err))
	}
	if _, err := vault.Read(text); err != nil {
		return nil, fmt.Errorf("the key file %s is damaged or none: %w", path, err)
	}
	return text, nil
}
