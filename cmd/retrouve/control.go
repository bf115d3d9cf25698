package main

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// controlName is the socket, in the data folder, by which commands reach the server
// that runs on it. Who may read the folder may use it.
const controlName = "control"

// controlTime is how long one exchange may take: opening a large register is the
// longest.
const controlTime = 5 * time.Minute

// answer is what the server says to an ask.
type answer struct {
	State   string
	Hand    handover
	PID     int
	KeyKept bool   // the key file is still where it was
	Problem string // why it was not done
}

// listenControl makes the server reachable for commands until the returned function
// is called. It refuses a folder that another running server is reached by.
func (s *site) listenControl() (end func(), err error) {
	path := filepath.Join(s.app.folder(), controlName)
	if c, err := net.Dial("unix", path); err == nil {
		c.Close()
		return nil, fmt.Errorf("another retrouve serves the folder %s already, and is locked: open it with \"retrouve unlock\", or stop it first", s.app.folder())
	}
	_ = os.Remove(path) // of a server that is gone
	l, err := net.Listen("unix", path)
	if err != nil { // a name that is too long, a file system without sockets
		s.log.Warn("\"retrouve lock\" cannot reach this server; the page /admin/lock can", "err", cause(err))
		return func() {}, nil
	}
	if err := os.Chmod(path, 0o600); err != nil {
		l.Close()
		return nil, err
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go s.control(c)
		}
	}()
	return func() { l.Close() }, nil
}

// control answers one ask: an ask and an answer are one value of JSON each.
func (s *site) control(c net.Conn) {
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(controlTime))
	var a ask
	if json.NewDecoder(c).Decode(&a) != nil {
		return
	}
	problem := s.told(a)
	clear(a.Key)
	name, hand := s.state.get()
	_, err := os.Stat(hand.KeyFile)
	_ = json.NewEncoder(c).Encode(answer{State: name, Hand: hand, PID: os.Getpid(), KeyKept: err == nil, Problem: problem})
}

// told hands an ask to the server, and returns why it was not done. Locking ends the
// process that was asked, so nobody waits for that here: who asks looks again.
func (s *site) told(a ask) string {
	switch name, _ := s.state.get(); {
	case a.Do == "lock" && name == stateOpen:
		a.by = registry.System
		s.put(a) // or another one is on its way
		return ""
	case a.Do == "unlock" && name != stateLocked:
		return fmt.Sprintf("the register is not locked: it is %s", name)
	case a.Do == "unlock":
		a.done = make(chan error, 1)
		if !s.put(a) {
			return "the server is busy: try again"
		}
		if err := <-a.done; err != nil {
			return sentence(err)
		}
	}
	return ""
}

// reach sends an ask to the server of a data folder and returns its answer. The
// error says in a sentence why nobody answers.
func reach(dir string, a ask) (got answer, err error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return got, fmt.Errorf("there is no folder %s: name the data folder of the server with --data", dir)
	}
	c, err := net.DialTimeout("unix", filepath.Join(dir, controlName), 2*time.Second)
	switch {
	case os.IsPermission(err):
		return got, fmt.Errorf("this user may not reach the server of %s: run this as the user who runs the server", dir)
	case err != nil:
		return got, &goneError{dir}
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(controlTime))
	if err = json.NewEncoder(c).Encode(a); err == nil {
		err = json.NewDecoder(c).Decode(&got)
	}
	if err != nil {
		return got, fmt.Errorf("the server of %s does not answer: %w", dir, err)
	}
	return got, nil
}

// goneError says that no server runs on a data folder.
type goneError struct{ dir string }

func (e *goneError) Error() string {
	return fmt.Sprintf("no server runs on the folder %s, or it cannot be reached", e.dir)
}
