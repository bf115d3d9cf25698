package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/table"
)

// converter turns records of one file into items of an import.
type converter struct {
	kind       string
	domain     string
	batch      string // the file's name, kept with each record
	visibility registry.Visibility
	event      registry.EventID            // for records that name no event, or all when only is set
	only       bool                        // the event was chosen on the command line
	events     map[string]registry.EventID // by slug
}

// item reads one record. kept lists the values that were kept as words only.
func (c *converter) item(rec table.Record) (it registry.Item, kept []string, err error) {
	if rec.Err != nil {
		return it, nil, rec.Err
	}
	event, err := c.eventOf(rec)
	if err != nil {
		return it, nil, err
	}
	r := &reader{values: rec.Values}
	if c.kind == kindNotices {
		it.Notice, err = c.notice(r, event)
	} else {
		it.Report = c.report(r, event)
	}
	if err == nil {
		err = r.check.Problems.Err()
	}
	return it, r.kept, err
}

func (c *converter) eventOf(rec table.Record) (registry.EventID, error) {
	slug := rec.Values["event"]
	if c.only || slug == "" {
		if c.event == "" {
			return "", errors.New("it names no event: choose one with --event")
		}
		return c.event, nil
	}
	id, ok := c.events[strings.ToLower(slug)]
	if !ok {
		return "", fmt.Errorf("there is no event %q here: choose one with --event", slug)
	}
	return id, nil
}

var openWords = map[string]bool{
	"missing": true, "open": true, "sought": true, "information_sought": true, "believed_missing": true,
	"unknown": true, "recherche": true, "disparu": true, "disparue": true,
	"found": false, "closed": false, "alive": false, "dead": false, "deceased": false, "safe": false,
	"believed_alive": false, "believed_dead": false, "is_note_author": false, "trouve": false, "retrouve": false, "retrouvee": false,
}

func (c *converter) notice(r *reader, event registry.EventID) (*registry.FileNotice, error) {
	if r.values["status"] != "" && !word(r, "status", openWords) && len(r.kept) == 0 {
		return nil, fmt.Errorf("its status is %q: only people who are still looked for become notices", r.line("status"))
	}
	seen := registry.Sighting{
		Place: r.place("last_seen_area", "last_seen_place"),
		From:  r.moment("last_seen_date", "last_seen_time"),
	}
	req := &registry.FileNotice{
		Event: event, LastSeen: seen, Person: r.person(seen.From.Date),
		Visibility: c.visibility, AtRisk: word(r, "at_risk", yesWords),
		Lang: r.line("lang"), Filed: r.stamp("filed"), Origin: c.origin(r), Consent: true,
	}
	if v := r.values["visibility"]; v != "" {
		req.Visibility = registry.Visibility(strings.ToLower(v))
	}
	r.describe(&req.Person)
	return req, nil
}

var yesWords = map[string]bool{
	"yes": true, "y": true, "true": true, "1": true, "oui": true,
	"no": false, "n": false, "false": false, "0": false, "non": false,
}

// conditionWords. "alive" says no more than that somebody saw the person.
var conditionWords = map[string]registry.Condition{
	"unknown": registry.ConditionUnknown, "seen": registry.ConditionSeen, "alive": registry.ConditionSeen, "believed_alive": registry.ConditionSeen, "vivant": registry.ConditionSeen,
	"safe": registry.ConditionSafe, "safe_and_well": registry.ConditionSafe, "is_note_author": registry.ConditionSafe, "sain_et_sauf": registry.ConditionSafe,
	"help": registry.ConditionHelp, "needs_help": registry.ConditionHelp,
	"injured": registry.ConditionInjured, "hurt": registry.ConditionInjured, "in_care": registry.ConditionInjured, "blesse": registry.ConditionInjured, "blessee": registry.ConditionInjured,
	"deceased": registry.ConditionDeceased, "dead": registry.ConditionDeceased, "believed_dead": registry.ConditionDeceased, "decede": registry.ConditionDeceased, "decedee": registry.ConditionDeceased,
}

var sourceWords = map[string]registry.SourceKind{
	"self": registry.SourceSelf, "helper": registry.SourceHelper, "hospital": registry.SourceHospital,
	"shelter": registry.SourceShelter, "authority": registry.SourceAuthority,
}

func confidenceWords() map[string]registry.Confidence {
	m := map[string]registry.Confidence{}
	for _, c := range registry.Confidences() {
		m[c.String()] = c
	}
	return m
}

// report reads a report. Its source counts as an organisation: whoever imports
// files works on this machine.
func (c *converter) report(r *reader, event registry.EventID) *registry.ReportFound {
	found := registry.Sighting{
		Place: r.place("found_area", "found_place"),
		From:  r.moment("found_date", "found_time"),
	}
	col := "condition"
	if r.values[col] == "" {
		col = "status"
	}
	req := &registry.ReportFound{
		Event: event, Found: found, Person: r.person(found.From.Date),
		Alias: r.line("hospital_alias"), Tag: r.line("tag"), WayIn: r.line("way_in"),
		Reporter:  registry.Place{Text: r.line("reporter_place")},
		Condition: word(r, col, conditionWords), Confidence: word(r, "confidence", confidenceWords()),
		Source: registry.Source{
			Kind: word(r, "source_kind", sourceWords), Trust: registry.TrustOrganisation,
			Organisation: r.line("organisation"), ContactPoint: r.line("contact_point"),
		},
		Lang: r.line("lang"), Filed: r.stamp("filed"), Origin: c.origin(r),
	}
	if by := r.line("named_by"); by != "" {
		for i := range req.Person.Names {
			req.Person.Names[i].Kind, req.Person.Names[i].By = registry.NameClaimed, by
		}
	}
	r.describe(&req.Person)
	return req
}

func (c *converter) origin(r *reader) registry.Origin {
	return registry.Origin{
		Record:     c.recordID(r.values),
		SourceName: r.line("source_name"), SourceURL: r.line("source_url"), SourceDate: r.stamp("source_date"),
		Author:  r.line("author_name"),
		Contact: registry.Contact{Email: r.check.Email("author_email", r.values["author_email"]), Phone: r.check.Phone("author_phone", r.values["author_phone"])},
		Batch:   c.batch,
	}
}

// recordID makes the id by which a repeated import knows the record again. A
// list without ids is known by its content.
func (c *converter) recordID(values map[string]string) registry.RecordID {
	id := strings.Join(strings.Fields(values["id"]), "_")
	if domain, _, ok := strings.Cut(id, "/"); ok && strings.Contains(domain, ".") && registry.RecordID(id).Valid() {
		return registry.RecordID(id) // a full record id
	}
	if id == "" {
		id = "content-" + contentHash(values)
	}
	return registry.RecordID(c.domain + "/" + id)
}

func contentHash(values map[string]string) string {
	var cols []string
	for col := range values {
		cols = append(cols, col)
	}
	slices.Sort(cols)
	h := sha256.New()
	for _, col := range cols {
		io.WriteString(h, col+"\x00"+values[col]+"\x00")
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}
