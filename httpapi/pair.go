package httpapi

import (
	"errors"
	"math"
	"strconv"

	"github.com/retrouve/retrouve/registry"
)

// pairPage shows a notice and a report side by side, and the decision.
type pairPage struct {
	Base
	Action, NoticeURL    string
	Tag, TagTone         string
	Minor, Deceased      bool
	ScoreText, KnownText string
	Evidence             []EvidenceLine
	NoticeRef, ReportRef string
	Rows                 []CompareRow
	Timeline             []TimelineEntry
	Contacts             []Fact
	Version              string
	Once                 string
	Undecided, CanUndo   bool
	Fields               []Field
	UndoFields           []Field
	OpenFields           []Field
}

// EvidenceLine is one piece of evidence in words.
type EvidenceLine struct{ Verdict, Tone, Text string }

// CompareRow is one line of the comparison.
type CompareRow struct{ Term, Notice, Report string }

var (
	decideFields = []fieldDef{
		{name: "decision", kind: kindRadios, options: []string{"confirmed", "checking", "refused", "proposed"}},
		{name: "basis", kind: kindRadios, options: []string{"source", "own_word", "document", "biometric", "told", "sight", "belongings"}},
		{name: "contact_point", optional: true},
		{name: "reason", kind: kindArea, rows: 3},
	}
	undoFields    = []fieldDef{{name: "undo_reason", kind: kindArea, rows: 3}}
	openingFields = []fieldDef{{name: "opening"}}
)

func (s *Server) pair(r *request) error {
	if err := r.staff(); err != nil {
		return err
	}
	return r.pairPage(r.form, nil, nil)
}

func (r *request) pairPage(value func(string) string, problems registry.Problems, contacts []Fact) error {
	id := registry.LinkID(r.c.Param("link"))
	v, err := r.Service.Pair(r.ctx, r.viewer, id)
	if err != nil {
		return err
	}
	r.useEvent(v.Notice.Event)
	r.here = "/desk/pairs/" + string(id)
	p := pairPage{
		Base: r.base(r.t("pair.title", "name", r.mainName(v.Notice.Person.Names).Text), "/desk/queue"), Action: r.to(r.here),
		NoticeURL: r.to("/desk/notices?ref=" + string(v.Notice.Reference)),
		Minor:     v.Notice.Shielded, Deceased: v.Report.Condition == registry.ConditionDeceased,
		ScoreText: r.t("pair.score", "percent", strconv.Itoa(percent(v.Score))),
		KnownText: r.t("pair.known", "claimed", r.t("confidence."+v.Report.Claimed.String()), "known", r.t("confidence."+v.Report.Known.String())),
		NoticeRef: v.Notice.Reference.String(), ReportRef: v.Report.Reference.String(),
		Rows: r.compare(v), Contacts: contacts, Version: strconv.FormatUint(uint64(v.Version), 10),
		Once:      registry.NewID(),
		Undecided: v.State == registry.LinkProposed || v.State == registry.LinkChecking,
		CanUndo:   v.State != registry.LinkProposed, Timeline: r.pairTimeline(v),
	}
	p.Tag, p.TagTone = r.linkTag(v.State)
	for _, e := range v.Evidence {
		p.Evidence = append(p.Evidence, r.evidenceLine(e))
	}
	p.Fields = r.fields("pair", decideFields, r.decisionValue(v, value), problems)
	p.UndoFields = r.fields("pair", undoFields, value, problems)
	p.OpenFields = r.fields("pair", openingFields, value, problems)
	r.wrong(&p.Base, problems, p.Fields, p.UndoFields, p.OpenFields)
	return r.render(status(problems), "pair", p)
}

// decisionValue offers the source's contact point until something is typed.
func (r *request) decisionValue(v registry.Pair, value func(string) string) func(string) string {
	return func(name string) string {
		if name == "contact_point" && value(name) == "" && value("decision") == "" {
			if v.Report.ContactPoint != "" {
				return v.Report.ContactPoint
			}
			return string(v.Hotline)
		}
		return value(name)
	}
}

// percent rounds a probability so that it never claims to be certain.
func percent(p float64) int { return min(max(int(math.Round(p*100)), 1), 99) }

func (r *request) evidenceLine(e registry.Evidence) EvidenceLine {
	l := EvidenceLine{Text: r.evidence(e), Verdict: r.t("verdict.neutral")}
	switch e.Verdict {
	case registry.For:
		l.Verdict, l.Tone = r.t("verdict.for"), "good"
	case registry.Against:
		l.Verdict, l.Tone = r.t("verdict.against"), "attention"
	}
	return l
}

// compare lays both sides beside each other, leaving out what neither has.
func (r *request) compare(v registry.Pair) []CompareRow {
	n, f := v.Notice, v.Report
	row := func(key, a, b string) CompareRow { return CompareRow{r.t("fact." + key), r.dash(a), r.dash(b)} }
	all := []CompareRow{
		row("names", joinNames(n.Person.Names), joinNames(f.Person.Names)),
		row("birth", r.date(n.Person.Birth), r.date(f.Person.Birth)),
		row("age", r.age(&n.Person), r.age(&f.Person)),
		row("sex", r.sexWord(n.Person.Sex), r.sexWord(f.Person.Sex)),
		row("seen_found", r.when(n.LastSeen.From), r.when(f.Found.From)),
		row("area", n.LastSeen.Place.Area, f.Found.Place.Area),
		row("place", n.LastSeen.Place.Text, f.Found.Place.Text),
		row("home", placeText(n.Person.Home), placeText(f.Person.Home)),
	}
	nb, fb := r.bodyFacts(n.Person), r.bodyFacts(f.Person)
	for _, key := range []string{"height", "build", "hair", "eyes", "beard", "glasses", "clothes", "marks", "description"} {
		all = append(all, row(key, valueOf(nb, r.t("fact."+key)), valueOf(fb, r.t("fact."+key))))
	}
	all = append(all,
		row("companions", n.Person.Companions, f.Person.Companions),
		row("medical", n.Person.Medical, f.Person.Medical),
		row("condition", "", r.condition(f.Condition)),
		row("source", "", r.source(f)),
		row("text", "", f.Text),
		row("tag", "", f.Tag),
		row("reporter", "", f.Reporter.Text),
	)
	out := all[:0]
	for _, x := range all {
		if x.Notice != r.dash("") || x.Report != r.dash("") {
			out = append(out, x)
		}
	}
	return out
}

func (r *request) dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func (r *request) source(f registry.ModeratorReport) string {
	s := r.t("source." + string(f.Source))
	if f.Organisation != "" {
		s = r.t("source.organisation", "kind", s, "organisation", f.Organisation)
	}
	if f.Trust < registry.TrustOrganisation {
		s += "\n" + r.t("source.unverified")
	}
	return s
}

func placeText(p registry.Place) string {
	for _, s := range []string{p.Text, p.City, p.Area} {
		if s != "" {
			return s
		}
	}
	return ""
}

func valueOf(list []Fact, term string) string {
	for _, f := range list {
		if f.Term == term {
			return f.Value
		}
	}
	return ""
}

// pairTimeline is what people decided and said, newest first.
func (r *request) pairTimeline(v registry.Pair) []TimelineEntry {
	var out []TimelineEntry
	for i := len(v.Decisions) - 1; i >= 0; i-- {
		d := v.Decisions[i]
		word, _ := r.linkTag(d.To)
		if d.Reason == registry.ReasonWithdrawn {
			d.Reason = r.t("pair.withdrawn")
		}
		text := r.t("pair.decision", "state", word, "reason", d.Reason)
		if d.Undone {
			text = r.t("pair.undone", "state", word, "reason", d.Reason)
		}
		out = append(out, TimelineEntry{Text: text, Meta: r.at(d.At)})
	}
	if !v.Later.IsZero() {
		out = append(out, TimelineEntry{Text: r.t("pair.later", "reason", v.LaterReason), Meta: r.at(v.Later)})
	}
	for i := len(v.Statements) - 1; i >= 0; i-- {
		out = append(out, r.statement(v.Statements[i]))
	}
	return out
}

func (r *request) seenVersion() registry.Version {
	n, _ := strconv.ParseUint(r.form("seen"), 10, 64)
	return registry.Version(n)
}

func (s *Server) decide(r *request) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	basis, _ := registry.ParseConfidence(r.form("basis")) // "source": as the source knows it
	to := registry.LinkState(r.form("decision"))
	return r.decided(s.Service.DecideLink(r.ctx, r.viewer, registry.DecideLink{
		Link: registry.LinkID(r.c.Param("link")), Seen: r.seenVersion(), To: to,
		Reason: r.form("reason"), Basis: basis, ContactPoint: r.form("contact_point"),
	}), to == registry.LinkProposed)
}

// decided shows the pair again with the problems, or leads on.
func (r *request) decided(err error, toQueue bool) error {
	if problems, ok := errors.AsType[registry.Problems](err); ok {
		return r.pairPage(r.form, problems, nil)
	}
	if err != nil {
		return err
	}
	if toQueue {
		return r.redirect("/desk/queue")
	}
	return r.redirect("/desk/pairs/" + r.c.Param("link"))
}

func (s *Server) undo(r *request) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	return r.decided(s.Service.UndoLink(r.ctx, r.viewer, registry.LinkID(r.c.Param("link")), r.seenVersion(), r.form("undo_reason")), false)
}

// openContacts shows the contacts of both sides on this one answer, and keeps
// the reason where their owners see it.
func (s *Server) openContacts(r *request) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	c, err := s.Service.OpenContacts(r.ctx, r.viewer, registry.LinkID(r.c.Param("link")), r.form("opening"), r.form("once"))
	if problems, ok := errors.AsType[registry.Problems](err); ok {
		return r.pairPage(none, problems, nil)
	}
	if err != nil {
		return err
	}
	list := []Fact{}
	for _, k := range c.Seekers {
		list = append(list, r.contactFact("pair.seeker", k.Name, k.Contact))
	}
	list = append(list, r.contactFact("pair.source", c.Source.Name, c.Source.Contact))
	return r.pairPage(none, nil, list)
}

func (r *request) contactFact(key, name string, c registry.Contact) Fact {
	lines := []string{}
	for _, s := range []string{name, string(c.Phone), string(c.Email)} {
		if s != "" {
			lines = append(lines, s)
		}
	}
	return Fact{Term: r.t(key), Value: r.dash(joinLines(lines))}
}

// noticeFacts is everything about a notice that moderators see.
func (r *request) noticeFacts(n registry.ModeratorNotice) []Fact {
	p := n.Person
	list := facts(
		r.fact("names", joinNames(p.Names)), r.fact("birth", r.date(p.Birth)), r.fact("age", r.age(&p)), r.fact("sex", r.sexWord(p.Sex)),
		r.fact("seen", r.when(n.LastSeen.From)), r.fact("area", n.LastSeen.Place.Area), r.fact("place", n.LastSeen.Place.Text),
	)
	list = append(list, r.bodyFacts(p)...)
	return append(list, facts(
		r.fact("companions", p.Companions), r.fact("medical", p.Medical), r.fact("languages", joinLines(p.Languages)), r.fact("home", placeText(p.Home)),
		r.fact("visibility", r.t("visibility."+string(n.Visibility))), r.fact("relation", joinLines(n.Relations)),
	)...)
}
