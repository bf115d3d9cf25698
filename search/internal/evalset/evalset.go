// Package evalset reads the evaluation data that lie beside the repository, for
// tests only. Nothing of the data is kept in the repository.
package evalset

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// Now is a day after everything in the data.
var now = time.Date(2024, 12, 31, 12, 0, 0, 0, time.UTC)

// Now returns a day after every date in the data.
func Now() time.Time { return now }

// Set is a set of notices and reports with the pairs that are one person.
type Set struct {
	Notices []*registry.Notice
	Reports []*registry.Report
	Gold    map[registry.ReportID]registry.NoticeID
}

// Event reads the set of simulated emergencies. It returns an error that is
// fs.ErrNotExist where the data are absent.
func Event() (Set, error) {
	dir, err := folder()
	if err != nil {
		return Set{}, err
	}
	var s Set
	err = rows(filepath.Join(dir, "link_event_missing.tsv.gz"), func(r row) { s.Notices = append(s.Notices, notice(r)) })
	if err == nil {
		err = rows(filepath.Join(dir, "link_event_found.tsv.gz"), func(r row) { s.Reports = append(s.Reports, report(r)) })
	}
	s.Gold = map[registry.ReportID]registry.NoticeID{}
	if err == nil {
		err = rows(filepath.Join(dir, "link_event_gold.tsv.gz"), func(r row) {
			s.Gold[registry.ReportID(r["found_id"])] = registry.NoticeID(r["missing_id"])
		})
	}
	return s, err
}

// folder finds shared/eval beside the folder that has go.mod.
func folder() (string, error) {
	at, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			dir := filepath.Join(at, "..", "shared", "eval")
			_, err := os.Stat(dir)
			return dir, err
		}
		up := filepath.Dir(at)
		if up == at {
			return "", fmt.Errorf("no go.mod above: %w", fs.ErrNotExist)
		}
		at = up
	}
}

type row map[string]string

// rows calls f with every row of a gzipped TSV file, by the names of its header.
func rows(path string, f func(row)) error {
	var head []string
	return lines(path, func(cells []string) {
		if head == nil {
			head = cells
			return
		}
		r := row{}
		for i, h := range head {
			r[h] = cells[i]
		}
		f(r)
	})
}

// Lines calls f with the cells of every line of a gzipped TSV file of the data,
// its header left out. It returns an error that is fs.ErrNotExist where the data
// are absent.
func Lines(name string, f func(cells []string)) error {
	dir, err := folder()
	if err != nil {
		return err
	}
	header := true
	return lines(filepath.Join(dir, name), func(cells []string) {
		if !header {
			f(cells)
		}
		header = false
	})
}

// lines calls f with the cells of every line, the header included.
func lines(path string, f func(cells []string)) (err error) {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	z, err := gzip.NewReader(file)
	if err != nil {
		return err
	}
	text := bufio.NewScanner(z)
	for text.Scan() {
		f(strings.Split(text.Text(), "\t"))
	}
	return text.Err()
}

func notice(r row) *registry.Notice {
	n := &registry.Notice{
		ID: registry.NoticeID(r["id"]), Event: registry.EventID(r["event"]),
		Person: person(r), State: registry.NoticeOpen, Visibility: registry.VisiblePublic,
		Filed: now, Expires: now.Add(registry.LifeDefault),
	}
	if alt := r["alternate_names"]; alt != "" {
		n.Person.Names = append(n.Person.Names, registry.NewName(alt, registry.NameSpelling))
	}
	n.Person.Home = registry.Place{City: r["home_city"], Country: r["home_country"]}
	n.LastSeen = sighting(r, "last_seen_place", "last_seen_date", r["home_country"])
	return n
}

func report(r row) *registry.Report {
	rep := &registry.Report{
		ID: registry.ReportID(r["id"]), Event: registry.EventID(r["event"]),
		Person: person(r), State: registry.ReportOpen, Filed: now,
	}
	rep.Person.Home = registry.Place{City: r["home_city"]}
	rep.Found = sighting(r, "found_place", "found_date", r["country"])
	return rep
}

func person(r row) registry.Person {
	var p registry.Person
	if r["full_name"] != "" {
		n := registry.NewName(r["full_name"], registry.NameFull)
		n.Given, n.Family = r["given_name"], r["family_name"]
		p.Names = []registry.Name{n}
	}
	p.Sex, _ = registry.ParseSex(r["sex"])
	p.Birth, _ = registry.ParsePartialDate(r["dob"])
	if lo, err := strconv.Atoi(r["age_min"]); err == nil {
		hi, _ := strconv.Atoi(r["age_max"])
		p.Age = &registry.Age{Min: lo, Max: hi, AsOf: registry.PartialDate{Year: 2024}}
	}
	p.Description = r["description"]
	return p
}

func sighting(r row, place, date, country string) registry.Sighting {
	s := registry.Sighting{Place: registry.Place{Area: r[place], Country: country}}
	lat, err := strconv.ParseFloat(r["lat"], 64)
	lon, err2 := strconv.ParseFloat(r["lon"], 64)
	if err == nil && err2 == nil {
		s.Place.Point = &registry.Point{Lat: lat, Lon: lon}
	}
	s.From.Date, _ = registry.ParsePartialDate(r[date])
	return s
}
