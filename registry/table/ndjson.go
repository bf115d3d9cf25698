package table

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// ndjson reads one JSON object per line. Its names are those of the columns;
// an object inside stands for names with an underscore ("home": {"city": ...}
// is home_city), a list for several values.
type ndjson struct {
	lines   *Lines
	words   Vocabulary
	known   map[string]bool
	unknown map[string]bool
}

func newNDJSON(l *Lines, words Vocabulary) *ndjson {
	return &ndjson{lines: l, words: words, known: map[string]bool{}, unknown: map[string]bool{}}
}

// Next returns the next record; a line that is none comes with an error.
func (n *ndjson) Next() (Record, error) {
	for {
		l, err := n.lines.Next()
		if err != nil {
			return Record{}, err
		}
		if len(bytes.TrimSpace(l.Text)) == 0 && !l.TooLong {
			continue
		}
		rec := Record{Line: l.No, Values: map[string]string{}}
		rec.Err = n.read(l, rec.Values)
		return rec, nil
	}
}

func (n *ndjson) read(l Line, into map[string]string) error {
	if l.TooLong {
		return badLine("too_long")
	}
	if !utf8.Valid(l.Text) {
		return badLine("not_text")
	}
	dec := json.NewDecoder(bytes.NewReader(l.Text))
	dec.UseNumber()
	var obj map[string]any
	if err := dec.Decode(&obj); err != nil || dec.More() {
		return badLine("json")
	}
	return n.flatten("", obj, into)
}

func (n *ndjson) flatten(prefix string, obj map[string]any, into map[string]string) error {
	for key, v := range obj {
		name := prefix + key
		if inner, ok := v.(map[string]any); ok {
			if err := n.flatten(name+"_", inner, into); err != nil {
				return err
			}
			continue
		}
		col, text := n.words.Canonical(name), scalar(v)
		if col == "" {
			n.unknown[name] = true
			continue
		}
		n.known[col] = true
		if _, twice := into[col]; twice && text != "" {
			return badLine("twice", "column", col)
		}
		if text != "" {
			into[col] = text
		}
	}
	return nil
}

func scalar(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return strings.TrimSpace(v)
	case []any:
		var parts []string
		for _, x := range v {
			parts = append(parts, scalar(x))
		}
		return strings.Join(parts, "\n")
	}
	return fmt.Sprint(v)
}

// Columns returns the names met so far.
func (n *ndjson) Columns() (known, unknown []string) {
	return slices.Sorted(maps.Keys(n.known)), slices.Sorted(maps.Keys(n.unknown))
}
