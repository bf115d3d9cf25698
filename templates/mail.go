package templates

import (
	"bytes"
	"fmt"
	htmltemplate "html/template"
	"io"
	"strings"
	texttemplate "text/template"

	"github.com/retrouve/retrouve/templates/i18n"
)

// Letter is what a letter is made of. Nothing that somebody typed is in it but
// the name of the event, which staff gave.
type Letter struct {
	Kind      string // of registry.LetterKind
	Event     string
	Drill     bool
	Reference string
	URL       string // where the button leads
	Stop      string // where letters are ended; "" for what must be known
	Digits    string // to type, from a short message
	Staff     bool   // for one of the staff: it is about no record, and needs no code
	Waiting   int    // how much work waits
	Since     string // when the oldest of it came
}

// Mail is a letter in words.
type Mail struct{ From, Subject, Text, HTML, Short string }

// letters are the two forms of a letter in one language.
type letters struct {
	text *texttemplate.Template
	html *htmltemplate.Template
}

func parseLetters(c *i18n.Catalogue) (l letters, err error) {
	l.text, err = texttemplate.New("letter.txt").Funcs(texttemplate.FuncMap{"t": c.T}).ParseFS(files, "mail/letter.txt")
	if err != nil {
		return l, err
	}
	l.html, err = htmltemplate.New("letter.html").Funcs(htmltemplate.FuncMap{"t": c.T}).ParseFS(files, "mail/letter.html")
	return l, err
}

// plainSigns writes what is not in the alphabet of short messages (3GPP TS 23.038)
// by what is: one sign that is not leaves room for 70 letters instead of 160.
var plainSigns = strings.NewReplacer("’", "'", "\u00a0", " ", "\u202f", " ")

// Mail puts a letter into words of a language, or of the first language of the
// site where it does not speak that one.
func (s *Set) Mail(lang string, l Letter) (Mail, error) {
	c := s.catalogues[lang]
	if c == nil {
		c = s.catalogues[i18n.Languages()[0].Code]
	}
	if !c.Has("mail." + l.Kind + ".subject") {
		return Mail{}, fmt.Errorf("no words for a letter of kind %q", l.Kind)
	}
	data := struct {
		Letter
		Lang, Dir string
	}{l, c.Code, c.Dir}
	m := Mail{From: c.T("service"), Subject: c.T("mail." + l.Kind + ".subject")}
	if l.Drill {
		m.Subject = c.T("mail.drill", "subject", m.Subject)
	}
	short := "mail." + l.Kind + ".short"
	if !c.Has(short) {
		short = "mail.short"
	}
	m.Short = plainSigns.Replace(c.T(short, "url", l.URL, "digits", l.Digits))
	if l.Drill {
		m.Short = c.T("mail.drill", "subject", m.Short)
	}
	forms := s.letters[c.Code]
	for _, f := range []struct {
		into    *string
		execute func(io.Writer, any) error
	}{{&m.Text, forms.text.Execute}, {&m.HTML, forms.html.Execute}} {
		var b bytes.Buffer
		if err := f.execute(&b, data); err != nil {
			return Mail{}, err
		}
		*f.into = b.String()
	}
	return m, nil
}
