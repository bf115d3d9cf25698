package httpapi

import (
	"net/http"
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

// AuditRow is one entry of the audit log; Words are the reason or the query that
// it points to, while those are kept.
type AuditRow struct{ Number, When, Who, Act, About, Words string }

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
	p := auditPage{Base: r.base(r.t("audit.title"), ""), Head: r.t("audit.head", "head", log.Head.String())}
	if r.viewer.Ring == registry.RingAdmin {
		p.Nav = r.adminNav("audit")
	}
	for _, e := range log.Entries {
		p.Rows = append(p.Rows, r.auditRow(e, log.Words[e.Why]))
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
	if e.About != (registry.Ref{}) {
		row.About = e.About.String()
	}
	return row
}
