package main

import (
	"log"
	"log/slog"
	"regexp"
	"strings"
)

// serverLog takes what the HTTP server says of connections that went wrong. It names
// the visitor's address there, which no log of ours may keep.
type serverLog struct{ log *slog.Logger }

// newServerLog returns a logger for http.Server.ErrorLog.
func newServerLog(to *slog.Logger) *log.Logger { return log.New(serverLog{to}, "", 0) }

// addressForm finds addresses with or without a port: [2001:db8::1]:443, 192.0.2.1:443,
// 2001:db8::1.
var addressForm = regexp.MustCompile(`\[[0-9A-Fa-f:.]*:[^\]\s]*\](:\d+)?|(\d{1,3}\.){3}\d{1,3}(:\d+)?|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){1,6}:[0-9A-Fa-f.]+`)

// Write logs one line without the addresses in it.
func (l serverLog) Write(line []byte) (int, error) {
	l.log.Warn(addressForm.ReplaceAllString(strings.TrimSpace(string(line)), "[address]"))
	return len(line), nil
}
