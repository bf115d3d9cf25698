package registry

import (
	"slices"
	"time"
)

// PublicNotice is what everybody may see of a notice: class P0 only.
type PublicNotice struct {
	Reference Reference
	Event     EventID
	Lang      string

	Names   []Name // masked when Shielded
	AgeBand *Span  // years
	Sex     Sex
	Area    string
	Seen    PartialDate // when last seen

	Shielded bool // a minor or somebody at risk: first name or initials only
	Looks    *Looks
	News     bool
	Relay    bool // everybody may write to who looks for the person

	Filed     time.Time
	Confirmed time.Time
	Expires   time.Time
}

// Looks is what a passer-by could recognise. It is shown only where the filer
// chose to show it. Marks under clothes, things carried, medical needs and the free
// description are not among it: they are what proves a match, so they must not be copied.
type Looks struct {
	HeightCM                          Span
	Build, Hair, Eyes, Beard, Glasses string
	Clothes                           []string
}

// Empty reports whether nothing is known.
func (l *Looks) Empty() bool {
	return l == nil || l.HeightCM == (Span{}) && l.Build+l.Hair+l.Eyes+l.Beard+l.Glasses == "" && len(l.Clothes) == 0
}

// ForPublic returns the public view. It answers false when the public may not
// know that the notice exists: the caller then answers exactly as for an unknown
// one.
func (n *Notice) ForPublic(now time.Time) (PublicNotice, bool) {
	if n.Visibility == VisibleVerified || n.State != NoticeOpen || n.Faded(now) {
		return PublicNotice{}, false
	}
	return n.card(now), true
}

// ForVerified returns the card that people with an account see, also of notices
// that the public does not know of.
func (n *Notice) ForVerified(now time.Time) (PublicNotice, bool) {
	if n.State != NoticeOpen || n.Faded(now) {
		return PublicNotice{}, false
	}
	v := n.card(now)
	v.Names = n.Person.fullNames()
	return v, true
}

func (n *Notice) card(now time.Time) PublicNotice {
	v := PublicNotice{
		Reference: n.Reference, Event: n.Event, Lang: n.Lang,
		Names: n.publicNames(now), AgeBand: ageBand(&n.Person, now), Sex: n.Person.Sex,
		Area: n.LastSeen.Place.Area, Seen: n.LastSeen.From.Date,
		Shielded: n.Shielded(now), News: !n.News.IsZero(),
		Filed: n.Filed, Confirmed: n.Confirmed, Expires: n.Expires, Relay: n.relays(Viewer{}, now),
	}
	if n.Visibility == VisiblePublic && !v.Shielded {
		v.Looks = n.Person.looks()
	}
	return v
}

// PublicText returns the words by which everybody may find the notice: its
// public names, and its looks and area where those are public.
func (n *Notice) PublicText(now time.Time) (names []Name, looks []string, area string) {
	v := n.card(now)
	if l := v.Looks; l != nil {
		looks = slices.DeleteFunc(append([]string{l.Build, l.Hair, l.Eyes, l.Beard, l.Glasses}, l.Clothes...), func(s string) bool { return s == "" })
	}
	return v.Names, looks, v.Area
}

func (n *Notice) publicNames(now time.Time) []Name {
	if !n.Shielded(now) || n.Copied {
		return n.Person.fullNames()
	}
	if len(n.Person.Names) == 0 {
		return nil
	}
	for _, name := range n.Person.Names {
		if m := name.Masked(); m.Full != "" {
			return []Name{m}
		}
	}
	return nil
}

// fullNames returns the names without who claimed them: that is somebody else.
func (p *Person) fullNames() []Name {
	names := slices.Clone(p.Names)
	for i := range names {
		names[i].By = ""
	}
	return names
}

func (p *Person) looks() *Looks {
	b := p.Body
	l := &Looks{HeightCM: b.HeightCM, Build: b.Build, Hair: b.Hair, Eyes: b.Eyes, Beard: b.Beard, Glasses: b.Glasses}
	for _, t := range p.Things {
		if t.Bearing != BearingCarried {
			l.Clothes = append(l.Clothes, t.Text)
		}
	}
	return l
}

// ageBand coarsens an age to what the public may know: five years for adults,
// stages of life for minors, the range itself where it is wider.
func ageBand(p *Person, now time.Time) *Span {
	a, ok := p.AgeOn(now)
	if !ok {
		return nil
	}
	lo, hi := bandOf(a.Min), bandOf(a.Max)
	return &Span{Min: lo.Min, Max: hi.Max}
}

func bandOf(age int) Span {
	for _, b := range []Span{{0, 2}, {3, 5}, {6, 11}, {12, 17}, {18, 19}} {
		if age <= b.Max {
			return b
		}
	}
	return Span{age / 5 * 5, age/5*5 + 4}
}

// PublicStatement is a statement that its author agreed to show to everybody.
type PublicStatement struct {
	Text    string
	Made    time.Time
	By      Ring // seeker, moderator
	Checked bool // made by a moderator
}

// ForPublic returns the public view of a statement, false when it has none.
func (s *Statement) ForPublic() (PublicStatement, bool) {
	if !s.Public || s.Kind != Said || s.Status == StatusDead {
		return PublicStatement{}, false
	}
	return PublicStatement{Text: s.Text, Made: s.Made, By: s.By.Ring, Checked: s.By.Moderates()}, true
}

// SeekerNotice is what a seeker sees with their code: all that they filed, what
// happened since, and nothing of the found side but whom to call once a human
// confirmed it. Of other seekers it says how many there are.
type SeekerNotice struct {
	ID        NoticeID
	Reference Reference
	Event     EventID
	Version   Version
	Mine      Seeker // without its code hash
	Joined    bool   // somebody else filed the notice: Card instead of the person
	Card      PublicNotice
	Owner     bool // may close the search and have it erased
	Others    int  // seekers beside this one
	Company   []SeekerMove

	Person     Person
	LastSeen   Sighting
	Visibility Visibility
	AtRisk     bool
	Shielded   bool // everybody sees as little of it as of a child's
	Muted      bool // moderators keep its public words from everybody
	State      NoticeState
	Reason     CloseReason
	Refusal    Refusal
	Filed      time.Time
	Confirmed  time.Time
	Expires    time.Time
	Closed     time.Time
	Reopenable bool
	Faded      bool
	Life       int       // days that the search lives from each confirmation
	Gone       time.Time // when everything about it is erased unless they do something
	Expiring   bool      // it is time to renew it
	Erasing    bool      // closed in order to be erased
	Erasable   bool      // may be erased by this seeker

	Checking   *SeekerLink // a possible match is being checked by people
	Match      *SeekerLink // a match was confirmed, with whom to call
	Statements []SeekerStatement
}

// SeekerLink is what a seeker may know of a link.
type SeekerLink struct {
	Since        time.Time
	ContactPoint string // empty while checking
}

// SeekerMove says that another seeker came or went, and nothing of who.
type SeekerMove struct {
	Left bool
	At   time.Time
}

// SeekerStatement is a statement as a seeker sees it.
type SeekerStatement struct {
	Kind   StatementKind
	Text   string
	Made   time.Time
	By     Ring
	Mine   bool
	Public bool
}

// ModeratorNotice is what a moderator sees beside a report: everything but the
// contacts, which OpenContacts hands out with a reason.
type ModeratorNotice struct {
	ID         NoticeID
	Reference  Reference
	Event      EventID
	Person     Person
	LastSeen   Sighting
	Visibility Visibility
	AtRisk     bool
	Shielded   bool
	Muted      bool
	Lang       string
	State      NoticeState
	Reason     CloseReason
	Refusal    Refusal
	Review     *Review // while it waits
	Filed      time.Time
	Confirmed  time.Time
	Removing   bool      // moderators have it erased
	Gone       time.Time // when it is erased unless somebody does something
	Origin     RecordID
	Relations  []string // of the seekers
	Reachable  bool     // some seeker left a contact
}

// Ref names the notice.
func (v ModeratorNotice) Ref() Ref { return Ref{KindNotice, string(v.ID)} }

// Ref names the report.
func (v ModeratorReport) Ref() Ref { return Ref{KindReport, string(v.ID)} }

// ForModerator returns the moderators' view.
func (n *Notice) ForModerator(now time.Time) ModeratorNotice {
	v := ModeratorNotice{
		ID: n.ID, Reference: n.Reference, Event: n.Event, Person: n.Person, LastSeen: n.LastSeen,
		Visibility: n.Visibility, AtRisk: n.AtRisk, Shielded: n.Shielded(now), Muted: n.Muted, Lang: n.Lang,
		State: n.State, Reason: n.CloseReason, Refusal: n.Refusal, Review: n.Review, Filed: n.Filed, Origin: n.Origin.Record,
		Confirmed: n.Confirmed, Removing: n.CloseReason == CloseRemoved, Gone: n.Gone(),
	}
	for _, s := range n.Seekers {
		v.Relations = append(v.Relations, s.Relation)
		v.Reachable = v.Reachable || !s.Contact.IsZero()
	}
	return v
}

// ModeratorReport is what a moderator sees of a report: everything but contacts.
type ModeratorReport struct {
	ID           ReportID
	Reference    Reference
	Event        EventID
	Person       Person
	Alias, Tag   string
	Found        Sighting
	Reporter     Place
	WayIn        string
	Text         string
	Condition    Condition
	Claimed      Confidence
	Known        Confidence // what counts, see Report.Known
	Source       SourceKind
	Trust        Trust
	Organisation string
	ContactPoint string
	Lang         string
	State        ReportState
	Filed        time.Time
	Origin       RecordID
	Says         bool // the source named this very notice
	Reachable    bool
}

// ForModerator returns the moderators' view.
func (r *Report) ForModerator() ModeratorReport {
	return ModeratorReport{
		ID: r.ID, Reference: r.Reference, Event: r.Event, Person: r.Person, Alias: r.Alias, Tag: r.Tag,
		Found: r.Found, Reporter: r.Reporter, WayIn: r.WayIn, Text: r.Text, Condition: r.Condition,
		Claimed: r.Confidence, Known: r.Known(), Source: r.Source.Kind, Trust: r.Source.Trust,
		Organisation: r.Source.Organisation, ContactPoint: r.Source.ContactPoint,
		Lang: r.Lang, State: r.State, Filed: r.Filed, Origin: r.Origin.Record, Reachable: !r.Source.Contact.IsZero(),
	}
}

// SourceReport is what the source of a report sees with their code: what they
// told, and nothing of any notice.
type SourceReport struct {
	ID         ReportID
	Reference  Reference
	Event      EventID
	Person     Person
	Found      Sighting
	Text       string
	Condition  Condition
	Confidence Confidence
	State      ReportState
	Filed      time.Time
	Statements []SeekerStatement
}
