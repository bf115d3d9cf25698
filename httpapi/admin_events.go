package httpapi

import (
	"net/http"
	"strconv"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// adminEventsPage lists the events.
type adminEventsPage struct {
	Base
	Nav   []AdminNav
	Items []EventLine
	Pages []PageLink
}

// EventLine is one event of a list.
type EventLine struct{ URL, Name, State, When string }

// adminEventPage is the numbers of an event and the form that closes it.
type adminEventPage struct {
	Base
	State, When string
	Days        []DayLine // the last one is the sum
	Action      string    // empty once everything of it was erased
	Fields      []Field
	Button      string
	Edit        string // where its words are changed; empty once it was erased
	Places      string
}

// DayLine is what came on one day; small numbers are hidden.
type DayLine struct{ Day, Notices, Reports, Confirmed string }

// Days after the closing that an admin can choose for the erasing; sooner only the
// command does it.
const (
	minPurgeDays = 1
	maxPurgeDays = 365
)

var closeEventFields = []fieldDef{{name: "days", width: "w4", mode: "numeric"}}

func (s *Server) eventRoutes(r router) {
	r.get("/admin/events", s.adminEvents)
	r.get("/admin/events/:event", s.adminEvent)
	r.post("/admin/events/:event/close", s.adminCloseEvent)
	r.get("/admin/new-event", s.newEvent)
	r.post("/admin/events", s.adminAddEvent)
	r.get("/admin/events/:event/edit", s.editEvent)
	r.post("/admin/events/:event/edit", s.adminEditEvent)
	r.get("/admin/events/:event/places", s.eventPlaces)
	r.post("/admin/events/:event/places", s.importPlaces(false))
	r.post("/admin/events/:event/places/look", s.importPlaces(true))
}

func (s *Server) adminEvents(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	list, err := s.Service.Events(r.ctx)
	if err != nil {
		return err
	}
	p := adminEventsPage{Base: r.base(r.t("admin.events.title", "n", len(list)), ""), Nav: r.adminNav("events"), Pages: r.adminPages(len(list))}
	for _, e := range slicePage(list, adminPageSize, r.pageNumber()) {
		p.Items = append(p.Items, EventLine{URL: r.to("/admin/events/" + e.Slug), Name: e.Title(r.cat.Code), State: r.t("admin.event.state." + string(e.State)), When: r.eventWhen(&e)})
	}
	return r.render(http.StatusOK, "adminevents", p)
}

// eventWhen says since when an event is there, and when it is erased.
func (r *request) eventWhen(e *registry.Event) string {
	switch e.State {
	case registry.EventClosed:
		return r.t("admin.event.closed", "closed", r.day(e.Closed.In(e.Location())), "erased", r.day(e.PurgeAt.In(e.Location())))
	case registry.EventPurged:
		return r.t("admin.event.erased")
	}
	return r.t("admin.event.since", "day", r.day(e.Created.In(e.Location())))
}

func (s *Server) adminEvent(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	return r.adminEventPage(nil)
}

func (r *request) adminEventPage(problems registry.Problems) error {
	e, err := r.eventNamed(r.c.Param("event"))
	if err != nil {
		return err
	}
	st, err := r.Service.EventStats(r.ctx, e.Slug)
	if err != nil {
		return err
	}
	value := func(string) string { return strconv.Itoa(int(registry.KeepEvent / (24 * time.Hour))) }
	if len(problems) > 0 {
		value = r.form
	}
	r.here = "/admin/events/" + e.Slug
	p := adminEventPage{
		Base: r.base(e.Title(r.cat.Code), "/admin/events"), State: r.t("admin.event.state." + string(e.State)), When: r.eventWhen(&e),
		Fields: r.fields("event", closeEventFields, value, problems), Button: r.t("admin.event.close.button"),
	}
	p.Fields[0].Only = false // its label is not the title
	if e.State != registry.EventPurged {
		p.Action, p.Edit, p.Places = r.to(r.here+"/close"), r.to(r.here+"/edit"), r.to(r.here+"/places")
	}
	if e.State == registry.EventClosed {
		p.Button = r.t("admin.event.move.button")
	}
	total := st.Total()
	total.Day = ""
	for _, d := range append(st.Days, total) {
		p.Days = append(p.Days, DayLine{r.statsDay(d.Day), d.Notices.Text(), d.Reports.Text(), d.Confirmed.Text()})
	}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "adminevent", p)
}

// statsDay writes a day as people do, and the sum as such.
func (r *request) statsDay(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return r.t("admin.event.sum")
	}
	return r.day(t)
}

// eventNamed returns an event by its short name.
func (r *request) eventNamed(slug string) (registry.Event, error) {
	list, err := r.Service.Events(r.ctx)
	for _, e := range list {
		if e.Slug == slug {
			return e, err
		}
	}
	if err == nil {
		err = &registry.Error{Op: "eventNamed", Kind: registry.KindNotFound}
	}
	return registry.Event{}, err
}

// adminCloseEvent closes an event, or sets another date for its erasing.
func (s *Server) adminCloseEvent(r *request) error {
	if err := r.adminForm(); err != nil {
		return err
	}
	e, err := r.eventNamed(r.c.Param("event"))
	if err != nil {
		return err
	}
	days, err := strconv.Atoi(registry.FoldDigits(r.form("days")))
	if err != nil || days < minPurgeDays || days > maxPurgeDays {
		var problems registry.Problems
		problems.Add("days", "range", "min", minPurgeDays, "max", maxPurgeDays)
		return r.adminEventPage(problems)
	}
	err = s.Service.CloseEvent(r.ctx, r.viewer, e.Slug, time.Duration(days)*24*time.Hour)
	return r.governed(err, r.adminEventPage, "/admin/events/"+e.Slug)
}
