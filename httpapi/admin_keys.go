package httpapi

import (
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// adminKeysPage lists the keys of programs, and makes new ones.
type adminKeysPage struct {
	Base
	Nav    []AdminNav
	Items  []KeyLine
	Pages  []PageLink
	Fields []Field
	Once   string
	Key    string // a new one, shown this once
	Shown  bool   // its form was sent again, too late to show the key
}

// KeyLine is one key of a list.
type KeyLine struct{ URL, Name, Prefix, Org, State, Tone, Used string }

// adminKeyPage is one key, with what can be done when it leaks.
type adminKeyPage struct {
	Base
	Action, State, Tone string
	Works               bool
	Undone              string
	Facts               []Fact
	Fields              []Field
}

var keyFields = []fieldDef{
	{name: "key_name"},
	{name: "read", kind: kindCheck}, {name: "search", kind: kindCheck},
	{name: "days", width: "w4", mode: "numeric", optional: true}, {name: "quota", width: "w4", mode: "numeric", optional: true},
	{name: "from", kind: kindArea, rows: 2, dir: "ltr", optional: true},
}

var undoKeyFields = []fieldDef{{name: "since", kind: kindDate}, {name: "undo_reason", kind: kindArea, rows: 3}}

func (s *Server) adminKeys(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	return r.adminKeysPage("", false, nil)
}

func (r *request) adminKeysPage(key string, sent bool, problems registry.Problems) error {
	list, err := r.Accounts.APIKeys(r.ctx, r.viewer)
	if err != nil {
		return err
	}
	r.here = "/admin/keys"
	value := none
	if len(problems) > 0 {
		value = r.form
	}
	p := adminKeysPage{
		Base: r.base(r.t("admin.keys.title", "n", len(list)), "/desk"), Nav: r.adminNav("keys"), Pages: r.adminPages(len(list)),
		Fields: r.fields("key", keyFields, value, problems), Once: registry.NewID(), Key: key, Shown: sent && key == "",
	}
	org, err := r.orgField(value("org"), problems)
	if err != nil {
		return err
	}
	p.Fields = append([]Field{org}, p.Fields...)
	for _, k := range slicePage(list, adminPageSize, r.pageNumber()) {
		p.Items = append(p.Items, r.keyLine(k))
	}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "adminkeys", p)
}

func (r *request) keyLine(k access.KeyInfo) KeyLine {
	l := KeyLine{URL: r.to("/admin/keys/" + string(k.ID)), Name: k.Name, Prefix: k.Prefix, Org: r.orgName(k.Org), Tone: "good", State: r.t("admin.key.until", "when", r.at(k.Ends))}
	switch {
	case !k.Revoked.IsZero():
		l.State, l.Tone = r.t("admin.key.revoked", "when", r.at(k.Revoked)), ""
	case !k.Works(r.now()):
		l.State, l.Tone = r.t("admin.key.over"), ""
	}
	l.Used = r.t("admin.key.unused")
	if !k.Used.Last.IsZero() {
		l.Used = r.t("admin.key.used", "when", r.at(k.Used.Last), "n", k.Used.N)
	}
	return l
}

// adminAddKey shows a new key, on this one answer.
func (s *Server) adminAddKey(r *request) error {
	if err := r.adminForm(); err != nil {
		return err
	}
	req := access.NewKey{Org: registry.OrgID(r.form("org")), Name: r.form("key_name"), Scopes: []access.Scope{access.ScopeWrite}, From: r.form("from"), Once: r.form("once")}
	for name, scope := range map[string]access.Scope{"read": access.ScopeRead, "search": access.ScopeSearch} {
		if r.form(name) != "" {
			req.Scopes = append(req.Scopes, scope)
		}
	}
	for name, into := range map[string]*int{"days": &req.Days, "quota": &req.Quota} {
		if v := strings.TrimSpace(r.form(name)); v != "" {
			n, err := strconv.Atoi(registry.FoldDigits(v))
			if *into = n; err != nil || n < 1 {
				*into = -1 // no number of days or demands: out of range, and said with all else
			}
		}
	}
	key, err := s.Accounts.AddKey(r.ctx, r.viewer, req)
	if problems, ok := err.(registry.Problems); ok {
		return r.adminKeysPage("", false, problems)
	}
	if err != nil {
		return err
	}
	return r.adminKeysPage(key, true, nil)
}

func (s *Server) adminKey(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	return r.adminKeyPage("", nil)
}

func (r *request) adminKeyPage(undone string, problems registry.Problems) error {
	k, err := r.Accounts.APIKey(r.ctx, r.viewer, registry.AccountID(r.c.Param("key")))
	if err != nil {
		return err
	}
	r.here = "/admin/keys/" + string(k.ID)
	line := r.keyLine(k)
	value := none
	if len(problems) > 0 {
		value = r.form
	}
	p := adminKeyPage{
		Base: r.base(k.Name, "/admin/keys"), Action: r.to(r.here), State: line.State, Tone: line.Tone, Works: k.Works(r.now()), Undone: undone,
		Facts: []Fact{
			{Term: r.t("admin.key.prefix"), Value: k.Prefix}, {Term: r.t("field.admin.org"), Value: line.Org},
			{Term: r.t("admin.key.may"), Value: r.scopes(k.Scopes)}, {Term: r.t("admin.key.quota"), Value: strconv.Itoa(k.Quota)},
			{Term: r.t("admin.key.from"), Value: r.dash(prefixes(k.From))}, {Term: r.t("admin.since"), Value: r.at(k.Made)},
			{Term: r.t("admin.key.last"), Value: line.Used},
		},
		Fields: r.fields("key", undoKeyFields, value, problems),
	}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "adminkey", p)
}

func (r *request) scopes(list []access.Scope) string {
	var out []string
	for _, s := range list {
		out = append(out, r.t("admin.scope."+string(s)))
	}
	return joinLines(out)
}

func prefixes(list []netip.Prefix) string {
	var out []string
	for _, p := range list {
		out = append(out, p.String())
	}
	return joinLines(out)
}

func (s *Server) adminRevokeKey(r *request) error {
	if err := r.adminForm(); err != nil {
		return err
	}
	id := registry.AccountID(r.c.Param("key"))
	again := func(p registry.Problems) error { return r.adminKeyPage("", p) }
	return r.governed(s.Accounts.RevokeKey(r.ctx, r.viewer, id), again, "/admin/keys/"+string(id))
}

// adminUndoKey withdraws what a key filed since a day, or ever.
func (s *Server) adminUndoKey(r *request) error {
	if err := r.adminForm(); err != nil {
		return err
	}
	k, err := s.Accounts.APIKey(r.ctx, r.viewer, registry.AccountID(r.c.Param("key")))
	if err != nil {
		return err
	}
	a := r.answers(r.form)
	var since time.Time
	if day := a.date("since"); !day.IsZero() {
		since = day.First()
	}
	if err := a.Problems.Err(); err != nil {
		return r.adminKeyPage("", a.Problems)
	}
	n, err := s.Service.TakeBackReports(r.ctx, r.viewer, registry.TakeBack{Org: k.Org, Account: k.ID, Since: since, Reason: r.form("undo_reason")})
	if problems, ok := err.(registry.Problems); ok {
		return r.adminKeyPage("", problems)
	}
	if err != nil {
		return err
	}
	return r.adminKeyPage(r.t("admin.key.undone", "n", n), nil)
}

// bearer returns who a program is by the key in its Authorization header (RFC
// 6750), for a scope. It answers 401 for a key that opens nothing.
func (r *request) bearer(scope access.Scope) (registry.Viewer, error) {
	kind, key, _ := strings.Cut(r.c.Request().Header.Get("Authorization"), " ")
	if !strings.EqualFold(kind, "Bearer") {
		key = ""
	}
	by, err := r.Accounts.UseKey(r.ctx, strings.TrimSpace(key), r.c.RealIP(), scope)
	if err != nil && registry.KindOf(err) == registry.KindNotFound {
		r.c.Response().Header().Set("WWW-Authenticate", `Bearer realm="retrouve"`)
		return by, errUnauthorized
	}
	return by, err
}

var errUnauthorized = echo.NewHTTPError(http.StatusUnauthorized)
