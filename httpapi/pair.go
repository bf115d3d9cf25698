package httpapi

import (
	"math"
	"slices"
	"strconv"

	"github.com/retrouve/retrouve/registry"
)

// pairPage shows a notice and a report side by side, and the decision.
type pairPage struct {
	Base
	Action, NoticeURL     string
	Tag, TagTone          string
	Urgent                []string
	Deceased, Masked      bool
	DeathAsked            string // who wishes to confirm it
	ScoreText, KnownText  string
	For, Against, Unclear []EvidenceLine
	Heads                 []ColumnHead
	Rows                  []CompareRow
	Remarks, Timeline     []TimelineEntry
	Contacts              []Fact
	Version, Once         string
	Hold                  *HoldBox
	Together              []TextLink // pages with the other pairs of a side
	Skip                  string     // this pair, to be left for the next
	MayDecide, CanUndo    bool
	Fields                []Field
	CommentFields         []Field
	UndoFields            []Field
	OpenFields            []Field
}

// ColumnHead is the head of a column of the comparison.
type ColumnHead struct{ Word, Reference string }

// TextLink is a link with its words.
type TextLink struct{ URL, Text string }

// EvidenceLine is one piece of evidence in words.
type EvidenceLine struct{ Verdict, Tone, Text string }

var (
	decideFields = []fieldDef{
		{name: "decision", kind: kindRadios, options: []string{"confirmed", "checking", "refused", "proposed"}},
		{name: "basis", kind: kindRadios, options: []string{"source", "own_word", "document", "biometric", "told", "sight", "belongings"}},
		{name: "contact_point", optional: true},
		{name: "reason", kind: kindArea, rows: 3},
	}
	undoFields    = []fieldDef{{name: "undo_reason", kind: kindArea, rows: 3}}
	commentFields = []fieldDef{
		{name: "advice", kind: kindRadios, options: []string{"yes", "no", "none"}},
		{name: "comment", kind: kindArea, rows: 3},
	}
	openingFields = []fieldDef{{name: "opening"}}
)

func (s *Server) pair(r *request) error {
	if err := r.reviewer(); err != nil {
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
		Urgent: r.urgency(v.Urgency), Deceased: v.Dead, Masked: v.Masked,
		ScoreText: r.t("pair.score", "band", r.t("band."+string(registry.BandOf(v.Score))), "percent", strconv.Itoa(percent(v.Score))),
		Contacts:  contacts, Version: strconv.FormatUint(uint64(v.Version), 10), Once: registry.NewID(),
		Remarks: r.remarks(v.Comments), Together: r.together(v), Hold: r.holdBox(v),
	}
	p.Tag, p.TagTone = r.linkTag(v.State)
	p.fillSides(r, v)
	p.CommentFields = r.fields("pair", commentFields, value, problems)
	if !v.Masked {
		p.fillDecision(r, v, value, problems)
	}
	r.wrong(&p.Base, problems, p.CommentFields, p.OpenFields, p.Fields, p.UndoFields)
	return r.render(status(problems), "pair", p)
}

// fillSides adds the evidence and the comparison.
func (p *pairPage) fillSides(r *request, v registry.Pair) {
	for _, e := range weightiest(v.Evidence, len(v.Evidence)) {
		if e.Verdict == registry.For {
			p.For = append(p.For, r.evidenceLine(e))
		} else {
			p.Against = append(p.Against, r.evidenceLine(e))
		}
	}
	for _, e := range v.Evidence {
		if e.Verdict == registry.Neutral {
			p.Unclear = append(p.Unclear, r.evidenceLine(e))
		}
	}
	p.Heads = []ColumnHead{{Word: r.t("pair.notice"), Reference: v.Notice.Reference.String()}, {Word: r.t("pair.report")}}
	if v.Report.Reference != "" {
		p.Heads[1].Reference = v.Report.Reference.String()
	}
	p.Rows = r.compare([]string{p.Heads[0].Word, p.Heads[1].Word}, []map[string]string{r.noticeSide(v.Notice), r.reportSide(v.Report)}, v.Evidence)
}

// fillDecision adds what only moderators have: the history and the forms.
func (p *pairPage) fillDecision(r *request, v registry.Pair, value func(string) string, problems registry.Problems) {
	undecided := v.State == registry.LinkProposed || v.State == registry.LinkChecking
	if t := v.Death; t != nil {
		p.DeathAsked = r.t("pair.death.asked", "name", r.colleague(t.By))
	}
	p.MayDecide = undecided && (v.Held == nil || v.Held.By == r.viewer.Account)
	p.CanUndo = v.State != registry.LinkProposed
	p.NoticeURL = r.to("/desk/notices?ref=" + string(v.Notice.Reference))
	p.KnownText = r.t("pair.known", "claimed", r.t("confidence."+v.Report.Claimed.String()), "known", r.t("confidence."+v.Report.Known.String()))
	p.Timeline = r.pairTimeline(v)
	if undecided {
		p.Skip = string(v.ID)
	}
	p.Fields = r.decideFields(v, value, problems)
	if slices.ContainsFunc(p.Fields, func(f Field) bool { return f.Error != "" }) {
		p.MayDecide = true // somebody else was faster: what was typed is kept and shown all the same
	}
	p.UndoFields = r.fields("pair", undoFields, value, problems)
	p.OpenFields = r.fields("pair", openingFields, value, problems)
}

// decideFields is the decision on a pair. Confirming a death tells the seeker nothing
// and needs nobody to call, so the form does not say otherwise.
func (r *request) decideFields(v registry.Pair, value func(string) string, problems registry.Problems) []Field {
	fields := r.fields("pair", decideFields, r.decisionValue(v, value), problems)
	if !v.Dead {
		return fields
	}
	fields[0].Options[0].Hint = r.t("pair.death.confirm")
	return slices.DeleteFunc(fields, func(f Field) bool { return f.Name == "contact_point" })
}

// together links to the pages where the other pairs of the report, or of the
// notice, are compared at once.
func (r *request) together(v registry.Pair) []TextLink {
	var out []TextLink
	if v.SameReport > 1 {
		out = append(out, TextLink{r.to("/desk/pairs/" + string(v.ID) + "/report"), r.t("pair.same.report", "n", v.SameReport)})
	}
	if v.SameNotice > 1 {
		out = append(out, TextLink{r.to("/desk/pairs/" + string(v.ID) + "/notice"), r.t("pair.same.notice", "n", v.SameNotice)})
	}
	return out
}

// decisionValue offers whom a family calls until something is typed: what the source
// says, if that is an organisation, and the event's hotline else. A stranger's number
// is read beside the report, and typed by who has called it.
func (r *request) decisionValue(v registry.Pair, value func(string) string) func(string) string {
	return func(name string) string {
		if name == "contact_point" && value(name) == "" && value("decision") == "" {
			if v.Report.ContactPoint != "" && v.Report.Trust >= registry.TrustOrganisation {
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
		out = append(out, TimelineEntry{Text: text, Meta: r.t("meta.said", "by", r.colleague(d.By), "when", r.at(d.At))})
	}
	if !v.Later.IsZero() {
		out = append(out, TimelineEntry{Text: r.t("pair.later", "reason", v.LaterReason), Meta: r.at(v.Later)})
	}
	for i := len(v.Statements) - 1; i >= 0; i-- {
		out = append(out, r.statement(v.Statements[i]))
	}
	return out
}
