// Package templates is the pages: an embedded set of html/template files and the
// engine that binds them to each language. A page is rendered to a buffer first,
// so that a failure never leaves half of one.
package templates

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"

	"github.com/retrouve/retrouve/templates/i18n"
)

//go:embed layout part page mail
var files embed.FS

// Set is every page in every language, parsed once. It is safe for concurrent use.
type Set struct {
	pages      map[string]*template.Template // by lang + "/" + page
	catalogues map[string]*i18n.Catalogue
	letters    map[string]letters // by lang
}

// New parses all pages, in each language with its own functions: t is the
// sentence for a key, html the same with each value in a bdi element.
func New() (*Set, error) {
	catalogues, err := i18n.Load()
	if err != nil {
		return nil, err
	}
	s := &Set{pages: map[string]*template.Template{}, catalogues: map[string]*i18n.Catalogue{}, letters: map[string]letters{}}
	names, err := fs.Glob(files, "page/*.html")
	if err != nil {
		return nil, err
	}
	for _, c := range catalogues {
		s.catalogues[c.Code] = c
		if s.letters[c.Code], err = parseLetters(c); err != nil {
			return nil, err
		}
		// Not "html": html/template takes that for its own escaper, whatever it is bound
		// to, and joins its arguments.
		funcs := template.FuncMap{"t": c.T, "rich": c.HTML}
		frame, err := template.New("base.html").Funcs(funcs).ParseFS(files, "layout/*.html", "part/*.html")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			t, err := template.Must(frame.Clone()).ParseFS(files, name)
			if err != nil {
				return nil, err
			}
			s.pages[c.Code+"/"+strings.TrimSuffix(path.Base(name), ".html")] = t
		}
	}
	return s, nil
}

// Catalogue returns the sentences of a language that the site speaks.
func (s *Set) Catalogue(lang string) *i18n.Catalogue { return s.catalogues[lang] }

// Render returns a page in a language.
func (s *Set) Render(lang, page string, data any) ([]byte, error) {
	t, ok := s.pages[lang+"/"+page]
	if !ok {
		return nil, fmt.Errorf("no page %s in %s", page, lang)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Template returns the parsed template of a page, for tests.
func (s *Set) Template(lang, page string) *template.Template { return s.pages[lang+"/"+page] }

// Pages returns the names of all pages, for tests.
func (s *Set) Pages() []string {
	var out []string
	for k := range s.pages {
		if name, ok := strings.CutPrefix(k, "en/"); ok {
			out = append(out, name)
		}
	}
	return out
}
