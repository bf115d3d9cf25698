package httpapi

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/retrouve/retrouve/registry"
)

// queuePage is the moderators' list of pairs to decide on.
type queuePage struct {
	Base
	Seconds []SecondLine
	Tasks   []TaskLine
	Unread  int // tasks that cannot be read
	Items   []QueueLine
	Decides bool // may take pairs, open notices and see what was decided
	First   int
	Pages   []PageLink
	Decided []QueueLine
}

// TaskLine is an open task with the form that finishes it.
type TaskLine struct {
	URL, Action, When string
	Name              NameText
	Taken             string  // who does it; empty: nobody yet
	Fields            []Field // for who does it
	Lost              bool    // a lost code: the link that makes a new one can be sent
	Ways              []string
	Nowhere           bool // there is no way to send it
}

var taskFields = []fieldDef{{name: "note"}}

// QueueLine is one pair of the queue.
type QueueLine struct {
	URL                        string
	Name                       NameText
	Report, Tag, TagTone, When string
	Later, Held, Remarks, Band string
	Waiting                    string
	Urgent                     []string
	Why                        []string
}

const queueSize = 20

func (s *Server) queue(r *request) error {
	if err := r.reviewer(); err != nil {
		return err
	}
	return r.queuePage("", nil)
}

// queuePage shows the queue, with the problems of the form of one task.
func (r *request) queuePage(task registry.TaskID, problems registry.Problems) error {
	page := r.pageNumber()
	items, total, err := r.Service.Queue(r.ctx, r.viewer, (page-1)*queueSize, queueSize)
	if err != nil {
		return err
	}
	r.here = "/desk/queue"
	p := queuePage{Base: r.base(r.t("queue.title", "n", total), ""), First: (page-1)*queueSize + 1, Decides: r.viewer.Decides()}
	if r.c.QueryParam("done") == "none" {
		p.Flash = "flash.none"
	}
	for _, it := range items {
		p.Items = append(p.Items, r.queueLine(it))
	}
	p.Pages = pageLinks(min(total, 50*queueSize), queueSize, page, func(n int) string { return r.to("/desk/queue?page=" + strconv.Itoa(n)) })
	if p.Decides {
		if err := r.fillDecided(&p); err != nil {
			return err
		}
		if err := r.fillTasks(&p, task, problems); err != nil {
			return err
		}
	}
	return r.render(status(problems), "queue", p)
}

func (r *request) fillDecided(p *queuePage) error {
	for _, state := range []registry.LinkState{registry.LinkConfirmed, registry.LinkRefused} {
		list, err := r.Service.Decided(r.ctx, r.viewer, state, 5)
		if err != nil {
			return err
		}
		for _, it := range list {
			p.Decided = append(p.Decided, r.queueLine(it))
		}
	}
	return nil
}

func (r *request) fillTasks(p *queuePage, task registry.TaskID, problems registry.Problems) error {
	tasks, unread, err := r.Service.Tasks(r.ctx, r.viewer)
	p.Unread = unread
	for _, t := range tasks {
		if t.Kind.Second() {
			p.Seconds = append(p.Seconds, r.secondLine(p, t, task, problems))
		} else {
			p.Tasks = append(p.Tasks, r.taskLine(p, t, task, problems))
		}
	}
	return err
}

// taskLine is a task with its form; the one that was refused keeps what was typed.
func (r *request) taskLine(p *queuePage, t registry.TaskItem, refused registry.TaskID, problems registry.Problems) TaskLine {
	l := TaskLine{URL: r.to("/desk/pairs/" + string(t.Link)), Action: r.to("/desk/tasks/" + string(t.ID)), When: r.at(t.Created), Name: r.mainName(t.Names)}
	l.Lost = t.Kind == registry.TaskLost
	if l.Lost {
		l.Ways, l.Nowhere = r.lostWays(t.Ways)
		l.URL = r.to("/desk/notices?ref=" + string(t.Reference))
		if t.About.Kind == registry.KindReport {
			l.URL = r.to("/desk/reports?ref=" + string(t.Reference))
		}
	}
	value := none
	if t.ID == refused {
		value = r.form
	} else {
		problems = nil
	}
	if t.Takes != "" {
		l.Taken = r.t("queue.task.taken", "name", r.colleague(t.Takes))
	}
	if t.Takes != r.viewer.Account {
		return l
	}
	l.Fields = r.fields("task", taskFields, value, problems)
	l.Fields[0].ID = "note-" + string(t.ID)
	r.wrong(&p.Base, problems, l.Fields)
	return l
}

// lostWays says how somebody who lost a code can be reached, and whether the link for
// a new one cannot go anywhere.
func (r *request) lostWays(ways []registry.LostWay) (out []string, nowhere bool) {
	nowhere = true
	for _, w := range ways {
		parts := []string{r.t("queue.lost."+string(w.Via), "where", w.Where), r.t("queue.lost.unconfirmed")}
		if w.Confirmed {
			parts[1] = r.t("queue.lost.confirmed")
		}
		if w.Typed {
			parts = append(parts, r.t("queue.lost.typed"))
		}
		if w.Link {
			parts = append(parts, r.t("queue.lost.link"))
			nowhere = false
		}
		out = append(out, strings.Join(parts, ", "))
	}
	return out, nowhere
}

func (r *request) queueLine(it registry.QueueItem) QueueLine {
	l := QueueLine{
		URL: r.to("/desk/pairs/" + string(it.Link)), Name: r.mainName(it.Names), When: r.at(it.Proposed),
		Held: r.holdLine(it.Held), Remarks: r.remarkLine(it.Comments), Urgent: r.urgency(it.Urgency),
		Waiting: r.t("urgent.waiting", "since", r.duration(r.now().Sub(it.Proposed))),
		Band:    r.t("band." + string(registry.BandOf(it.Score))),
	}
	l.Tag, l.TagTone = r.linkTag(it.State)
	if !it.Masked {
		l.Report = r.t("queue.report", "name", r.mainName(it.Report).Text)
	}
	if it.Place != "" {
		l.Report = r.t("queue.report.place", "name", r.mainName(it.Report).Text, "place", it.Place)
	}
	if !it.Later.IsZero() {
		l.Later = r.t("queue.later", "when", r.at(it.Later))
	}
	for _, e := range weightiest(it.Evidence, 4) {
		line := r.evidenceLine(e)
		l.Why = append(l.Why, r.t("queue.why", "verdict", line.Verdict, "text", line.Text))
	}
	return l
}

// urgency says in words why a pair comes before others.
func (r *request) urgency(u registry.Urgency) []string {
	var out []string
	for _, reason := range []struct {
		is  bool
		key string
	}{{u.Child, "urgent.child"}, {u.Medical, "urgent.medical"}, {u.AtRisk, "urgent.risk"}} {
		if reason.is {
			out = append(out, r.t(reason.key))
		}
	}
	return out
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

// takeTask makes the viewer the one who does a task.
func (s *Server) takeTask(r *request) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	if err := s.Service.TakeTask(r.ctx, r.viewer, registry.TaskID(r.c.Param("task"))); err != nil {
		return err
	}
	return r.redirect("/desk/queue#tasks")
}

func (s *Server) finishTask(r *request) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	task := registry.TaskID(r.c.Param("task"))
	finish := s.Service.FinishTask
	if r.form("send") != "" {
		finish = s.Service.SendLost
	}
	again := func(problems registry.Problems) error { return r.queuePage(task, problems) }
	return r.governed(finish(r.ctx, r.viewer, task, r.form("note")), again, "/desk/queue")
}

// staffForm is what every form of the desk must pass: who sends it, and from
// which page.
func (r *request) staffForm() error {
	if err := r.staff(); err != nil {
		return err
	}
	return r.own()
}
