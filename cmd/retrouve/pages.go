package main

import (
	"log/slog"
	"net/http"
	"strings"

	"github.com/retrouve/retrouve/httpapi"
)

// pages builds the site on an open folder.
func (c *serveCmd) pages(f *folder, log *slog.Logger) (http.Handler, error) {
	return httpapi.New(httpapi.Config{
		Service: f.service, Accounts: f.accounts, Log: log, Secure: c.SecureCookies, Dev: c.Dev,
		BaseURL: strings.TrimRight(c.BaseURL, "/"), Version: programVersion(),
	})
}
