package httpapi_test

import (
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// canary is a word planted in a field: its class, and where it is.
var canary = regexp.MustCompile(`canaryP([0-4])([a-z]+)`)

// ofReports are the canaries of what was found: no seeker and no volunteer reads
// them, but for marks.
var ofReports = strings.Fields("reported rhair reyes rbuild rbeard rglasses rcoat alias tag text wardnorth wardsouth wardstranger bed wayin informer source org point reporter")

// maySee says whether a role may read a canary on a page about an object.
func maySee(role, class, word, object string) bool {
	found := slices.ContainsFunc(ofReports, func(w string) bool { return strings.HasPrefix(word, w) })
	hidden := word == "surnamehidden" || word == "saidhidden"
	switch {
	case class == "4":
		return false
	case strings.HasPrefix(word, "claim") && word != "claimer": // of somebody who says that a notice is about them
		return class != "2" && (role == "moderator" || role == "admin") || role == "organisation" && word == "claimwords"
	case word == "draft" && object == "own":
		return true // who has the address of a draft wrote it
	case role == "public" || role == "auditor":
		return class == "0" && !hidden && word != "surnamechild" && word != "surnameclosed"
	case role == "seeker": // of the own notice; of messages only theirs
		other := strings.HasSuffix(word, "hidden") || strings.HasSuffix(word, "child") || strings.HasSuffix(word, "closed")
		return class == "0" && !other || !found && !other && word != "evidence" && word != "flag" && word != "seekerother" && word != "saidother"
	case role == "source": // of the own report
		return class == "0" && !hidden && word != "surnamechild" || found && word != "wardnorth" && word != "wardsouth" || word == "claimer" || sourceOwn(word)
	case class == "2":
		return false
	case role == "volunteer":
		return class <= "1" && !found
	case role == "organisation" || role == "key":
		return !found || !strings.HasSuffix(word, "south") && !strings.HasSuffix(word, "stranger")
	}
	return true // moderators and admins: everything but contacts
}

// sourceOwn are the canaries that both a notice and the own report have.
func sourceOwn(word string) bool {
	return slices.Contains(strings.Fields("mark kind zone bag description companions household medical language nation"), word) || strings.HasPrefix(word, "home")
}

// TestCanaryWalk asks for every page of the site as everybody and looks for what
// its reader may not see (A01, A02); then reads the logs.
func TestCanaryWalk(t *testing.T) {
	c := newCast(t)
	pages, seen := 0, map[string]bool{}
	for _, path := range c.walk() {
		for _, role := range roles {
			rec := c.ask(http.MethodGet, path.path, role, c.session(role), nil, nil)
			body := rec.Body.String() + rec.Header().Get("Location")
			pages++
			for _, m := range canary.FindAllStringSubmatch(body, -1) {
				seen[role+m[1]] = true
				if asked, _ := url.QueryUnescape(path.path); strings.Contains(asked, m[0]) {
					continue // what was asked for is shown again
				}
				if !maySee(role, m[1], m[2], path.name) {
					t.Errorf("%s as %s shows %s: …%s…", path.path, role, m[0], around(body, m[0]))
				}
			}
			if role != "seeker" && role != "source" {
				for _, digits := range []string{"0612345678", "0687654321"} {
					if strings.Contains(body, digits) {
						t.Errorf("%s as %s shows a number", path.path, role)
					}
				}
			}
		}
	}
	for _, want := range []string{"public0", "volunteer1", "organisation3", "moderator3", "seeker2"} {
		if !seen[want] {
			t.Errorf("no page showed what it may: %s", want)
		}
	}
	if pages < 500 {
		t.Errorf("looked at %d pages only", pages)
	}
	c.searchFor(t)
	c.nameless(t)
	c.readLogs(t)
}

// walk returns the addresses of every page: each route about each object, and
// searches.
func (c *cast) walk() (list []object) {
	for _, route := range c.routes() {
		if method, path, _ := strings.Cut(route, " "); method == http.MethodGet {
			list = append(list, c.objects(path)...)
		}
	}
	for _, ref := range []string{"ref.own", "ref.child", "ref.closed", "report.north"} {
		list = append(list, object{ref, "/p/" + c.ids[ref]}, object{ref, "/desk/notices?ref=" + c.ids[ref]}, object{ref, "/desk/reports?ref=" + c.ids[ref]}, object{ref, "/api/v1/notices/" + c.ids[ref]})
	}
	for _, q := range []string{"q=Ann", "q=Ann+canaryP0surnameother", "place=canaryP0area", "q=Eve", "q=Eve&place=canaryP0area", "q=red"} {
		list = append(list, object{q, "/search?" + q}, object{q, "/find?" + q}, object{q, "/report/search?" + q}, object{q, "/api/v1/search?" + q})
	}
	return list
}

// searchFor looks for each private word: nobody is found by it in public.
func (c *cast) searchFor(t *testing.T) {
	for _, word := range strings.Fields("canaryP1mark canaryP1description canaryP1placetext canaryP1with canaryP1bag canaryP1companions canaryP1household canaryP3medical canaryP1homearea canaryP1homestreet canaryP1language canaryP2seekerother canaryP1relation canaryP1reported canaryP1rcoat canaryP1tag canaryP3textnorth canaryP1wardnorth canaryP2source") {
		for _, path := range []string{"/search?q=", "/search?place=", "/api/v1/search?q="} {
			body := c.ask(http.MethodGet, path+word, "public", nil, nil, nil).Body.String()
			if strings.Contains(body, `class="card`) || strings.Contains(body, `"reference"`) && strings.Contains(body, "canaryP0surname") {
				t.Errorf("the public finds somebody by %s%s", path, word)
			}
		}
	}
}

// nameless looks for a child and a hidden person by the surname that nobody may
// know: neither is among who is found, though others are named alike.
func (c *cast) nameless(t *testing.T) {
	for _, who := range []string{"hidden", "child"} {
		ref := c.ids["ref."+who]
		for _, path := range []string{"/search?q=canaryP0surname", "/api/v1/search?q=canaryP0surname", "/find?q=canaryP0surname", "/report/search?q=canaryP0surname"} {
			body := c.ask(http.MethodGet, path+who, "public", nil, nil, nil).Body.String()
			if strings.Contains(body, ref) || strings.Contains(body, registry.Reference(ref).String()) {
				t.Errorf("the public finds the %s one by a surname: %s", who, path)
			}
		}
	}
}

// readLogs reads the log lines, the audit log and what waits to be sent.
func (c *cast) readLogs(t *testing.T) {
	if m := canary.FindString(c.logs.String()); m != "" {
		t.Errorf("the log tells %s: …%s…", m, around(c.logs.String(), m))
	}
	for _, digits := range []string{"0612345678", "0687654321", c.ids["code.own"], c.marks["confirm"], c.keyText} {
		if strings.Contains(c.logs.String(), digits) {
			t.Errorf("the log tells a number, a code or a key: …%s…", around(c.logs.String(), digits))
		}
	}
	must(t, c.service.Store.View(t.Context(), func(r registry.Reader) error {
		n := 0
		for e, err := range r.Audit(0) {
			must(t, err)
			body, err := registry.EncodeAudit(e)
			must(t, err)
			if n++; strings.Contains(strings.ToLower(string(body)), "canary") {
				t.Errorf("the audit log tells %s", body)
			}
		}
		if n == 0 {
			t.Error("the audit log is empty: nobody noted who read what")
		}
		return nil
	}))
	for _, p := range c.parcels() {
		p.To = ""
		if s := strings.ToLower(strings.Join([]string{string(p.Letter), string(p.Reference), p.Link, p.Stop, p.Digits, p.Lang}, " ")); strings.Contains(s, "canary") {
			t.Errorf("a letter tells %s", s)
		}
	}
}

func around(body, word string) string {
	i := strings.Index(body, word)
	return body[max(i-60, 0):min(i+60, len(body))]
}

// TestEveryFieldHasACanary reads the records of the cast again: a field of a notice
// or a report that was added and has no canary would be a hole in the walk.
func TestEveryFieldHasACanary(t *testing.T) {
	c := newCast(t)
	fixed := strings.Fields("Point Origin Transfers Twins Review Left Country Script Kind Given Family Time CodeHash Sum Lang Alone CloseNote Account Org Filer Refusal")
	var look func(path string, v reflect.Value)
	look = func(path string, v reflect.Value) {
		name := path[strings.LastIndexByte(path, '.')+1:]
		if slices.Contains(fixed, name) || v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				look(path, v.Elem())
			}
		case reflect.Slice:
			if v.Len() == 0 {
				t.Errorf("%s is empty: plant a word canaryP<class>… in cast_test.go, and say in maySee who may read it", path)
			}
			for i := range v.Len() {
				look(path, v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				look(path+"."+v.Type().Field(i).Name, v.Field(i))
			}
		case reflect.String:
			if (v.Type() == reflect.TypeFor[string]() || v.Type() == reflect.TypeFor[registry.Email]()) && !strings.Contains(strings.ToLower(v.String()), "canary") {
				t.Errorf("%s holds %q: plant a word canaryP<class>… in cast_test.go, and say in maySee who may read it", path, v.String())
			}
		}
	}
	var n registry.Notice
	var r registry.Report
	must(t, c.service.Store.View(t.Context(), func(rd registry.Reader) error {
		_, err := rd.Get(registry.Ref{Kind: registry.KindNotice, ID: c.ids["id.own"]}, &n)
		must(t, err)
		_, err = rd.Get(registry.Ref{Kind: registry.KindReport, ID: c.ids["reportid.stranger"]}, &r)
		return err
	}))
	look("Notice", reflect.ValueOf(n))
	look("Report", reflect.ValueOf(r))
}
