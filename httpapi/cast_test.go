package httpapi_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/retrouve/retrouve/httpapi"
	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// roles are all who may ask, in the order of testdata/matrix.txt. "key" is a
// program of the organisation that reported the own report.
var roles = strings.Fields("public seeker source volunteer organisation moderator admin auditor key")

// cast is a site with one of everything, and a session of every role.
type cast struct {
	*site
	keyText string
	secure  bool // the site is reached over TLS
	filler  *visitor
	ids     map[string]string // by name: references, ids and codes of what is there
	marks   map[string]string // secret ends of links
	cookies map[string]*http.Cookie
}

// formToken is what the forms of each session of the cast must send back.
const formToken = "the-token-of-the-form"

func newCast(t *testing.T, configure ...func(*httpapi.Config)) *cast {
	secure := false
	s := newSiteWith(t, func(cfg *httpapi.Config) {
		cfg.Rules = access.DefaultRules()
		cfg.Rules.Rates = map[access.Purse]map[access.Level]access.Rate{}
		cfg.Rules.Views = access.Unlimited()
		cfg.Rules.Views.Account = 1e9
		for _, f := range configure {
			f(cfg)
		}
		secure = cfg.Secure
	})
	c := &cast{site: s, secure: secure, ids: map[string]string{}, marks: map[string]string{}, cookies: map[string]*http.Cookie{}}
	c.people()
	c.notices()
	c.reports()
	c.work()
	s.settle()
	return c
}

// put keeps records as they are, for what no form makes.
func (c *cast) put(records ...registry.Record) {
	c.t.Helper()
	for _, r := range records {
		b := registry.Batch{Put: []registry.Record{r}}
		if r.Ref().Kind.Logged() {
			b.Changes = []registry.Change{{What: "test", Ref: r.Ref(), At: time.Now()}}
		}
		_, err := c.service.Store.Commit(c.t.Context(), b)
		must(c.t, err)
	}
}

// people adds two hospitals, an account of every role and a key.
func (c *cast) people() {
	now := time.Now()
	for _, org := range []string{"north", "south"} {
		c.put(&registry.Organisation{ID: registry.OrgID(org), Name: "Hospital " + org, Kind: registry.SourceHospital, Created: now})
	}
	c.hire()
	for _, org := range []string{"north", "south"} {
		c.put(&access.Invitation{ID: "invitation-" + org, Hash: registry.NewToken().Hash(), Role: registry.RingOrganisation, Org: registry.OrgID(org), For: "somebody of " + org, Made: now, Ends: now.Add(time.Hour)})
	}
	boss := registry.Viewer{Ring: registry.RingAdmin, Account: "account-admin"}
	var err error
	c.keyText, err = c.accounts.AddKey(c.t.Context(), boss, access.NewKey{Org: "north", Name: "ward", Scopes: []access.Scope{access.ScopeWrite, access.ScopeRead, access.ScopeSearch}, Quota: 10000, Once: "key", Days: 30})
	must(c.t, err)
	c.put(&access.APIKey{ID: "key-target", Prefix: "rtv_0", Hash: "canaryP4keyhash", Org: "north", Name: "target", Made: now, Ends: now.Add(time.Hour)})
	c.ids["key"] = "key-target"
	inv := registry.NewToken()
	c.put(&access.Invitation{ID: "invitation", Hash: inv.Hash(), Role: registry.RingVolunteer, For: "somebody", Made: now, Ends: now.Add(time.Hour)})
	c.ids["account"], c.ids["invitation"], c.ids["org"], c.ids["token"] = "account-target", "invitation", "north", string(inv)
}

// passwordHash is of no password that anybody has: in the form of Argon2id, the cheapest.
const passwordHash = "$argon2id$v=19$m=8,t=1,p=1$canarysalt$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// hire keeps an account of every role and of others, as new.
func (c *cast) hire() {
	now := time.Now()
	for _, role := range []registry.Ring{registry.RingVolunteer, registry.RingOrganisation, registry.RingModerator, registry.RingAdmin, registry.RingAuditor} {
		acc := &access.Account{
			Staff:    registry.Staff{ID: registry.AccountID("account-" + string(role)), Name: string(role), Role: role, Created: now, Expires: now.Add(access.RoleLife)},
			Password: passwordHash, Secret: "CANARYSECRET", Recovery: []string{"canary-recovery"},
		}
		if role == registry.RingOrganisation {
			acc.Org, acc.Owner = "north", true
		}
		c.put(acc)
	}
	c.put(&access.Account{
		Staff:    registry.Staff{ID: "account-target", Name: "target", Role: registry.RingVolunteer, Created: now, Expires: now.Add(access.RoleLife)},
		Password: passwordHash, Secret: "CANARYSECRET",
	})
	for _, org := range []string{"north", "south"} {
		c.put(&access.Account{
			Staff:    registry.Staff{ID: registry.AccountID("colleague-" + org), Name: "colleague." + org, Role: registry.RingOrganisation, Org: registry.OrgID(org), Created: now, Expires: now.Add(access.RoleLife)},
			Password: passwordHash, Secret: "CANARYSECRET",
		})
	}
}

// canaryPerson has a canary in every field of a person.
func canaryPerson(names ...string) registry.Person {
	p := registry.Person{
		Sex: registry.SexFemale, Age: &registry.Age{Min: 30, Max: 30, AsOf: registry.DateOf(time.Now())},
		Home:          canaryPlace("canaryP1homearea", "canaryP1home"),
		Nationalities: []string{"canaryP1nation"}, Languages: []string{"canaryP1language"},
		Body:        registry.Body{Hair: "canaryP0hair", Eyes: "canaryP0eyes", Build: "canaryP0build", Beard: "canaryP0beard", Glasses: "canaryP0glasses", Marks: []registry.Mark{{Kind: "canaryP1kind", Zone: "canaryP1zone", Text: "canaryP1mark"}}},
		Things:      []registry.Thing{{Text: "canaryP0coat", Bearing: registry.BearingWorn}, {Text: "canaryP1bag", Bearing: registry.BearingCarried}},
		Description: "canaryP1description", Companions: "canaryP1companions", Household: "canaryP1household", Medical: "canaryP3medical",
		PhotoURL: "https://canaryP1photo.example/", ProfileURLs: []string{"https://canaryP1profile.example/"},
	}
	for _, n := range names {
		name := registry.NewName(n, registry.NameFull)
		name.By = "canaryP1claimer"
		p.Names = append(p.Names, name)
	}
	return p
}

// canaryPlace is somewhere exactly, below an area.
func canaryPlace(area, exact string) registry.Place {
	return registry.Place{Area: area, Text: exact + "text", Street: exact + "street", City: exact + "city", PostalCode: exact + "postcode", Neighborhood: exact + "quarter", State: exact + "state"}
}

// notices files one of each sort, all with canaries, and keeps their references
// and the codes of their seekers.
func (c *cast) notices() {
	for _, name := range []string{"own", "other", "hidden", "child", "closed"} {
		req := registry.FileNotice{
			Event: c.event, Person: canaryPerson("Ann canaryP0surname" + name), Visibility: registry.VisiblePublic, Consent: true, Lang: "en",
			LastSeen: registry.Sighting{Place: canaryPlace("canaryP0area", "canaryP1place"), With: "canaryP1with"},
			Seeker:   registry.Seeker{Name: "canaryP2seeker" + name, Relation: "canaryP1relation", Contact: registry.Contact{Email: registry.Email("canaryP2" + name + "@example.org"), Phone: "0612345678"}},
		}
		switch name {
		case "hidden":
			req.Visibility = registry.VisibleVerified
		case "child":
			req.AtRisk = true
		}
		made, err := c.service.FileNotice(c.t.Context(), registry.Viewer{}, req)
		must(c.t, err)
		c.ids["ref."+name], c.ids["id."+name], c.ids["code."+name] = string(made.Reference), made.Record.ID, string(made.Code)
		by, err := c.service.HolderOfCode(c.t.Context(), made.Code)
		must(c.t, err)
		if name == "closed" {
			must(c.t, c.service.CloseNotice(c.t.Context(), by, registry.NoticeID(made.Record.ID), registry.CloseOther, "canaryP1closing"))
			continue
		}
		must(c.t, c.service.AddStatement(c.t.Context(), by, made.Record, "canaryP1said"+name, false, "once"+name))
	}
}

// reports files two by hospitals, and one by a stranger who holds a code.
func (c *cast) reports() {
	for name, by := range map[string]registry.Viewer{
		"north": {Ring: registry.RingOrganisation, Account: "account-organisation", Org: "north"},
		"south": {Ring: registry.RingOrganisation, Account: "account-south", Org: "south"}, "stranger": {},
	} {
		made, err := c.service.ReportFound(c.t.Context(), by, registry.ReportFound{
			Event: c.event, Once: name, Person: canaryReported(), Alias: "canaryP1alias", Tag: "canaryP1tag", Text: "canaryP3text" + name,
			Found: registry.Sighting{Place: canaryPlace("canaryP1ward"+name, "canaryP1bed"), With: "canaryP1bedwith"}, Reporter: canaryPlace("canaryP1reporterarea", "canaryP1reporter"), WayIn: "canaryP1wayin",
			Condition: registry.ConditionInjured, Confidence: registry.ConfidenceDocument,
			Source: registry.Source{Kind: registry.SourceHelper, Name: "canaryP2informer", Organisation: "canaryP1org", ContactPoint: "canaryP1point", Contact: registry.Contact{Email: "canaryP2source@example.org", Phone: "0687654321"}},
		})
		must(c.t, err)
		c.ids["report."+name], c.ids["reportid."+name], c.ids["code."+name] = string(made.Reference), made.Record.ID, string(made.Code)
	}
}

func canaryReported() registry.Person {
	p := canaryPerson("Eve canaryP1reported")
	p.Body.Hair, p.Body.Eyes, p.Body.Build, p.Body.Beard, p.Body.Glasses = "canaryP1rhair", "canaryP1reyes", "canaryP1rbuild", "canaryP1rbeard", "canaryP1rglasses"
	p.Things[0].Text = "canaryP1rcoat"
	return p
}

// work adds what staff and programs have before them.
func (c *cast) work() {
	now := time.Now()
	for _, name := range []string{"other", "hidden"} {
		n, r := registry.NoticeID(c.ids["id."+name]), registry.ReportID(c.ids["reportid.south"])
		l := &registry.Link{
			ID: registry.PairID(n, r), Notice: n, Report: r, Event: c.event, State: registry.LinkProposed, Score: 0.9, Proposed: now, Updated: now,
			Evidence: []registry.Evidence{{Field: "name", Code: "same", Verdict: registry.For, Bits: 5, Args: map[string]string{"name": "canaryP3evidence"}}},
		}
		c.put(l)
		c.ids["link."+name] = string(l.ID)
	}
	c.put(&registry.Task{ID: "task", Kind: registry.TaskDeath, Link: registry.LinkID(c.ids["link.other"]), Created: now, By: "account-moderator"})
	c.put(&registry.Hook{ID: "hook", URL: "https://hook.example/", By: "account-admin", Made: now})
	c.put(&registry.Flag{ID: "flag", Notice: registry.NoticeID(c.ids["id.other"]), Reason: registry.FlagOther, Text: "canaryP3flag", Made: now, Near: "canaryP4near", Wide: "canaryP4wide"})
	own := registry.NoticeID(c.ids["id.own"])
	c.put(&registry.Thread{ID: "thread", Notice: own, Org: "north", Account: "account-organisation", Opened: now, Updated: now, Flagged: now, FlaggedBy: registry.SideSeeker, FlagNote: "canaryP3threadflag"})
	c.put(&registry.Message{ID: "message", Thread: "thread", Notice: own, Side: registry.SideOutside, Name: "canaryP3signed", Text: "canaryP3message", Made: now, Passed: now})
	c.put(&registry.Message{ID: "held", Thread: "thread", Notice: own, Side: registry.SideOutside, Name: "canaryP3heldname", Text: "canaryP3heldtext", Made: now, Why: []registry.Doubt{registry.DoubtText}})
	c.put(&registry.Thread{ID: "thread-other", Notice: registry.NoticeID(c.ids["id.other"]), Org: "south", Account: "account-south", Opened: now, Updated: now})
	c.ids["message"] = "held"
	claim := &registry.Claim{
		ID: "claim", Reference: registry.NewReference(), Notice: registry.NoticeID(c.ids["id.other"]), Wish: registry.WishTell, Words: "canaryP3claimwords", Note: "canaryP3claimnote",
		Contact: registry.Contact{Email: "canaryP2claim@example.org"}, CodeHash: "canaryP4claim", Near: "canaryP4claimnear", Wide: "canaryP4claimwide", State: registry.ClaimMade, Made: now,
	}
	c.put(claim)
	c.ids["claim"] = string(claim.Reference)
	c.filler = c.visitor("en")
	draft := strings.Split(strings.Trim(c.filler.start("/find", url.Values{"names": {"canaryP3draft"}}), "/"), "/")
	c.ids["draft./find/new"] = draft[len(draft)-1]
	draft = strings.Split(strings.Trim(c.filler.start("/report", nil), "/"), "/")
	c.ids["draft./report/new"] = draft[len(draft)-1]
	for _, p := range c.parcels() {
		if string(p.Reference) == c.ids["ref.own"] {
			c.ids["letter"], c.marks["confirm"], c.marks["stop"] = string(p.Letter), p.Link, p.Stop
			c.marks["address"], c.marks["work"] = p.Link, p.Stop // of staff, by the same rules
		}
	}
}

// session returns the cookie of a role's session, a new one where the last is over;
// nil for the public and for programs.
func (c *cast) session(role string) *http.Cookie {
	if old := c.cookies[role]; old != nil {
		if _, err := c.accounts.Who(c.t.Context(), registry.Token(old.Value)); err == nil {
			return old
		}
	}
	c.cookies[role] = c.newSession(role)
	return c.cookies[role]
}

func (c *cast) newSession(role string) *http.Cookie {
	token, now := registry.NewToken(), time.Now()
	s := &access.Session{ID: token.Hash(), Created: now, Ends: now.Add(time.Hour), Form: formToken, Proven: now}
	name := "retrouve-desk"
	switch role {
	case "public", "key":
		return nil
	case "seeker":
		s.Scope, name = registry.Ref{Kind: registry.KindNotice, ID: c.ids["id.own"]}, "retrouve-manage"
	case "source":
		s.Scope, name = registry.Ref{Kind: registry.KindReport, ID: c.ids["reportid.stranger"]}, "retrouve-manage"
	case "newcomer": // sets up the second factor
		s.Account, s.Secret = "account-newcomer", "CANARYSECRET"
	case "claimant":
		s.Scope, name = registry.Ref{Kind: registry.KindClaim, ID: "claim"}, "retrouve-manage"
	case "writer":
		s.Scope, name = registry.Ref{Kind: registry.KindThread, ID: "thread"}, "retrouve-manage"
	default:
		s.Account = registry.AccountID("account-" + role)
	}
	c.put(s)
	if c.secure {
		name = "__Host-" + name
	}
	return &http.Cookie{Name: name, Value: string(token)}
}

// ask sends one request of a role to the site.
func (c *cast) ask(method, path, role string, cookie *http.Cookie, form url.Values, header http.Header) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	req.Header.Set("Accept-Language", "en")
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for k, v := range header {
		req.Header[k] = v
	}
	if role == "key" {
		req.Header.Set("Authorization", "Bearer "+c.keyText)
	}
	if cookie != nil {
		req.AddCookie(cookie)
	}
	rec := httptest.NewRecorder()
	c.handler.ServeHTTP(rec, req)
	return rec
}

// object is one way to fill in the parameters of a route.
type object struct{ name, path string }

// slug is the short name of the first event.
func (c *cast) slug() string {
	list, err := c.service.Events(c.t.Context())
	must(c.t, err)
	return list[0].Slug
}

// objects returns the addresses of a route: of what is there, of what is hidden,
// of another's, of nothing.
func (c *cast) objects(route string) []object {
	const absent = "00000000000000000000000000"
	set := func(param string, pairs ...string) (out []object) {
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, object{pairs[i], strings.Replace(route, param, pairs[i+1], 1)})
		}
		return out
	}
	unknown := string(registry.NewReference())
	switch {
	case strings.Contains(route, ":ref") && (strings.HasPrefix(route, "/desk/arrivals") || strings.HasPrefix(route, "/api/v1/reports")):
		return set(":ref", "own", c.ids["report.north"], "other", c.ids["report.south"], "absent", unknown)
	case strings.HasPrefix(route, "/desk/reports/:ref"):
		return set(":ref", "other", c.ids["report.south"], "absent", unknown)
	case strings.HasPrefix(route, "/desk/members/:account"):
		return set(":account", "own", "colleague-north", "other", "colleague-south", "absent", absent)
	case strings.HasPrefix(route, "/desk/members/invitations"):
		return set(":invitation", "own", "invitation-north", "other", "invitation-south", "absent", absent)
	case strings.Contains(route, ":thread"):
		return set(":thread", "own", "thread", "other", "thread-other", "absent", absent)
	case strings.HasPrefix(route, "/desk/claims/:ref"):
		return set(":ref", "other", c.ids["claim"], "absent", unknown)
	case strings.HasSuffix(route, "/me/:form"):
		return set(":ref/me/:form", "absent", c.ids["ref.other"]+"/me/"+string(registry.NewToken()))
	case strings.HasSuffix(route, "/write/:form"):
		return set(":ref/write/:form", "absent", c.ids["ref.other"]+"/write/"+string(registry.NewToken()))
	case strings.Contains(route, ":ref"):
		return set(":ref", "other", c.ids["ref.other"], "hidden", c.ids["ref.hidden"], "absent", unknown)
	case strings.HasSuffix(route, "/notices/:id"):
		return set(":id", "other", c.ids["ref.other"], "hidden", c.ids["ref.hidden"], "absent", unknown)
	case route == "/desk/notices":
		return []object{{"none", route}, {"other", route + "?ref=" + c.ids["ref.other"]}, {"hidden", route + "?ref=" + c.ids["ref.hidden"]}, {"absent", route + "?ref=" + unknown}}
	case route == "/desk/reports":
		return []object{{"other", route + "?ref=" + c.ids["report.south"]}, {"absent", route + "?ref=" + unknown}}
	case strings.Contains(route, ":link"):
		return set(":link", "other", c.ids["link.other"], "hidden", c.ids["link.hidden"], "absent", absent)
	case strings.Contains(route, ":task"):
		return set(":task", "other", "task", "absent", absent)
	case strings.Contains(route, ":event"):
		return set(":event", "other", c.slug(), "absent", absent)
	case strings.Contains(route, ":hook"):
		return set(":hook", "other", "hook", "absent", absent)
	case strings.Contains(route, ":mark"):
		kind := strings.Split(route, "/")[2]
		there := strings.Replace(strings.Replace(route, ":letter", c.ids["letter"], 1), ":mark", c.marks[kind], 1)
		return []object{{"other", there}, {"absent", strings.Replace(strings.Replace(route, ":letter", absent, 1), ":mark", c.marks["stop"], 1)}}
	case strings.Contains(route, ":draft"):
		base, _, _ := strings.Cut(route, "/:draft")
		step := "who"
		if base == "/report/new" {
			step = "looks"
		}
		route = strings.Replace(route, ":step", step, 1)
		return set(":draft", "own", c.ids["draft."+base], "absent", string(registry.NewToken()))
	case strings.Contains(route, ":code"):
		return set(":code", "other", c.ids["code.other"], "absent", "ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ")
	case strings.Contains(route, ":what"):
		return set(":what", "there", "confirm", "absent", absent)
	}
	for _, param := range []string{"account", "invitation", "org", "key", "token", "letter", "message"} {
		if strings.Contains(route, ":"+param) {
			return set(":"+param, "other", c.ids[param], "absent", absent)
		}
	}
	if strings.Contains(route, ":") {
		c.t.Errorf("objects() in cast_test.go does not know what to put into %s", route)
	}
	return []object{{"-", strings.TrimSuffix(route, "*")}}
}
