package httpapi

import (
	"errors"
	"net/http"
	"regexp"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/spam"
)

// managePage is what the holder of a code sees: of a notice or of a report.
type managePage struct {
	Base
	Reference    string
	Tag, TagTone string
	IsNotice     bool
	Open, Closed bool
	Held         bool   // waits for a person to look at it
	Refused      string // why it was not let through
	Reopenable   bool   // the closing can be taken back
	Match        bool
	Checking     bool
	MatchText    string
	ContactPoint string
	ContactDial  string // to dial it, when it is a number and nothing else
	Timeline     []TimelineEntry
	Threads      []ThreadLine
	Say, Close   []Field
	Muted        bool    // moderators keep what is said here from everybody
	Stop         []Field // instead of Close, while others look too
	StopText     string
	CloseToo     bool // the form of Stop can close the search too
	Once         string
	ExpiresText  string
	Expiring     bool
	Life         []Field
	ClosedText   string
	Erasable     bool
	Facts        []Fact
	Public       []Fact // what everybody sees, for who joined
	Reach        []reachLine
	Fresh        string // for the form that makes a new code
}

var (
	sayFields    = []fieldDef{{name: "text", kind: kindArea}, {name: "public", kind: kindCheck}}
	sourceFields = sayFields[:1]
	stopFields   = []fieldDef{closeFields[0], {name: "note", optional: true}}
	closeFields  = []fieldDef{{name: "reason", kind: kindRadios, options: []string{"found", "mistake", "other"}}, {name: "note", optional: true}}
)

func (s *Server) manage(r *request) error { return r.managePage(nil) }

// managePage renders the page of the session's notice or report, with the
// problems of the form that was sent.
func (r *request) managePage(problems registry.Problems) error {
	r.here = "/manage"
	switch r.viewer.Ring {
	case registry.RingSeeker:
		return r.manageNotice(problems)
	case registry.RingSource:
		return r.manageReport(problems)
	case registry.RingClaimant:
		return r.ownClaim(problems)
	case registry.RingInformer:
		return r.threadPage(registry.ThreadID(r.viewer.Scope.ID), problems)
	}
	return r.redirect("/m")
}

func (r *request) manageNotice(problems registry.Problems) error {
	n, err := r.Service.SeekerNotice(r.ctx, r.viewer)
	if err != nil {
		return err
	}
	r.useEvent(n.Event)
	p := managePage{
		Reference: n.Reference.String(), IsNotice: true, Open: n.State == registry.NoticeOpen, Closed: n.State == registry.NoticeClosed,
		Held: n.State == registry.NoticeHeld, Reopenable: n.Reopenable, Checking: n.Checking != nil, Match: n.Match != nil, Timeline: r.seekerTimeline(n), Facts: r.seekerFacts(n),
	}
	if p.Match {
		p.matched(r, n.Match)
	}
	if n.Refusal != "" {
		p.Refused = r.t("refused." + string(n.Refusal))
	}
	p.Tag, p.TagTone = r.seekerTag(n)
	p.lifeTexts(r, n)
	fields, names := sayFields, n.Person.Names
	if n.Joined {
		names, p.Public = n.Card.Names, r.publicFacts(n.Card)
	}
	if p.Muted = n.Muted; !p.Open || n.Joined || n.Shielded || n.Muted {
		fields = sourceFields
	}
	p.endings(r, n, problems)
	if p.Threads, err = r.threadLines(); err != nil {
		return err
	}
	return r.finishManage(p, r.t("manage.title", "name", r.mainName(names).Text), fields, problems)
}

// endings offers how the seeker can end the search: for everybody, for themselves
// only, or, where others look too, either by the same form.
func (p *managePage) endings(r *request, n registry.SeekerNotice, problems registry.Problems) {
	switch {
	case n.Owner && (n.Others == 0 || !p.Open):
		p.Close = r.fields("manage", closeFields, r.form, problems)
		return
	case !p.Open:
		return
	case n.Owner:
		p.CloseToo, p.StopText = true, r.t("manage.stop.owner.text", "n", n.Others)
	case n.Others == 0:
		p.StopText = r.t("manage.stop.last.text")
	default:
		p.StopText = r.t("manage.stop.text", "n", n.Others)
	}
	p.Stop = r.fields("stop", stopFields, r.form, problems)
}

// number is a telephone number with nothing else beside it.
var number = regexp.MustCompile(`^\+?[0-9][0-9 ().\-\x{a0}\x{202f}]{2,30}$`)

// matched says whom to call: the source's contact point, else the event's hotline.
func (p *managePage) matched(r *request, l *registry.SeekerLink) {
	p.MatchText, p.ContactPoint = r.t("manage.match.text"), l.ContactPoint
	if p.ContactPoint == "" && r.event != nil && r.event.Hotline != "" {
		p.ContactPoint = string(r.event.Hotline)
	}
	if number.MatchString(p.ContactPoint) {
		p.ContactDial = EventBanner{}.Dial(p.ContactPoint)
	}
	if p.ContactPoint == "" {
		p.MatchText = r.t("manage.match.called")
	}
}

func (r *request) seekerTag(n registry.SeekerNotice) (word, tone string) {
	switch {
	case n.State == registry.NoticeClosed:
		return r.t("tag.closed"), ""
	case n.State == registry.NoticeHeld:
		return r.t("tag.held"), "review"
	case n.Match != nil:
		return r.t("tag.match"), "good"
	case n.Checking != nil:
		return r.t("tag.checking"), "attention"
	case n.Faded:
		return r.t("tag.faded"), "review"
	}
	return r.t("tag.looking"), "info"
}

func (r *request) finishManage(p managePage, title string, say []fieldDef, problems registry.Problems) error {
	p.Base = r.base(title, "")
	if f := r.c.QueryParam("done"); slices.Contains([]string{"said", "extended", "closed", "reopened", "withdrawn", "claim", "erasing", "asked", "confirmed", "resumed"}, f) {
		p.Flash = "flash." + f
	}
	var err error
	if p.Reach, err = r.reachLines(problems); err != nil {
		return err
	}
	p.Timeline = marked(p.Timeline, r.since())
	p.Once = r.form("once")
	if p.Once == "" || len(problems) == 0 {
		p.Once = registry.NewID()
	}
	p.Fresh = registry.NewID()
	p.Say = r.fields("manage", say, r.form, problems)
	forms := [][]Field{p.Say, p.Close, p.Stop}
	for _, l := range p.Reach {
		forms = append(forms, l.Digits)
	}
	r.wrong(&p.Base, problems, forms...)
	return r.render(status(problems), "manage", p)
}

// seekerTimeline is everything that happened, newest first.
func (r *request) seekerTimeline(n registry.SeekerNotice) []TimelineEntry {
	var out []TimelineEntry
	if !n.Closed.IsZero() {
		out = append(out, TimelineEntry{Text: r.t("timeline.closed." + string(n.Reason)), Meta: r.at(n.Closed), at: n.Closed})
	}
	if n.Match != nil {
		out = append(out, TimelineEntry{Text: r.t("timeline.match"), Meta: r.at(n.Match.Since), at: n.Match.Since})
	}
	if n.Checking != nil {
		out = append(out, TimelineEntry{Text: r.t("timeline.checking"), Meta: r.at(n.Checking.Since), at: n.Checking.Since})
	}
	out = append(out, r.saidTimeline(n.Statements)...)
	for _, m := range slices.Backward(n.Company) {
		text := r.t("timeline.joined")
		if m.Left {
			text = r.t("timeline.left")
		}
		out = append(out, TimelineEntry{Text: text, Meta: r.at(m.At), at: m.At})
	}
	if n.Joined {
		out = append(out, TimelineEntry{Text: r.t("timeline.you_joined"), Meta: r.at(n.Mine.Joined), at: n.Mine.Joined})
	}
	if n.Confirmed.After(n.Filed) {
		out = append(out, TimelineEntry{Text: r.t("timeline.confirmed"), Meta: r.at(n.Confirmed), at: n.Confirmed})
	}
	return append(out, TimelineEntry{Text: r.t("timeline.filed"), Meta: r.at(n.Filed), at: n.Filed})
}

// heard returns when a statement was news to the reader: never, if it is their own.
func heard(st registry.SeekerStatement) time.Time {
	if st.Mine {
		return time.Time{}
	}
	return st.Made
}

func (r *request) saidTimeline(list []registry.SeekerStatement) []TimelineEntry {
	var out []TimelineEntry
	for i := len(list) - 1; i >= 0; i-- {
		st := list[i]
		by := "by." + string(st.By)
		switch {
		case st.Mine && st.Public:
			by = "by.you.public"
		case st.Mine:
			by = "by.you"
		}
		text := r.claimSaid(st.Kind, st.Text)
		if st.Kind == registry.Claimed || st.Kind == registry.ClaimUndone {
			by = "by.claim"
		}
		if st.Kind == registry.ContactOpened {
			text = r.openedSaid(st.Text)
		}
		out = append(out, TimelineEntry{Text: text, Meta: r.t("meta.said", "by", r.t(by), "when", r.at(st.Made)), at: heard(st)})
	}
	return out
}

// openedSaid says that contacts were opened, with the reason where its owner may read it.
func (r *request) openedSaid(reason string) string {
	if reason == "" {
		return r.t("timeline.contact_opened.plain")
	}
	return r.t("timeline.contact_opened", "reason", reason)
}

func (r *request) seekerFacts(n registry.SeekerNotice) []Fact {
	mine := facts(
		r.fact("you", n.Mine.Name), r.fact("phone", string(n.Mine.Contact.Phone)), r.fact("email", string(n.Mine.Contact.Email)), r.fact("relation", n.Mine.Relation),
	)
	if n.Joined {
		return mine
	}
	p := n.Person
	list := facts(
		r.fact("names", joinNames(p.Names)), r.fact("birth", r.date(p.Birth)), r.fact("age", r.age(&p)), r.fact("sex", r.sexWord(p.Sex)),
	)
	list = append(list, r.bodyFacts(p)...)
	list = append(list, facts(
		r.fact("seen", r.when(n.LastSeen.From)), r.fact("area", n.LastSeen.Place.Area), r.fact("place", n.LastSeen.Place.Text),
		r.fact("companions", p.Companions), r.fact("medical", p.Medical), r.fact("languages", r.languages(p.Languages)), r.fact("home", p.Home.Text),
		r.fact("visibility", r.t("visibility."+string(n.Visibility))),
	)...)
	return append(list, mine...)
}

func (r *request) bodyFacts(p registry.Person) []Fact {
	b := p.Body
	return facts(
		r.fact("height", r.height(b.HeightCM)), r.fact("build", b.Build), r.fact("hair", b.Hair), r.fact("eyes", b.Eyes), r.fact("beard", b.Beard),
		r.fact("glasses", b.Glasses), r.fact("clothes", things(p.Things, false)), r.fact("carried", things(p.Things, true)), r.fact("marks", marks(b.Marks)), r.fact("description", p.Description),
	)
}

func (r *request) manageReport(problems registry.Problems) error {
	v, err := r.Service.SourceReport(r.ctx, r.viewer)
	if err != nil {
		return err
	}
	r.useEvent(v.Event)
	p := managePage{Reference: v.Reference.String(), Open: v.State == registry.ReportOpen, Tag: r.t("tag.received"), TagTone: "info"}
	if !p.Open {
		p.Tag, p.TagTone = r.t("tag.withdrawn"), ""
	}
	p.Timeline = append(r.saidTimeline(v.Statements), TimelineEntry{Text: r.t("timeline.reported"), Meta: r.at(v.Filed), at: v.Filed})
	p.Facts = append(facts(r.fact("names", joinNames(v.Person.Names)), r.fact("sex", r.sexWord(v.Person.Sex)), r.fact("age", r.age(&v.Person))), r.bodyFacts(v.Person)...)
	p.Facts = append(p.Facts, facts(
		r.fact("companions", v.Person.Companions), r.fact("languages", r.languages(v.Person.Languages)),
		r.fact("condition", r.condition(v.Condition)), r.fact("confidence", r.t("confidence."+v.Confidence.String())), r.fact("text", v.Text),
		r.fact("found_at", r.when(v.Found.From)), r.fact("found_area", v.Found.Place.Area), r.fact("found_place", v.Found.Place.Text),
	)...)
	return r.finishManage(p, r.t("manage.report.title"), sourceFields, problems)
}

func (r *request) condition(c registry.Condition) string {
	if c == "" {
		return ""
	}
	return r.t("condition." + string(c))
}

// managed runs a use-case for the holder of a code: the form's token first, the
// page again with the problems, or on to the page that says it is done.
func (r *request) managed(done string, use func() error) error {
	if r.viewer.Scope == (registry.Ref{}) {
		return echo.NewHTTPError(http.StatusForbidden) // the session is over; the browser keeps what was typed
	}
	if err := r.own(); err != nil {
		return err
	}
	return r.governed(use(), r.managePage, "/manage?done="+done)
}

func (s *Server) manageSay(r *request) error {
	return r.managed("said", func() error {
		public := r.form("public") != ""
		if public && spam.Score(r.form("text")) >= spam.Threshold {
			var p registry.Problems
			p.Add("text", "not_for_all")
			return p
		}
		return s.Service.AddStatement(r.ctx, r.viewer, r.viewer.Scope, r.form("text"), public, r.form("once"))
	})
}

func (s *Server) manageClose(r *request) error {
	return r.managed("closed", func() error {
		id := registry.NoticeID(r.viewer.Scope.ID)
		return s.Service.CloseNotice(r.ctx, r.viewer, id, registry.CloseReason(r.form("reason")), r.form("note"))
	})
}

func (s *Server) manageReopen(r *request) error {
	return r.managed("reopened", func() error { return s.Service.ReopenNotice(r.ctx, r.viewer) })
}

func (s *Server) manageWithdraw(r *request) error {
	return r.managed("withdrawn", func() error { return s.Service.WithdrawReport(r.ctx, r.viewer) })
}

// manageStop takes a seeker off the notice; their code and session end with it.
func (s *Server) manageStop(r *request) error {
	if r.viewer.Scope == (registry.Ref{}) {
		return r.redirect("/m") // a second click
	}
	if err := r.own(); err != nil {
		return err
	}
	err := s.Service.LeaveNotice(r.ctx, r.viewer, registry.CloseReason(r.form("reason")), r.form("note"))
	if problems, ok := errors.AsType[registry.Problems](err); ok {
		return r.managePage(problems)
	}
	if err != nil {
		return err
	}
	return r.endHolding("/m?done=stopped")
}

// manageLeave ends the session: the phone may belong to somebody else.
func (s *Server) manageLeave(r *request) error {
	if err := r.own(); err != nil {
		return err
	}
	return r.endHolding("/")
}

// endHolding ends the session of a code and leads on.
func (r *request) endHolding(to string) error {
	if err := r.Accounts.SignOut(r.ctx, r.session); err != nil {
		return err
	}
	r.setCookie(cookieHolder, "", false)
	r.c.Response().Header().Set("Clear-Site-Data", `"cache"`)
	return r.redirect(to)
}
