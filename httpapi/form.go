package httpapi

import (
	"slices"
	"strings"

	"github.com/retrouve/retrouve/registry"
)

// Kinds of field.
const (
	kindText   = "text"
	kindArea   = "area"
	kindRadios = "radios"
	kindCheck  = "check" // one box to tick
	kindDate   = "date"
	kindSpan   = "span" // from - to
)

// fieldDef is a field of a form, as a line of a table. Its sentences are in the
// catalogues under field.<name>, .hint and .option.<value>, with the journey's
// own under field.<journey>.<name> first.
type fieldDef struct {
	name     string
	kind     string   // kindText when empty
	options  []string // of radios
	optional bool     // says so beside the label
	width    string   // w2, w4, w10
	mode     string   // inputmode
	typ      string   // type of the input, "text" when empty
	auto     string   // autocomplete; only for the filer's own details
	dir      string   // ltr for numbers, codes, addresses
	rows     int
	covers   []string // problem fields that it shows, besides its own name
	private  bool     // never published
	more     bool     // in the part of the page that opens
	secret   bool     // never sent back to the browser
}

// less returns the field for the part of a page that opens, so that the page is
// short for who knows little.
func (d fieldDef) less() fieldDef {
	d.more = true
	return d
}

// inputs returns the names under which the field's values are sent.
func (d fieldDef) inputs() []string {
	switch d.kind {
	case kindDate:
		return []string{d.name + ".d", d.name + ".m", d.name + ".y", d.name + ".about"}
	case kindSpan:
		return []string{d.name + ".min", d.name + ".max"}
	}
	return []string{d.name}
}

// Field is a field of a form, ready to be shown with what was typed.
type Field struct {
	ID, Name, Kind, Label, Hint, Value, Error string
	Type, Width, Mode, Autocomplete, TextDir  string
	Rows                                      int
	Optional, NoSpell                         bool
	Only                                      bool // the heading above it says its label
	More                                      bool // in the part of the page that opens
	Options                                   []Option
	Boxes                                     []Box
	problems                                  []string
}

// Option is a radio button or a box to tick.
type Option struct {
	ID                             string // of the first, see Choices
	Type, Name, Value, Label, Hint string
	Checked, Or                    bool
}

// Box is one of several small inputs of a field.
type Box struct{ ID, Name, Label, Value, Width, Mode, Autocomplete string }

// DescribedBy lists the ids of the texts that explain the field.
func (f Field) DescribedBy() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.ID+"-hint")
	}
	if f.Error != "" {
		ids = append(ids, f.ID+"-error")
	}
	return strings.Join(ids, " ")
}

func (f Field) covers(problem string) bool { return slices.Contains(f.problems, problem) }

// focus is the id that a problem's link leads to: something that takes the focus.
func (f Field) focus() string {
	switch {
	case len(f.Boxes) > 0:
		return f.Boxes[0].ID
	case len(f.Options) > 0:
		return f.Choices()[0].ID
	}
	return f.ID
}

// Choices is the options; the first has an id, so that a problem's link can lead to it.
func (f Field) Choices() []Option {
	out := slices.Clone(f.Options)
	if len(out) > 0 {
		out[0].ID = f.ID + "-1"
	}
	return out
}

// fields makes the fields of a form with the values typed and the problems found.
func (r *request) fields(scope string, defs []fieldDef, value func(string) string, problems registry.Problems) []Field {
	out := make([]Field, 0, len(defs))
	for _, d := range defs {
		f := r.field(scope, d, value)
		for _, p := range problems {
			if f.covers(p.Field) {
				f.Error = r.problemText(p)
				break
			}
		}
		out = append(out, f)
	}
	return out
}

func (r *request) field(scope string, d fieldDef, value func(string) string) Field {
	if d.secret {
		value = none
	}
	key := "field." + scope + "." + d.name
	if !r.cat.Has(key) {
		key = "field." + d.name
	}
	f := Field{
		ID: strings.ReplaceAll(d.name, ".", "-"), Name: d.name, Kind: d.kind, Label: r.t(key), Value: shown(value(d.name)),
		Type: d.typ, Width: d.width, Mode: d.mode, Autocomplete: d.auto, TextDir: d.dir, Rows: d.rows, Optional: d.optional, More: d.more,
		problems: append([]string{d.name}, d.covers...),
	}
	f.defaults()
	if r.cat.Has(key + ".hint") {
		f.Hint = r.t(key + ".hint")
	}
	switch d.kind {
	case kindRadios:
		r.radios(&f, key, d)
	case kindCheck:
		f.Options = []Option{{Type: "checkbox", Name: d.name, Value: "yes", Label: r.t(key + ".option"), Checked: f.Value != ""}}
	case kindDate:
		r.dateBoxes(&f, value)
	case kindSpan:
		for _, end := range []string{"min", "max"} {
			f.Boxes = append(f.Boxes, Box{ID: f.ID + "-" + end, Name: d.name + "." + end, Label: r.t("form.span." + end), Value: shown(value(d.name + "." + end)), Width: "w2", Mode: "numeric"})
		}
	}
	return f
}

func (f *Field) defaults() {
	if f.Kind == "" {
		f.Kind = kindText
	}
	if f.Type == "" {
		f.Type = "text"
	}
	if f.Autocomplete == "" {
		f.Autocomplete = "off"
	}
	if f.TextDir == "" {
		f.TextDir = "auto"
	}
	if f.Rows == 0 {
		f.Rows = 4
	}
	f.NoSpell = f.TextDir == "ltr" || f.Name == "names"
}

func (r *request) radios(f *Field, key string, d fieldDef) {
	for _, v := range d.options {
		o := Option{Type: "radio", Name: d.name, Value: v, Label: r.t(key + ".option." + v), Checked: f.Value == v && v != ""}
		if r.cat.Has(key + ".option." + v + ".hint") {
			o.Hint = r.t(key + ".option." + v + ".hint")
		}
		o.Or = v == "unknown"
		f.Options = append(f.Options, o)
	}
}

func (r *request) dateBoxes(f *Field, value func(string) string) {
	for _, part := range []struct{ name, width string }{{"d", "w2"}, {"m", "w10"}, {"y", "w4"}} {
		b := Box{ID: f.ID + "-" + part.name, Name: f.Name + "." + part.name, Label: r.t("form.date." + part.name), Value: shown(value(f.Name + "." + part.name)), Width: part.width, Mode: "numeric", Autocomplete: "off"}
		if part.name == "m" {
			b.Mode, b.Width = "text", "w4"
		}
		f.Boxes = append(f.Boxes, b)
	}
	f.Options = []Option{{Type: "checkbox", Name: f.Name + ".about", Value: "yes", Label: r.t("form.date.about"), Checked: value(f.Name+".about") != ""}}
}

// shown makes typed bytes fit for a page: what is not UTF-8 shows as U+FFFD.
func shown(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// cleaned makes typed bytes fit for a sentence or a list of facts: as the registry
// would keep them, without what turns a line around.
func cleaned(s string) string { return registry.CleanText(shown(s)) }

// none is the values of a form that nobody filled in yet.
func none(string) string { return "" }
