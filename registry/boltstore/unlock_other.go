//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package boltstore

import "os"

// abandon closes a file that bbolt left open and locked.
func abandon(f *os.File) { _ = f.Close() }
