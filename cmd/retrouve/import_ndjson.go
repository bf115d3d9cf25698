package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// ndjson reads one JSON object per line. Its names are those of the columns;
// an object inside stands for names with an underscore ("home": {"city": ...}
// is home_city), a list for several values.
type ndjson struct {
	lines   *lines
	words   vocabulary
	known   map[string]bool
	unknown map[string]bool
}

func newNDJSON(l *lines, words vocabulary) *ndjson {
	return &ndjson{lines: l, words: words, known: map[string]bool{}, unknown: map[string]bool{}}
}

func (n *ndjson) next() (record, error) {
	for {
		l, err := n.lines.next()
		if err != nil {
			return record{}, err
		}
		if len(bytes.TrimSpace(l.text)) == 0 && !l.tooLong {
			continue
		}
		rec := record{line: l.no, values: map[string]string{}}
		rec.err = n.read(l, rec.values)
		return rec, nil
	}
}

func (n *ndjson) read(l line, into map[string]string) error {
	if l.tooLong {
		return errors.New("it is longer than 1 MB")
	}
	if !utf8.Valid(l.text) {
		return errors.New("it is not UTF-8 text")
	}
	dec := json.NewDecoder(bytes.NewReader(l.text))
	dec.UseNumber()
	var obj map[string]any
	if err := dec.Decode(&obj); err != nil || dec.More() {
		return errors.New("it is not one JSON object on one line")
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
		col, text := n.words.canonical(name), scalar(v)
		if col == "" {
			n.unknown[name] = true
			continue
		}
		n.known[col] = true
		if _, twice := into[col]; twice && text != "" {
			return fmt.Errorf("it says %s twice, under two names", col)
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

func (n *ndjson) columns() (known, unknown []string) {
	return sortedKeys(n.known), sortedKeys(n.unknown)
}

func sortedKeys(m map[string]bool) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
