package httpapi

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"github.com/jba/templatecheck"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search"
	"github.com/retrouve/retrouve/search/match"
	"github.com/retrouve/retrouve/templates/i18n"
)

// TestTemplates type-checks every template against the struct of its page: a
// field that was renamed breaks this, not the page.
func TestTemplates(t *testing.T) {
	set, err := Parsed()
	if err != nil {
		t.Fatal(err)
	}
	structs := map[string]any{
		"deskhome": deskHomePage{}, "letter": letterPage{}, "lost": lostPage{}, "lostsent": Base{}, "outbox": outboxPage{}, "hooks": hooksPage{},
		"home": homePage{}, "search": searchPage{}, "notice": noticePage{}, "step": stepPage{}, "check": checkPage{}, "saved": savedPage{},
		"done": donePage{}, "report": reportPage{}, "open": openPage{}, "erase": erasePage{}, "manage": managePage{}, "signin": signInPage{}, "queue": queuePage{},
		"pair": pairPage{}, "siblings": siblingsPage{}, "desknotice": deskNoticePage{}, "review": reviewPage{}, "flag": flagPage{}, "flagged": flaggedPage{}, "flags": deskFlagsPage{}, "sources": sourcesPage{}, "source": sourcePage{}, "deskreport": deskReportPage{}, "desktwins": deskTwinsPage{},
		"factor": factorPage{}, "codes": codesPage{}, "stepup": stepUpPage{}, "invited": invitedPage{}, "account": accountPage{},
		"adminaccounts": adminAccountsPage{}, "members": membersPage{}, "adminaccount": adminAccountPage{}, "admininvitations": adminInvitationsPage{},
		"adminorgs": adminOrgsPage{}, "adminorg": adminOrgPage{}, "adminevents": adminEventsPage{}, "adminevent": adminEventPage{}, "adminclock": adminClockPage{}, "adminclose": adminClosePage{}, "adminlock": adminLockPage{}, "admineventform": adminEventFormPage{}, "adminplaces": adminPlacesPage{}, "adminkeys": adminKeysPage{}, "adminkey": adminKeyPage{},
		"me": mePage{}, "claim": claimPage{}, "ownclaim": ownClaimPage{}, "deskclaims": deskClaimsPage{}, "deskclaim": deskClaimPage{},
		"write": writePage{}, "kept": keptPage{}, "thread": threadPage{}, "threads": threadsPage{}, "deskthreads": deskThreadsPage{},
		"content": contentPage{}, "wait": waitPage{}, "brakes": brakesPage{}, "audit": auditPage{}, "arrivals": arrivalsPage{}, "arrival": arrivalPage{}, "newarrival": newArrivalPage{}, "error": errorPage{}, "components": componentsPage{},
	}
	for _, name := range set.Pages() {
		data, ok := structs[name]
		if !ok {
			t.Errorf("page %s has no struct here", name)
			continue
		}
		if err := templatecheck.CheckHTML(set.Template("en", name), data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNoBuiltInEscapers: html/template joins the arguments of a function that is
// called as one of its escapers, so a sentence comes out as its key.
func TestNoBuiltInEscapers(t *testing.T) {
	escaper := regexp.MustCompile(`\{\{[^}]*\b(html|urlquery|js)\b[^}]*\}\}`)
	looked := 0
	for _, dir := range []string{"page", "part", "layout"} {
		pages, _ := filepath.Glob("../templates/" + dir + "/*.html")
		for _, p := range pages {
			text, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			if m := escaper.Find(text); m != nil {
				t.Errorf("%s: %s", p, m)
			}
			looked++
		}
	}
	if looked < 50 {
		t.Errorf("looked at %d templates", looked)
	}
}

// TestSentences asks for every sentence whose key the code puts together.
func TestSentences(t *testing.T) {
	catalogues, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range catalogues {
		need := func(key string) {
			if !c.Has(key) {
				t.Errorf("%s has no %s", c.Code, key)
			}
		}
		for _, code := range match.Codes() {
			need("evidence." + code.Field + "." + code.Code)
		}
		for _, code := range search.ReasonCodes() {
			need("reason." + code.Field + "." + code.Code)
		}
		for _, d := range registry.Doubts() {
			need("doubt." + string(d))
		}
		for _, p := range []registry.Progress{registry.ProgressChecking, registry.ProgressConfirmed, registry.ProgressTold} {
			need("arrival.progress." + string(p))
		}
		for _, k := range []registry.WayKind{registry.WayAddress, registry.WayNetwork, registry.WayText, registry.WayAccount, registry.WayPhone, registry.WayMail, registry.WayImport} {
			need("way." + string(k))
		}
		for _, v := range arrivalFields(true)[5].options {
			need("field.condition.option." + v)
		}
		for _, k := range registry.Confidences() {
			need("confidence." + k.String())
		}
		for _, status := range errorStatuses {
			need("error." + strconv.Itoa(status) + ".title")
		}
		for _, j := range []*journey{findJourney, joinJourney, reportJourney, reportJourney.about} {
			for _, st := range j.steps {
				need("step." + j.name + "." + st.name)
				for _, f := range st.fields {
					if key := "field." + j.name + "." + f.name; !c.Has(key) {
						need("field." + f.name)
					}
				}
			}
		}
	}
}
