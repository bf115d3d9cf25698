package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"github.com/retrouve/retrouve/registry"
)

// cause returns what went wrong without the operation and the path, which the
// sentence around it says better.
func cause(err error) error {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err
	}
	if se, ok := errors.AsType[*os.SyscallError](err); ok {
		return se.Err
	}
	return err
}

// sentence turns an error into one line for whoever runs the command.
func sentence(err error) string {
	if p, ok := errors.AsType[registry.Problems](err); ok {
		return problemSentences(p)
	}
	if errors.Is(err, context.Canceled) && !errors.Is(err, errStopped) {
		return "stopped"
	}
	if errors.Is(err, syscall.ENOSPC) {
		return "the disk is full"
	}
	return strings.ReplaceAll(err.Error(), "\n", "; ")
}

// within says where in what somebody handed in an error is.
func within(where string, err error) error {
	if p, ok := errors.AsType[registry.Problems](err); ok {
		return fmt.Errorf("%s: %s", where, problemSentences(p))
	}
	return fmt.Errorf("%s: %w", where, err)
}

// problemWords are the sentences for what the registry refuses, by field.code.
var problemWords = map[string]string{
	"place_name.needed":         "the place has no name",
	"place_name.twice":          "the place \"{name}\" appears twice",
	"place_kind.choose":         "the kind is not one of hospital, station, hall, district, landmark, shelter",
	"alternates.too_many":       "it has too many other names (at most {max})",
	"places.too_many":           "an event has at most {max} places: leave out those that nobody will name",
	"names.name_or_description": "it has neither a name nor a description",
	"names.something":           "nothing is known of the person",
	"names.too_many":            "it has too many names, things or marks (at most {max})",
	"birth.date":                "the birth date cannot be",
	"birth.future":              "the birth date lies in the future",
	"age.range":                 "the age is not between 0 and {max}",
	"age.upside_down":           "the lowest age ({min}) is above the highest ({max})",
	"height.range":              "the height is not between {min} and {max} cm",
	"height.upside_down":        "the lowest height ({min}) is above the highest ({max})",
	"weight.range":              "the weight is not between {min} and {max} kg",
	"weight.upside_down":        "the lowest weight ({min}) is above the highest ({max})",
	"home.point":                "the position of the home is not on the globe",
	"place.point":               "lat and lon are not on the globe",
	"seen.date":                 "the date seen or found cannot be",
	"seen.future":               "the date seen or found lies in the future",
	"seen.upside_down":          "it ends before it begins",
	"condition.choose":          "the condition is not one of seen, safe, help, injured, deceased",
	"visibility.choose":         "the visibility is not one of public, card, verified",
	"event.unknown":             "the event is unknown",
	"event.closed":              "the event is closed",
	"user.form":                 "a user name has 2 to 100 letters, digits or . _ @ + - and starts with a letter or digit",
	"user.taken":                "there is a user of that name already; choose another name",
	"slug.form":                 "a slug has a-z, 0-9 and single dashes, at most 40 letters",
	"slug.taken":                "there is an event {slug} already",
	"name.needed":               "the event needs a name (--name-en or --name-fr)",
	"zone.unknown":              "{zone} is not a time zone (write Europe/Paris, for example)",
	"author_email.email":        "author_email is not an e-mail address",
	"author_phone.phone":        "author_phone is not a telephone number",
	"file.empty":                "the file is empty",
	"file.header":               "the header line is not UTF-8 text: save the file as UTF-8",
	"file.gzip":                 "it is a damaged gzip file",
	"file.spreadsheet":          "it is a spreadsheet or a zip file: save the table as CSV",
	"file.twice":                "the columns \"{first}\" and \"{second}\" mean the same: keep one of them",
	"file.no_name":              "it has no column for the name of the place (docs/import.md lists the columns)",
	"file.no_position":          "it has no columns lat and lon, and no column position (docs/import.md lists the columns)",
	"line.columns":              "it has {n} columns where the header has {want}",
	"line.cut_off":              "it has {n} of {want} columns and no line end: the file seems to be cut off here",
	"line.encoding":             "column {column} is not UTF-8 text",
	"line.not_text":             "it is not UTF-8 text",
	"line.too_long":             "it is longer than 1 MB",
	"line.quote":                "it has a quotation mark that is never closed",
	"line.json":                 "it is not one JSON object on one line",
	"line.twice":                "it says {column} twice, under two names",
	"line.half":                 "lat and lon belong together: it has only one of them",
	"line.position":             "the position \"{text}\" cannot be read (write 48.8738, 2.3681, for example)",
	"line.no_position":          "it has no position: fill in lat and lon",
	"line.number":               "{column} is \"{text}\", which is not a number",
	"country.form":              "a country has two letters, as FR",
	"radius.range":              "the radius is not between {min} and {max} km",
	"start.date":                "the day on which it began cannot be",
	"langs.unknown":             "{lang} is not a code of a language (write fr or pt-BR, for example)",
	"hotline.phone":             "the hotline is not a telephone number",
	"too_many":                  "it has more {field} than {max}",
	"too_long":                  "{field} has {length} letters, more than {max}",
	"encoding":                  "{field} is not UTF-8 text",
}

func problemSentences(list registry.Problems) string {
	var out []string
	for _, p := range list {
		s, ok := problemWords[p.Field+"."+p.Code]
		if !ok {
			s, ok = problemWords[p.Code]
		}
		if !ok {
			s = p.Field + ": " + p.Code
		}
		s = strings.ReplaceAll(s, "{field}", p.Field)
		for k, v := range p.Args {
			s = strings.ReplaceAll(s, "{"+k+"}", fmt.Sprint(v))
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}
