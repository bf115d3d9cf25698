package httpapi

import (
	"net/http"
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
	Edit        string    // where its words are changed; empty once it was erased
	Places      string
	Close       string // where it is closed, or another date is set
	CloseText   string
}

// DayLine is what came on one day; small numbers are hidden.
type DayLine struct{ Day, Notices, Reports, Confirmed string }

func (s *Server) eventRoutes(r router) {
	r.get("/admin/events", s.adminEvents)
	r.get("/admin/events/:event", s.adminEvent)
	r.get("/admin/events/:event/close", s.closeEventForm)
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
	p := adminEventsPage{Base: r.base(r.t("admin.events.title", "n", len(list)), "/desk"), Nav: r.adminNav("events"), Pages: r.adminPages(len(list))}
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
	e, err := r.eventNamed(r.c.Param("event"))
	if err != nil {
		return err
	}
	st, err := r.Service.EventStats(r.ctx, e.Slug)
	if err != nil {
		return err
	}
	r.here = "/admin/events/" + e.Slug
	p := adminEventPage{Base: r.base(e.Title(r.cat.Code), "/admin/events"), State: r.t("admin.event.state." + string(e.State)), When: r.eventWhen(&e)}
	if r.c.QueryParam("done") == "kept" {
		p.Flash = "flash.kept"
	}
	if e.State != registry.EventPurged {
		p.Edit, p.Places, p.Close, p.CloseText = r.to(r.here+"/edit"), r.to(r.here+"/places"), r.to(r.here+"/close"), r.t("admin.event.close")
	}
	if e.State == registry.EventClosed {
		p.CloseText = r.t("admin.event.move")
	}
	for _, d := range st.Days {
		p.Days = append(p.Days, DayLine{r.statsDay(d.Day), d.Notices.Text(), d.Reports.Text(), d.Confirmed.Text()})
	}
	total := st.Total()
	p.Days = append(p.Days, DayLine{r.t("admin.event.sum"), total.Notices.Text(), total.Reports.Text(), total.Confirmed.Text()})
	return r.render(http.StatusOK, "adminevent", p)
}

// statsDay writes a day as people do.
func (r *request) statsDay(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
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
