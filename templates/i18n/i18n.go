// Package i18n is the languages of the site: message catalogues, plural forms,
// dates, numbers, writing direction and the choice of a language.
//
// A catalogue is a JSON object of flat keys. A value is a sentence with blanks
// in braces, or an object with one sentence per plural form (Unicode CLDR names:
// zero, one, two, few, many, other), chosen by the blank "n".
package i18n

import (
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

//go:embed catalogue/*.json
var files embed.FS

// Language is one language of the site.
type Language struct {
	Code string // BCP 47
	Name string // in the language itself
	Dir  string // ltr or rtl
}

// Languages returns the languages of the site; the first is the fallback.
func Languages() []Language {
	return []Language{
		{Code: "en", Name: "English", Dir: "ltr"},
		{Code: "fr", Name: "Français", Dir: "ltr"},
	}
}

// message is a sentence, or one sentence per plural form.
type message struct {
	text  string
	forms map[string]string
}

// UnmarshalJSON reads either form.
func (m *message) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '{' {
		return json.Unmarshal(b, &m.forms)
	}
	return json.Unmarshal(b, &m.text)
}

// Catalogue holds the sentences of one language. It is safe for concurrent use.
type Catalogue struct {
	Language
	tag      language.Tag
	messages map[string]message
}

// Load reads all catalogues, in the order of Languages.
func Load() ([]*Catalogue, error) {
	var out []*Catalogue
	for _, l := range Languages() {
		b, err := files.ReadFile("catalogue/" + l.Code + ".json")
		if err != nil {
			return nil, err
		}
		c := &Catalogue{Language: l, tag: language.MustParse(l.Code)}
		if err := json.Unmarshal(b, &c.messages); err != nil {
			return nil, fmt.Errorf("catalogue %s: %w", l.Code, err)
		}
		out = append(out, c)
	}
	return out, nil
}

// Has reports whether the catalogue has a sentence for key.
func (c *Catalogue) Has(key string) bool {
	_, ok := c.messages[key]
	return ok
}

// T returns the sentence for a key with its blanks filled in; args are
// alternating names and values. A value that is written the other way than the
// language stands between marks that keep it from turning the sentence around. An
// unknown key is returned as it is, in brackets, so that a test can find it.
func (c *Catalogue) T(key string, args ...any) string {
	return c.fill(key, args, func(s string) string { return s }, func(v ...any) string { return c.isolated(fmt.Sprint(v...)) })
}

// HTML is T for markup: the sentence and each value are escaped, and each value
// stands in a bdi element of its own, so that a name in another script cannot
// turn the sentence around.
func (c *Catalogue) HTML(key string, args ...any) template.HTML {
	return template.HTML(c.fill(key, args, template.HTMLEscapeString, func(v ...any) string {
		return "<bdi>" + template.HTMLEscapeString(fmt.Sprint(v...)) + "</bdi>"
	}))
}

func (c *Catalogue) fill(key string, args []any, sentence func(string) string, value func(...any) string) string {
	m, ok := c.messages[key]
	if !ok {
		return "[" + key + "]"
	}
	text := m.text
	if m.forms != nil {
		text = m.forms[c.form(args)]
		if text == "" {
			text = m.forms["other"]
		}
	}
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		v := args[i+1]
		if n, ok := v.(int); ok {
			v = c.Number(n)
		}
		pairs = append(pairs, fmt.Sprintf("{%v}", args[i]), value(v))
	}
	return strings.NewReplacer(pairs...).Replace(sentence(text))
}

// form returns the CLDR name of the plural form for the argument "n".
func (c *Catalogue) form(args []any) string {
	for i := 0; i+1 < len(args); i += 2 {
		if n, ok := args[i+1].(int); ok && args[i] == "n" {
			return formNames[plural.Cardinal.MatchPlural(c.tag, n, 0, 0, 0, 0)]
		}
	}
	return "other"
}

var formNames = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

// Number returns n with the language's thousands separator from 10,000 on.
func (c *Catalogue) Number(n int) string {
	s := strconv.Itoa(n)
	if n < 10000 {
		return s
	}
	sep := c.T("number.thousands")
	var b strings.Builder
	for i, r := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteString(sep)
		}
		b.WriteRune(r)
	}
	return b.String()
}
