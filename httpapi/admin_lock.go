package httpapi

import (
	"net/http"
	"strings"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/templates/i18n"
)

// adminLockPage has the button that makes the running server forget its key.
type adminLockPage struct {
	Base
	Nav    []AdminNav
	Able   bool // there is a key to forget; an exercise has none that matters
	Done   bool
	Fields []Field
}

// lockField is the second thought: a word is typed, not a box ticked.
var lockField = fieldDef{name: "lock", width: "w10", auto: "off"}

func (s *Server) lockRoutes(r router) {
	r.get("/admin/lock", s.adminLock)
	r.post("/admin/lock", s.adminLockNow)
}

func (s *Server) adminLock(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	return r.adminLockPage(nil)
}

func (r *request) adminLockPage(problems registry.Problems) error {
	r.here = "/admin/lock"
	p := adminLockPage{Base: r.base(r.t("admin.lock.title"), "/desk"), Nav: r.adminNav("lock"), Able: r.Lock != nil}
	p.Fields = r.fields("admin", []fieldDef{lockField}, r.form, problems)
	p.Fields[0].Only = false
	p.Fields[0].Label = r.t("field.admin.lock", "word", r.t("admin.lock.word"))
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "adminlock", p)
}

// adminLockNow locks the register: after the word, and a fresh code.
func (s *Server) adminLockNow(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	if s.Lock == nil || !lockWord(r) {
		var problems registry.Problems
		problems.Add("lock", "other", "word", r.t("admin.lock.word"))
		return r.adminLockPage(problems)
	}
	if err := r.fresh(); err != nil {
		return err
	}
	r.here = "/admin/lock"
	err := r.render(http.StatusOK, "adminlock", adminLockPage{Base: r.base(r.t("admin.lock.done"), ""), Nav: r.adminNav("lock"), Done: true})
	s.Lock(r.viewer)
	return err
}

// lockWord reports whether the word was typed, in any language of the site.
func lockWord(r *request) bool {
	typed := strings.TrimSpace(r.form("lock"))
	for _, l := range i18n.Languages() {
		if strings.EqualFold(typed, r.catalogue(l.Code).T("admin.lock.word")) {
			return true
		}
	}
	return false
}
