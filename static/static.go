// Package static is the files that pages refer to: embedded, named by their
// content and compressed once, so that a browser fetches each of them once.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
)

//go:embed css img js
var files embed.FS

type file struct {
	kind string // media type
	raw  []byte
	gz   []byte // nil where compression gains nothing
}

// Assets serves the files. It is safe for concurrent use.
type Assets struct {
	byPath map[string]file
	urls   map[string]string
}

// New reads, names and compresses the files.
func New() (*Assets, error) {
	a := &Assets{byPath: map[string]file{}, urls: map[string]string{}}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(raw)
		ext := path.Ext(name)
		url := "/static/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
		f := file{kind: mime.TypeByExtension(ext), raw: raw, gz: compress(raw)}
		a.byPath[url], a.urls[name] = f, url
		return nil
	})
	return a, err
}

func compress(raw []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is valid
	w.Write(raw)                                          // a bytes.Buffer takes everything
	w.Close()
	if b.Len() >= len(raw) {
		return nil
	}
	return b.Bytes()
}

// URL returns the address of a file, as URL("css/app.css"), "" for an unknown one.
func (a *Assets) URL(name string) string { return a.urls[name] }

// ServeHTTP answers with a file for good: its address changes with its content.
func (a *Assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, ok := a.byPath[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Vary", "Accept-Encoding")
	body := f.raw
	if f.gz != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = f.gz
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}
