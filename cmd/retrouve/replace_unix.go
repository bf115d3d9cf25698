//go:build unix

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// inheritName is the environment variable that tells a fresh process which files it
// got from the one before: the handover, and where the server listens.
const inheritName = "RETROUVE_INHERITED"

// replace puts a fresh process of the same program in the place of this one (execve):
// same id, same arguments, same listening sockets, and a memory that never held the
// key. The system takes all memory of the old one back. It returns only when that
// cannot be.
func (s *site) replace(h handover) error {
	body, err := json.Marshal(h)
	if err != nil {
		return err
	}
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = w.Write(body) // which the pipe holds until it is read
	if err = errors.Join(err, w.Close()); err != nil {
		return err
	}
	fds, err := inheritable(r, s.listeners.site, s.listeners.plain)
	defer func() {
		for _, fd := range fds {
			_ = syscall.Close(fd)
		}
	}()
	if err != nil {
		return err
	}
	exe := "/proc/self/exe" // which is this program also when its file was replaced
	if _, err := os.Stat(exe); err != nil {
		if exe, err = os.Executable(); err != nil {
			return err
		}
	}
	env := slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, inheritName+"=") })
	text := strings.Trim(fmt.Sprint(fds), "[]")
	return fmt.Errorf("execve: %w", syscall.Exec(exe, os.Args, append(env, inheritName+"="+text)))
}

// inheritable returns numbers of files that a fresh process keeps open, of what is
// not nil.
func inheritable(files ...any) (fds []int, err error) {
	for _, f := range files {
		c, ok := f.(syscall.Conn)
		if !ok {
			continue
		}
		raw, err := c.SyscallConn()
		if err != nil {
			return fds, err
		}
		fd, dupErr := 0, error(nil)
		err = raw.Control(func(n uintptr) { fd, dupErr = syscall.Dup(int(n)) }) // a copy does not close on execve
		if err = errors.Join(err, dupErr); err != nil {
			return fds, err
		}
		fds = append(fds, fd)
	}
	return fds, nil
}

// inherited returns what the process before left, false when this one is the first.
func inherited() (h handover, l listeners, ok bool, err error) {
	text := os.Getenv(inheritName)
	if text == "" {
		return h, l, false, nil
	}
	_ = os.Unsetenv(inheritName)
	var files []*os.File
	for word := range strings.FieldsSeq(text) {
		fd, err := strconv.Atoi(word)
		if err != nil {
			return h, l, false, err
		}
		f := os.NewFile(uintptr(fd), "inherited")
		defer f.Close()
		files = append(files, f)
	}
	if len(files) < 2 {
		return h, l, false, errors.New(inheritName + " is not from a server that was locked")
	}
	if err = json.NewDecoder(files[0]).Decode(&h); err == nil {
		l.site, err = net.FileListener(files[1])
	}
	if err == nil && len(files) > 2 {
		l.plain, err = net.FileListener(files[2])
	}
	return h, l, err == nil, err
}
