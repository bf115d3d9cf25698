package httpapi

// homePage is the page that everything starts from.
type homePage struct {
	Base
	Search  SearchBox
	Current string      // the event of this page, when there are several
	Events  []EventLink // shown when several accept filings
}

// EventLink leads to the site of one event.
type EventLink struct{ Name, URL string }

func (s *Server) home(r *request) error {
	p := homePage{Base: r.base(r.t("home.title"), "").indexable(), Search: SearchBox{Action: r.to("/search"), Event: r.chosen}}
	if len(r.events) > 1 {
		p.Current = r.event.Title(r.cat.Code)
		for _, e := range r.events {
			p.Events = append(p.Events, EventLink{Name: e.Title(r.cat.Code), URL: address(r.prefix, "/", e.Slug)})
		}
	}
	return r.renderPublic("home", p)
}
