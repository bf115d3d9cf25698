package main

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// canaryFiles lists the files of a folder, and beside it, that hold a canary.
func canaryFiles(t *testing.T, dir string) (found []string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(filepath.Dir(dir), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		b, err := os.ReadFile(path)
		if low := bytes.ToLower(b); bytes.Contains(low, []byte("canary")) || bytes.Contains(low, []byte("0612345678")) {
			found = append(found, path)
		}
		return err
	})
	if err != nil || files < 4 {
		t.Fatalf("%d files, %v", files, err)
	}
	return found
}

// canaries files a notice and a report with a canary in every field, a draft and
// a statement.
func canaries(ctx context.Context, s *registry.Service) (registry.Receipt, error) {
	events, err := s.Events(ctx)
	if err != nil {
		return registry.Receipt{}, err
	}
	place := registry.Place{Area: "Canarytown", Text: "Canary street", City: "Canarycity", PostalCode: "canary1"}
	person := registry.Person{
		Names: []registry.Name{registry.NewName("Canary Bird", "")}, Description: "canary description", Medical: "canary medicine",
		Companions: "canary friends", Languages: []string{"canary"}, Home: place,
		Body:   registry.Body{Hair: "canary", Marks: []registry.Mark{{Text: "canary mark"}}},
		Things: []registry.Thing{{Text: "canary coat"}},
	}
	contact := registry.Contact{Email: "canary@example.org", Phone: "0612345678"}
	got, err := s.FileNotice(ctx, registry.Viewer{}, registry.FileNotice{
		Event: events[0].ID, Person: person, LastSeen: registry.Sighting{Place: place, With: "canary"}, Consent: true,
		Seeker: registry.Seeker{Name: "Canary Seeker", Relation: "canary", Contact: contact},
	})
	if err != nil {
		return got, err
	}
	_, err = s.ReportFound(ctx, registry.Viewer{}, registry.ReportFound{
		Event: events[0].ID, Person: person, Alias: "canary", Tag: "canary", Text: "canary", Found: registry.Sighting{Place: place},
		Source: registry.Source{Name: "canary", Organisation: "canary", ContactPoint: "canary", Contact: contact},
	})
	if err != nil {
		return got, err
	}
	if err := s.AddStatement(ctx, registry.System, got.Record, "canary statement", true, "once"); err != nil {
		return got, err
	}
	_, err = s.StartDraft(ctx, registry.DraftNotice, events[0].ID, "", map[string]string{"names": "canary"})
	return got, err
}

// namesElsewhere puts a canary where names are looked up: in the name of an
// account, of an invitation and an organisation, in the id of an imported record.
func namesElsewhere(ctx context.Context, f *folder) error {
	if _, err := f.accounts.Add(ctx, "canary.bird", registry.RingModerator); err != nil {
		return err
	}
	if _, err := f.accounts.Invite(ctx, registry.System, access.Invite{Role: registry.RingModerator, For: "Canary"}); err != nil {
		return err
	}
	events, err := f.service.Events(ctx)
	if err != nil {
		return err
	}
	item := registry.FileNotice{
		Event: events[0].ID, Person: registry.Person{Names: []registry.Name{registry.NewName("Somebody Else", "")}},
		Origin: registry.Origin{Record: "other.example/canary.twin", Author: "Canary Author"},
	}
	done, err := f.service.Import(ctx, []registry.Item{{Notice: &item}})
	if err != nil {
		return err
	}
	return done[0].Err
}

// TestNoCanaryOnDisk (A27, A29): with canaries in every field, found by a search,
// no file of the data folder holds one; nor the log; nor, once they are erased and
// the folder is compacted, is a sealed form of them left that a key could open.
func TestNoCanaryOnDisk(t *testing.T) {
	dir := dataFolder(t)
	var logged bytes.Buffer
	a := &app{ctx: t.Context(), stdout: io.Discard, stderr: &logged, data: dir}
	log := slog.New(slog.NewTextHandler(&logged, nil))
	err := a.within(opening{mustExist: true, log: log}, func(ctx context.Context, f *folder) error {
		got, err := canaries(ctx, f.service)
		if err == nil {
			err = namesElsewhere(ctx, f)
		}
		if err != nil {
			return err
		}
		err = f.withIndex(a, func(ctx context.Context) error {
			cards, _, err := f.service.Search(ctx, registry.Viewer{}, registry.Query{Text: "canary bird"})
			if len(cards) != 1 {
				t.Errorf("%d found by name", len(cards))
			}
			if found := canaryFiles(t, dir); len(found) != 0 {
				t.Errorf("while it runs: %v", found)
			}
			return err
		})
		if err != nil {
			return err
		}
		_, err = f.service.EraseNotice(ctx, registry.Viewer{Ring: registry.RingSeeker, Scope: got.Record}, registry.NoticeID(got.Record.ID), "", true)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	must(t, "compact", "-d", dir)
	must(t, "check", "-d", dir)
	if found := canaryFiles(t, dir); len(found) != 0 {
		t.Errorf("after erasing: %v", found)
	}
	if bytes.Contains(bytes.ToLower(logged.Bytes()), []byte("canary")) {
		t.Errorf("the log tells: %s", logged.String())
	}
}
