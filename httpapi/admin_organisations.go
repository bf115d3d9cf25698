package httpapi

import (
	"net/http"
	"slices"

	"github.com/retrouve/retrouve/registry"
)

// adminOrgsPage lists the organisations, and adds one.
type adminOrgsPage struct {
	Base
	Nav    []AdminNav
	Items  []OrgLine
	Pages  []PageLink
	Fields []Field
	Once   string
}

// OrgLine is one organisation of a list.
type OrgLine struct{ URL, Name, Kind, Disabled, MayReportDead string }

// adminOrgPage is one organisation, its members and its form.
type adminOrgPage struct {
	Base
	Action  string
	Fields  []Field
	Members []AccountLine
}

func orgFields() []fieldDef {
	kinds := fieldDef{name: "kind", kind: kindRadios}
	for _, k := range registry.OrganisationKinds() {
		kinds.options = append(kinds.options, string(k))
	}
	return []fieldDef{{name: "name"}, kinds, {name: "contact_point", optional: true}, {name: "may_report_dead", kind: kindCheck}}
}

func (s *Server) adminOrgs(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	return r.adminOrgsPage(nil)
}

func (r *request) adminOrgsPage(problems registry.Problems) error {
	list, err := r.Service.Organisations(r.ctx, r.viewer)
	if err != nil {
		return err
	}
	r.here = "/admin/organisations"
	p := adminOrgsPage{
		Base: r.base(r.t("admin.orgs.title", "n", len(list)), "/desk"), Nav: r.adminNav("organisations"),
		Fields: r.fields("org", orgFields(), r.form, problems), Pages: r.adminPages(len(list)), Once: registry.NewID(),
	}
	for _, o := range slicePage(list, adminPageSize, r.pageNumber()) {
		l := OrgLine{URL: r.to("/admin/organisations/" + string(o.ID)), Name: o.Name, Kind: r.t("field.org.kind.option." + string(o.Kind))}
		if o.Disabled {
			l.Disabled = r.t("admin.state.disabled")
		}
		if o.MayReportDead {
			l.MayReportDead = r.t("field.org.may_report_dead.option")
		}
		p.Items = append(p.Items, l)
	}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "adminorgs", p)
}

func (s *Server) adminOrg(r *request) error {
	if err := r.admin(); err != nil {
		return err
	}
	return r.adminOrgPage(nil)
}

func (r *request) adminOrgPage(problems registry.Problems) error {
	o, err := r.organisation(registry.OrgID(r.c.Param("org")))
	if err != nil {
		return err
	}
	accounts, err := r.Accounts.List(r.ctx)
	if err != nil {
		return err
	}
	r.here = "/admin/organisations/" + string(o.ID)
	value := r.form
	if r.c.Request().Method == http.MethodGet {
		value = orgValue(o)
	}
	p := adminOrgPage{
		Base: r.base(o.Name, "/admin/organisations"), Action: r.to(r.here),
		Fields: r.fields("org", append(orgFields(), fieldDef{name: "disabled", kind: kindCheck}), value, problems),
	}
	if r.c.QueryParam("done") == "kept" {
		p.Flash = "flash.kept"
	}
	for _, acc := range accounts {
		if acc.Org == o.ID {
			p.Members = append(p.Members, r.accountLine(acc))
		}
	}
	r.wrong(&p.Base, problems, p.Fields)
	return r.render(status(problems), "adminorg", p)
}

// orgValue is what the form of an organisation says before anything is typed.
func orgValue(o registry.Organisation) func(string) string {
	tick := map[bool]string{true: "yes"}
	values := map[string]string{
		"name": o.Name, "kind": string(o.Kind), "contact_point": o.ContactPoint,
		"may_report_dead": tick[o.MayReportDead], "disabled": tick[o.Disabled],
	}
	return func(name string) string { return values[name] }
}

// organisation returns an organisation for an admin.
func (r *request) organisation(id registry.OrgID) (registry.Organisation, error) {
	list, err := r.Service.Organisations(r.ctx, r.viewer)
	if err != nil {
		return registry.Organisation{}, err
	}
	i := slices.IndexFunc(list, func(o registry.Organisation) bool { return o.ID == id })
	if i < 0 {
		return registry.Organisation{}, &registry.Error{Op: "organisation", Kind: registry.KindNotFound}
	}
	return list[i], nil
}

func (s *Server) adminAddOrg(r *request) error {
	return r.keepOrg("", r.adminOrgsPage)
}

func (s *Server) adminKeepOrg(r *request) error {
	return r.keepOrg(registry.OrgID(r.c.Param("org")), r.adminOrgPage)
}

func (r *request) keepOrg(id registry.OrgID, again func(registry.Problems) error) error {
	if err := r.adminForm(); err != nil {
		return err
	}
	o := registry.Organisation{
		ID: id, Name: r.form("name"), Kind: registry.SourceKind(r.form("kind")), ContactPoint: r.form("contact_point"),
		MayReportDead: r.form("may_report_dead") != "", Disabled: r.form("disabled") != "",
	}
	var err error
	if id == "" {
		id, err = r.Service.AddOrganisation(r.ctx, r.viewer, o, r.form("once"))
	} else {
		_, err = r.Service.KeepOrganisation(r.ctx, r.viewer, o)
	}
	return r.governed(err, again, "/admin/organisations/"+string(id)+"?done=kept")
}

// orgField lets an admin choose an organisation.
func (r *request) orgField(chosen string, problems registry.Problems) (Field, error) {
	f := Field{ID: "org", Name: "org", Kind: kindRadios, Label: r.t("field.admin.org"), Hint: r.t("field.admin.org.hint"), problems: []string{"org"}}
	list, err := r.Service.Organisations(r.ctx, r.viewer)
	for _, o := range list {
		if !o.Disabled {
			f.Options = append(f.Options, Option{Type: "radio", Name: "org", Value: string(o.ID), Label: o.Name, Checked: chosen == string(o.ID)})
		}
	}
	if len(f.Options) == 0 {
		f.Hint = r.t("field.admin.org.none")
	}
	for _, p := range problems {
		if f.covers(p.Field) {
			f.Error = r.problemText(p)
		}
	}
	return f, err
}

// orgName names an organisation, "" for none.
func (r *request) orgName(id registry.OrgID) string {
	if id == "" {
		return ""
	}
	name, err := r.Accounts.OrgName(r.ctx, id)
	if err != nil {
		return ""
	}
	return name
}

// roleText is what somebody is, with the organisation that they work for.
func (r *request) roleText(ring registry.Ring, org registry.OrgID) string {
	role := r.t("account.role." + string(ring))
	if name := r.orgName(org); name != "" {
		return r.t("account.role.of", "role", role, "org", name)
	}
	return role
}
