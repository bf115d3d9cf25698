package httpapi

// reportPage asks whether the person's name is known.
type reportPage struct {
	Base
	Emergency string
	EventSlug string
}

func (s *Server) reportChoice(r *request) error {
	p := reportPage{Base: r.base(r.t("report.title"), "/").indexable(), EventSlug: r.chosen, Emergency: r.t("report.emergency.general")}
	if r.event != nil && r.event.SOS != "" {
		p.Emergency = r.t("report.emergency", "number", r.event.SOS)
	}
	return r.renderPublic("report", p)
}
