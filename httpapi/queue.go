package httpapi

import (
	"cmp"
	"errors"
	"math"
	"net/http"
	"slices"
	"strconv"

	"github.com/retrouve/retrouve/registry"
)

// queuePage is the moderators' list of pairs to decide on.
type queuePage struct {
	Base
	Tasks   []TaskLine
	Items   []QueueLine
	First   int
	Pages   []PageLink
	Decided []QueueLine
}

// TaskLine is an open task with the form that finishes it.
type TaskLine struct {
	URL, Action, When string
	Name              NameText
	Fields            []Field
}

var taskFields = []fieldDef{{name: "note"}}

// QueueLine is one pair of the queue.
type QueueLine struct {
	URL                        string
	Name                       NameText
	Report, Tag, TagTone, When string
	Later                      string
	Minor                      bool
	Why                        []string
}

const queueSize = 20

func (s *Server) queue(r *request) error {
	if err := r.staff(); err != nil {
		return err
	}
	return r.queuePage("", nil)
}

// queuePage shows the queue, with the problems of the form of one task.
func (r *request) queuePage(task registry.TaskID, problems registry.Problems) error {
	page := max(atoi(r.c.QueryParam("page")), 1)
	items, total, err := r.Service.Queue(r.ctx, r.viewer, (page-1)*queueSize, queueSize)
	if err != nil {
		return err
	}
	r.here = "/desk/queue"
	p := queuePage{Base: r.base(r.t("queue.title", "n", total), ""), First: (page-1)*queueSize + 1}
	for _, it := range items {
		p.Items = append(p.Items, r.queueLine(it))
	}
	p.Pages = pageLinks(min(total, 50*queueSize), queueSize, page, func(n int) string { return r.to("/desk/queue?page=" + strconv.Itoa(n)) })
	for _, state := range []registry.LinkState{registry.LinkConfirmed, registry.LinkRefused} {
		list, err := r.Service.Decided(r.ctx, r.viewer, state, 5)
		if err != nil {
			return err
		}
		for _, it := range list {
			p.Decided = append(p.Decided, r.queueLine(it))
		}
	}
	tasks, err := r.Service.Tasks(r.ctx, r.viewer)
	if err != nil {
		return err
	}
	for _, t := range tasks {
		p.Tasks = append(p.Tasks, r.taskLine(&p, t, task, problems))
	}
	return r.render(status(problems), "queue", p)
}

// taskLine is a task with its form; the one that was refused keeps what was typed.
func (r *request) taskLine(p *queuePage, t registry.TaskItem, refused registry.TaskID, problems registry.Problems) TaskLine {
	l := TaskLine{URL: r.to("/desk/pairs/" + string(t.Link)), Action: r.to("/desk/tasks/" + string(t.ID)), When: r.at(t.Created), Name: r.mainName(t.Names)}
	value := none
	if t.ID == refused {
		value = r.form
	} else {
		problems = nil
	}
	l.Fields = r.fields("task", taskFields, value, problems)
	l.Fields[0].ID, l.Fields[0].Only = "note-"+string(t.ID), false
	r.wrong(&p.Base, problems, l.Fields)
	return l
}

func (r *request) queueLine(it registry.QueueItem) QueueLine {
	l := QueueLine{URL: r.to("/desk/pairs/" + string(it.Link)), Name: r.mainName(it.Names), Minor: it.Shielded, When: r.at(it.Proposed)}
	l.Tag, l.TagTone = r.linkTag(it.State)
	l.Report = r.t("queue.report", "name", r.mainName(it.Report).Text)
	if it.Place != "" {
		l.Report = r.t("queue.report.place", "name", r.mainName(it.Report).Text, "place", it.Place)
	}
	if !it.Later.IsZero() {
		l.Later = r.t("queue.later", "when", r.at(it.Later))
	}
	for _, e := range weightiest(it.Evidence, 4) {
		l.Why = append(l.Why, r.evidence(e))
	}
	return l
}

// weightiest returns the n pieces of evidence that say most, for or against.
func weightiest(list []registry.Evidence, n int) []registry.Evidence {
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(a, b registry.Evidence) int { return cmp.Compare(math.Abs(b.Bits), math.Abs(a.Bits)) })
	out = out[:min(n, len(out))]
	return slices.DeleteFunc(out, func(e registry.Evidence) bool { return e.Verdict == registry.Neutral })
}

func (r *request) linkTag(s registry.LinkState) (word, tone string) {
	tone = map[registry.LinkState]string{registry.LinkProposed: "review", registry.LinkChecking: "attention", registry.LinkConfirmed: "good"}[s]
	return r.t("link." + string(s)), tone
}

func (s *Server) finishTask(r *request) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	task := registry.TaskID(r.c.Param("task"))
	err := s.Service.FinishTask(r.ctx, r.viewer, task, r.form("note"))
	if problems, ok := errors.AsType[registry.Problems](err); ok {
		return r.queuePage(task, problems)
	}
	if err != nil {
		return err
	}
	return r.redirect("/desk/queue")
}

// staffForm is what every form of the desk must pass: who sends it, and from
// which page.
func (r *request) staffForm() error {
	if err := r.staff(); err != nil {
		return err
	}
	return r.own()
}

// deskNoticePage is a notice as moderators see it.
type deskNoticePage struct {
	Base
	Reference, Action string
	Tag, TagTone      string
	Open              bool
	Facts             []Fact
	Timeline          []TimelineEntry
	Say, Close        []Field
	Once              string
}

var deskCloseFields = []fieldDef{
	{name: "reason", kind: kindRadios, options: []string{"false", "mistake", "found", "other"}},
	{name: "note"},
}

func (s *Server) deskNotice(r *request) error {
	if err := r.staff(); err != nil {
		return err
	}
	return r.deskPage(r.c.QueryParam("ref"), nil)
}

func (r *request) deskPage(reference string, problems registry.Problems) error {
	ref, ok := registry.ParseReference(reference)
	if !ok {
		return &registry.Error{Op: "deskPage", Kind: registry.KindNotFound}
	}
	n, err := r.Service.DeskNotice(r.ctx, r.viewer, ref)
	if err != nil {
		return err
	}
	r.useEvent(n.Event)
	r.here = "/desk/notices?ref=" + string(ref)
	p := deskNoticePage{
		Base: r.base(r.mainName(n.Person.Names).Text, "/desk/queue"), Reference: ref.String(), Action: r.to("/desk/notices/" + string(ref)),
		Open: n.State == registry.NoticeOpen, Facts: r.noticeFacts(n.ModeratorNotice), Once: registry.NewID(),
	}
	p.Tag, p.TagTone = r.t("tag.looking"), "info"
	if !p.Open {
		p.Tag, p.TagTone = r.t("tag.closed"), ""
	}
	if once := r.form("once"); once != "" && len(problems) > 0 {
		p.Once = once
	}
	for i := len(n.Statements) - 1; i >= 0; i-- {
		p.Timeline = append(p.Timeline, r.statement(n.Statements[i]))
	}
	p.Timeline = append(p.Timeline, TimelineEntry{Text: r.t("timeline.filed"), Meta: r.at(n.Filed)})
	p.Say = r.fields("desk", sayFields, r.form, problems)
	p.Close = r.fields("desk", deskCloseFields, r.form, problems)
	r.wrong(&p.Base, problems, p.Say, p.Close)
	return r.render(status(problems), "desknotice", p)
}

// statement is a statement as moderators see it.
func (r *request) statement(st registry.Statement) TimelineEntry {
	text := st.Text
	if st.Kind == registry.ContactOpened {
		text = r.t("timeline.contact_opened", "reason", st.Text)
	}
	by := r.t("by." + string(st.By.Ring))
	if st.Public {
		by = r.t("by.public", "by", by)
	}
	return TimelineEntry{Text: text, Meta: r.t("meta.said", "by", by, "when", r.at(st.Made))}
}

func (s *Server) deskSay(r *request) error {
	return r.deskForm(func(n registry.DeskNotice) error {
		ref := registry.Ref{Kind: registry.KindNotice, ID: string(n.ID)}
		return s.Service.AddStatement(r.ctx, r.viewer, ref, r.form("text"), r.form("public") != "", r.form("once"))
	})
}

func (s *Server) deskClose(r *request) error {
	return r.deskForm(func(n registry.DeskNotice) error {
		return s.Service.CloseNotice(r.ctx, r.viewer, n.ID, registry.CloseReason(r.form("reason")), r.form("note"))
	})
}

// deskForm runs a use-case on the notice that the address names.
func (r *request) deskForm(use func(registry.DeskNotice) error) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	ref, ok := registry.ParseReference(r.c.Param("ref"))
	if !ok {
		return &registry.Error{Op: "deskForm", Kind: registry.KindNotFound}
	}
	n, err := r.Service.DeskNotice(r.ctx, r.viewer, ref)
	if err != nil {
		return err
	}
	err = use(n)
	if problems, ok := errors.AsType[registry.Problems](err); ok {
		return r.deskPage(string(ref), problems)
	}
	if err != nil {
		return err
	}
	return r.c.Redirect(http.StatusSeeOther, r.to("/desk/notices?ref="+string(ref)))
}
