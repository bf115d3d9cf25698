package main

import (
	"bytes"
	"encoding/base32"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry/vault"
)

// inMemory reports which of the texts a process has anywhere in its memory.
func inMemory(t *testing.T, pid int, texts map[string][]byte) map[string]bool {
	t.Helper()
	maps, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
	if err != nil {
		t.Skip(err)
	}
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		t.Skip(err) // a system that lets nobody read
	}
	defer mem.Close()
	found := map[string]bool{}
	const part = 4 << 20
	for line := range strings.Lines(string(maps)) {
		var from, to int64
		var mode string
		if n, _ := fmt.Sscanf(line, "%x-%x %s", &from, &to, &mode); n != 3 || !strings.HasPrefix(mode, "r") || strings.Contains(line, "[v") || to-from > 8<<30 {
			continue
		}
		buf := make([]byte, part+64)
		for ; from < to; from += part {
			n, _ := mem.ReadAt(buf[:min(int64(len(buf)), to-from)], from)
			for name, text := range texts {
				found[name] = found[name] || bytes.Contains(buf[:n], text)
			}
		}
	}
	return found
}

// masterKey is half of the key in a file, as the cipher has it.
func masterKey(t *testing.T, keyFile string) []byte {
	t.Helper()
	text, err := os.ReadFile(keyFile)
	if err != nil {
		t.Fatal(err)
	}
	_, line, _ := strings.Cut(string(text), "key ")
	line, _, _ = strings.Cut(line, "\n")
	key, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ReplaceAll(line, " ", ""))
	if err != nil || len(key) != vault.KeySize {
		t.Fatal(err)
	}
	return key[:16]
}

// remembers holds that an open server has in memory what it has to forget, so that
// the test can fail, and a locked one nothing of it: neither its key, nor what it
// read with it, nor what people were shown. The words must not be in the program.
func remembers(t *testing.T, pid int, keyFile string, locked bool, private ...string) {
	t.Helper()
	texts := map[string][]byte{"the key": masterKey(t, keyFile), "public": []byte("Kerbrat")}
	for _, word := range private {
		texts[word] = []byte(word)
	}
	found := inMemory(t, pid, texts)
	for what := range texts {
		if want := !locked || what == "public"; found[what] != want {
			t.Errorf("locked %v: the memory of the server has %s: %v", locked, what, found[what])
		}
	}
}
