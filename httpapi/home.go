package httpapi

import "net/url"

// homePage is the page that everything starts from.
type homePage struct {
	Base
	Search SearchBox
	Events []EventLink // shown when several accept filings
}

// EventLink leads to the site of one event.
type EventLink struct{ Name, URL string }

func (s *Server) home(r *request) error {
	p := homePage{Base: r.base(r.t("home.title"), "").indexable(), Search: SearchBox{Action: r.to("/search"), Event: r.eventSlug()}}
	if len(r.events) > 1 {
		for _, e := range r.events {
			p.Events = append(p.Events, EventLink{Name: e.Title(r.cat.Code), URL: r.to("/?event=" + url.QueryEscape(e.Slug))})
		}
	}
	return r.renderPublic("home", p)
}

// eventSlug is the page's event when the visitor chose one of several.
func (r *request) eventSlug() string {
	if r.event != nil && len(r.events) > 1 {
		return r.event.Slug
	}
	return ""
}
