package httpapi

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/retrouve/retrouve/registry"
)

// auditPage is part of the audit log, newest first.
type auditPage struct {
	Base
	Nav   []AdminNav // none for auditors
	Head  string     // position and hash of the last entry, to be noted elsewhere
	Rows  []AuditRow
	Older string
}

// AuditRow is one entry of the audit log. Words are the reason or the query that it
// points to, while those are kept; Told is the act in words, none for one that this
// version does not know.
type AuditRow struct{ Number, When, Who, Act, Told, About, Kind, URL, Words string }

const auditSize = 50

// audit shows the audit log to auditors and admins. Reading it is noted too.
func (s *Server) audit(r *request) error {
	if !r.viewer.Audits() {
		return r.refused()
	}
	upto, _ := strconv.ParseUint(r.c.QueryParam("upto"), 10, 64) // none: the end
	log, err := s.Service.AuditLog(r.ctx, r.viewer, upto, auditSize)
	if err != nil {
		return err
	}
	p := auditPage{Base: r.base(r.t("audit.title"), "/desk"), Head: r.t("audit.head", "head", log.Head.String())}
	if r.viewer.Ring == registry.RingAdmin {
		p.Nav = r.adminNav("audit")
	}
	for _, e := range log.Entries {
		row := r.auditRow(e, log.Words[e.Why])
		if name := log.There[e.About]; name != "" {
			row.URL = r.recordURL(e.About.Kind, name)
		}
		p.Rows = append(p.Rows, row)
	}
	if n := len(log.Entries); n > 0 && log.Entries[n-1].Seq > 1 {
		p.Older = r.to("/admin/audit?upto=" + strconv.FormatUint(log.Entries[n-1].Seq-1, 10))
	}
	return r.render(http.StatusOK, "audit", p)
}

func (r *request) auditRow(e registry.AuditEntry, words string) AuditRow {
	row := AuditRow{Number: strconv.FormatUint(e.Seq, 10), When: r.at(e.At), Who: r.t("ring." + string(e.By.Ring)), Act: e.Act, Words: words}
	if e.By.Account != "" {
		row.Who = r.t("audit.who", "name", r.colleague(e.By.Account), "role", row.Who)
	}
	if key := "act." + e.Act; r.cat.Has(key) {
		row.Told = r.t(key)
	}
	if e.About != (registry.Ref{}) {
		row.About = e.About.String()
	}
	if key := "audit.kind." + string(e.About.Kind); r.cat.Has(key) {
		row.Kind = r.t(key)
	}
	return row
}

// recordURL is the page where an admin finds a record; none for one that no page
// is about.
func (r *request) recordURL(kind registry.Kind, name string) string {
	path := map[registry.Kind]string{
		registry.KindNotice: "/desk/notices?ref=", registry.KindReport: "/desk/reports?ref=", registry.KindLink: "/desk/pairs/", registry.KindClaim: "/desk/claims/",
		registry.KindAccount: "/admin/accounts/", registry.KindOrganisation: "/admin/organisations/",
		registry.KindAPIKey: "/admin/keys/", registry.KindEvent: "/admin/events/",
	}[kind]
	if path != "" {
		return r.to(path + url.PathEscape(name))
	}
	path = map[registry.Kind]string{
		registry.KindTask: "/desk/queue#tasks", registry.KindThread: "/desk/threads", registry.KindMessage: "/desk/threads", registry.KindHook: "/admin/hooks", registry.KindLetter: "/admin/outbox",
		registry.KindInvitation: "/admin/invitations", registry.KindClock: "/admin/clock",
	}[kind]
	if path == "" {
		return ""
	}
	return r.to(path)
}
