package httpapi

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// adminClosePage says what is still open of an event, and closes it, or sets another
// date for its erasing.
type adminClosePage struct {
	Base
	Name   string // of the event: who closes must see which
	Text   string
	Open   []UndoneLine // what people would leave undone
	Action string
	Fields []Field
	Button string
}

// UndoneLine is one sort of work that is open, and where it is done.
type UndoneLine struct{ Text, URL string }

// Days after the closing that an admin can choose for the erasing; sooner only the
// command does it.
const (
	minPurgeDays = 1
	maxPurgeDays = 365
)

// The short name is typed, not ticked: closing cannot be taken back.
var (
	daysField    = fieldDef{name: "days", width: "w4", mode: "numeric"}
	confirmField = fieldDef{name: "confirm", dir: "ltr", width: "w10"}
)

func (s *Server) closeEventForm(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	return r.closeEventPage(nil)
}

func (r *request) closeEventPage(problems registry.Problems) error {
	e, err := r.eventNamed(r.c.Param("event"))
	if err != nil {
		return err
	}
	if e.State == registry.EventPurged {
		return &registry.Error{Op: "closeEvent", Kind: registry.KindGone, Ref: e.Ref()}
	}
	open, err := r.Service.OpenWork(r.ctx, r.viewer, e.Slug)
	if err != nil {
		return err
	}
	value := r.form
	if r.c.Request().Method == http.MethodGet {
		value = daysLeft(&e)
	}
	back := "/admin/events/" + e.Slug
	r.here = back + "/close"
	p := adminClosePage{Base: r.base(r.t("admin.event.close"), back), Name: e.Title(r.cat.Code), Text: r.t("admin.event.close.text"), Open: r.openLines(open), Action: r.to(r.here), Button: r.t("admin.event.close.button")}
	fields := []fieldDef{daysField, confirmField}
	if e.State == registry.EventClosed {
		p.Title, p.Text, p.Button, fields = r.t("admin.event.move"), r.eventWhen(&e), r.t("admin.event.move.button"), fields[:1]
	}
	p.Fields = r.fields("event", fields, value, problems)
	for i := range p.Fields {
		if p.Fields[i].Name == confirmField.name {
			p.Fields[i].Label = r.t("field.event.confirm", "slug", e.Slug)
		}
	}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "adminclose", p)
}

// daysLeft is what the form says before anything is typed: the days that were chosen.
func daysLeft(e *registry.Event) func(string) string {
	const day = 24 * time.Hour
	keep := registry.KeepEvent
	if e.State == registry.EventClosed {
		keep = e.PurgeAt.Sub(e.Closed)
	}
	return func(name string) string {
		if name == daysField.name {
			return strconv.Itoa(int(keep / day))
		}
		return ""
	}
}

// openLines says what is open, where there is anything.
func (r *request) openLines(w registry.OpenWork) (out []UndoneLine) {
	for _, x := range []struct {
		name, path string
		n          int
	}{
		{"tasks", "/desk/queue#tasks", w.Tasks}, {"pairs", "/desk/queue", w.Pairs}, {"held", "/desk/review", w.Held}, {"flags", "/desk/flags", w.Flags},
		{"claims", "/desk/claims", w.Claims}, {"threads", "", w.Threads}, {"searching", "", w.Open}, {"silent", "", w.Silent},
	} {
		if x.n == 0 {
			continue
		}
		l := UndoneLine{Text: r.t("admin.open."+x.name, "n", x.n)}
		if x.path != "" {
			l.URL = r.to(x.path)
		}
		out = append(out, l)
	}
	return out
}

// adminCloseEvent closes an event, or sets another date for its erasing.
func (s *Server) adminCloseEvent(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	e, err := r.eventNamed(r.c.Param("event"))
	if err != nil {
		return err
	}
	var problems registry.Problems
	days, err := strconv.Atoi(registry.FoldDigits(strings.TrimSpace(r.form("days"))))
	if err != nil || days < minPurgeDays || days > maxPurgeDays {
		problems.Add("days", "range", "min", minPurgeDays, "max", maxPurgeDays)
	}
	if e.Accepts() && strings.TrimSpace(r.form("confirm")) != e.Slug {
		problems.Add("confirm", "other", "slug", e.Slug)
	}
	if len(problems) > 0 {
		return r.closeEventPage(problems)
	}
	if err := r.fresh(); err != nil {
		return err
	}
	err = s.Service.CloseEvent(r.ctx, r.viewer, e.Slug, time.Duration(days)*24*time.Hour)
	return r.governed(err, r.closeEventPage, "/admin/events/"+e.Slug)
}
