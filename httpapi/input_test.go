package httpapi_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// TestBadInput sends what people and machines get wrong: the answer says how to
// repair it and everything typed is still there.
func TestBadInput(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	draft := v.start("/find", nil)
	for _, c := range []struct {
		name, step string
		form       url.Values
		says       string
		keeps      string
	}{
		{"invalid UTF-8", "who", url.Values{"names": {"Ann\xff"}}, "cannot be read", "Ann"},
		{"a megabyte in a field", "looks", url.Values{"description": {strings.Repeat("a", 1<<20)}}, "at most 4000 letters", strings.Repeat("a", 1000)},
		{"birth date ahead", "age", url.Values{"birth.d": {"1"}, "birth.m": {"1"}, "birth.y": {"2199"}}, "in the future", `value="2199"`},
		{"no such day", "age", url.Values{"birth.d": {"31"}, "birth.m": {"February"}, "birth.y": {"1990"}}, "date that exists", `value="February"`},
		{"two-digit year", "age", url.Values{"birth.y": {"85"}}, "four digits", `value="85"`},
		{"age upside down", "age", url.Values{"age.min": {"40"}, "age.max": {"20"}}, "Swap them", `value="40"`},
		{"age in words", "age", url.Values{"age.min": {"forty"}}, "number", `value="forty"`},
		{"height", "looks", url.Values{"height": {"tall"}, "hair": {"brown"}}, "like 170", `value="brown"`},
		{"time", "when", url.Values{"time": {"after supper"}}, "21:40", `value="after supper"`},
		{"e-mail", "you", url.Values{"email": {"me at home"}, "seeker": {"Jo"}}, "name@example.com", `value="Jo"`},
		{"telephone", "you", url.Values{"phone": {"call me"}}, "telephone number", `value="call me"`},
		{"visibility", "sharing", url.Values{"visibility": {"nobody"}}, "Choose one", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := v.post(draft+c.step, c.form)
			if p.status != http.StatusUnprocessableEntity {
				t.Errorf("status %d", p.status)
			}
			box := p.Find(".summary-box li").First().Text()
			if !strings.Contains(box, c.says) {
				t.Errorf("the box says %q", box)
			}
			if beside := p.Find(".error").First().Text(); !strings.Contains(beside, strings.TrimSpace(box)) {
				t.Errorf("above %q, beside the field %q", box, beside)
			}
			if href := p.Find(".summary-box a").AttrOr("href", ""); p.Find(href).Length() != 1 {
				t.Errorf("the link leads to %q", href)
			}
			if !strings.Contains(p.body, c.keeps) {
				t.Error("what was typed is gone")
			}
			if title := p.Find("title").Text(); !strings.HasPrefix(title, "Error:") {
				t.Errorf("title %q", title)
			}
		})
	}
}

// TestInvisible drops control and bidi characters from what is typed.
func TestInvisible(t *testing.T) {
	s := newSite(t)
	n := s.visitor("en").file("Ka\u202erl\u0007  Ma\u200frx", nil)
	p := s.visitor("en").get("/p/" + n.reference)
	if got := strings.TrimSpace(p.Find("h1").Text()); got != "Karl Marx" {
		t.Errorf("name %q", got)
	}
}

// TestTooMuch refuses whole what no person types.
func TestTooMuch(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	draft := v.start("/find", nil)
	if p := v.post(draft+"looks", url.Values{"description": {strings.Repeat("a", 3<<20)}}); p.status != http.StatusRequestEntityTooLarge {
		t.Errorf("3 MiB: %d", p.status)
	}
	many := url.Values{}
	for i := range 10000 {
		many.Set("f"+strconv.Itoa(i), "x")
	}
	if p := v.post(draft+"looks", many); p.status != http.StatusRequestEntityTooLarge && p.status != http.StatusBadRequest {
		t.Errorf("10,000 fields: %d", p.status)
	}
}

// TestNeeded asks in the end for what is needed, and only for that.
func TestNeeded(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	draft := v.start("/find", nil)
	p := v.post(draft+"check", nil)
	if p.status != 422 || p.Find(".summary-box li").Length() != 3 {
		t.Errorf("an empty notice: %d, %s", p.status, p.Find(".summary-box").Text())
	}
	p.Find(".summary-box li").Each(func(_ int, li *goquerySelection) {
		if li.Find("a").Length() != 1 {
			t.Errorf("no link in %q", li.Text())
		}
	})
	v.fill(draft, map[string]url.Values{"looks": {"marks": {"scar on the chin"}}, "you": {"email": {"a@example.org"}}})
	if p := v.post(draft+"check", url.Values{"consent": {"yes"}}); p.status != 200 {
		t.Errorf("a description alone: %d", p.status)
	}
	empty := v.start("/report", nil)
	if p := v.post(empty+"check", nil); p.status != 422 {
		t.Errorf("an empty report: %d", p.status)
	}
	v.fill(empty, map[string]url.Values{"looks": {"clothes": {"blue coat"}}})
	if p := v.post(empty+"check", nil); p.status != 200 {
		t.Errorf("a report with a coat: %d", p.status)
	}
}

// TestEvents refuses an event that is unknown and a draft of another one.
func TestEvents(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	if p := v.post("/find/new", url.Values{"event": {"nowhere"}}); p.status != 422 || !strings.Contains(p.body, "No event is open under this name") {
		t.Errorf("unknown event: %d", p.status)
	}
	_, err := s.service.AddEvent(t.Context(), registry.Event{Slug: "flood", Name: map[string]string{"": "Flood"}, Zone: "UTC"})
	must(t, err)
	draft := v.start("/find", url.Values{"event": {"drill"}, "names": {"Ann"}})
	v.fill(draft, map[string]url.Values{"you": {"phone": {"0600000000"}}})
	if p := v.post(draft+"check", url.Values{"consent": {"yes"}, "event": {"flood"}}); p.status != 422 || !strings.Contains(p.body, "belong to another event") {
		t.Errorf("draft of another event: %d", p.status)
	}
	must(t, s.service.CloseEvent(t.Context(), registry.System, "drill", registry.KeepEvent))
	if p := v.post(draft+"check", url.Values{"consent": {"yes"}}); p.status != 422 || !strings.Contains(p.body, "takes no more notices") {
		t.Errorf("closed event: %d", p.status)
	}
}

// TestCodes refuses codes that are not codes, with one sentence each.
func TestCodes(t *testing.T) {
	s := newSite(t)
	v := s.visitor("en")
	n := v.file("Ann Other", nil)
	for code, says := range map[string]string{
		"":                      "33 letters",
		"ABC":                   "33 letters",
		strings.Repeat("A", 33): "One character is wrong",
		strings.Repeat("A", 32): "No notice or report has this code",
		n.code + "0":            "33 letters",
		"!" + n.code[1:]:        "never in a code",
	} {
		if p := v.post("/m", url.Values{"code": {code}}); p.status != 422 || !strings.Contains(p.Find(".summary-box").Text(), says) {
			t.Errorf("%q: %d %s", code, p.status, p.Find(".summary-box").Text())
		}
	}
	if p := v.post("/m", url.Values{"code": {strings.ToLower(strings.ReplaceAll(n.code, "-", " "))}}); !strings.HasSuffix(p.url.Path, "/manage") {
		t.Errorf("lower case with spaces led to %s", p.url.Path)
	}
}

// TestClosedMeanwhile keeps the report on a notice that closed while it was typed.
func TestClosedMeanwhile(t *testing.T) {
	s := newSite(t)
	owner, helper := s.visitor("en"), s.visitor("en")
	n := owner.file("Ann Other", nil)
	draft := helper.start("/report", url.Values{"about": {n.reference}})
	helper.fill(draft, map[string]url.Values{"state": {"text": {"She is in the gym."}}})
	m := owner.post("/m", url.Values{"code": {n.code}})
	owner.post("/manage/close", with(m.hidden("/manage/close"), "reason", "other"))
	p := helper.post(draft+"check", nil)
	if p.status != 422 || !strings.Contains(p.body, "has been closed") || !strings.Contains(p.body, "She is in the gym.") {
		t.Fatalf("closed meanwhile: %d %s", p.status, p.Find(".summary-box").Text())
	}
	if p := helper.post(draft+"check", url.Values{"alone": {"yes"}}); p.status != 200 {
		t.Errorf("sent alone: %d", p.status)
	}
	if p := helper.post("/report/new", url.Values{"about": {n.reference}}); p.status != 410 {
		t.Errorf("starting on a closed notice: %d", p.status)
	}
}
