package httpapi

import (
	"strconv"

	"github.com/retrouve/retrouve/registry"
)

// reviewPage is the list of notices that wait for a person to look at them.
type reviewPage struct {
	Base
	Items []ReviewLine
	First int
	Pages []PageLink
}

// ReviewLine is one of them.
type ReviewLine struct {
	URL, Action, Version, When, Note string
	Name                             NameText
	Why                              []string
	Facts                            []Fact
}

// reviewBox is what a moderator can do about a notice being shown.
type reviewBox struct {
	Waits, Refused bool
	Version        string
	Why            []string
	Note           string
	Fields         []Field // to refuse, to hold, or to take a refusal back
}

const reviewSize = 20

var (
	refusalFields = []fieldDef{{name: "refusal", kind: kindRadios, options: []string{"advert", "hoax", "harm", "unclear"}}, {name: "note", kind: kindArea, rows: 2}}
	holdFields    = refusalFields[1:]
)

func (s *Server) reviewRoutes(r router) {
	r.get("/desk/review", s.review)
	r.post("/desk/notices/:ref/hold", s.deskHold)
	r.post("/desk/notices/:ref/review", s.deskReview)
	r.post("/desk/notices/:ref/unrefuse", s.deskUnrefuse)
}

func (s *Server) review(r *request) error {
	if err := r.staff(); err != nil {
		return err
	}
	page := r.pageNumber()
	list, total, err := s.Service.ReviewQueue(r.ctx, r.viewer, (page-1)*reviewSize, reviewSize)
	if err != nil {
		return err
	}
	r.here = "/desk/review"
	p := reviewPage{Base: r.base(r.t("review.title", "n", total), "/desk/queue"), First: (page-1)*reviewSize + 1}
	for _, it := range list {
		address := "/desk/notices/" + string(it.Reference)
		p.Items = append(p.Items, ReviewLine{
			URL: r.to("/desk/notices?ref=" + string(it.Reference)), Action: r.to(address + "/review"), Version: version(it.Version),
			When: r.t("review.since", "when", r.at(it.Since)), Note: it.Note, Name: r.mainName(it.Person.Names), Why: r.doubts(it.Why),
			Facts: facts(r.fact("area", it.LastSeen.Place.Area), r.fact("clothes", things(it.Person.Things, false)), r.fact("description", it.Person.Description)),
		})
	}
	p.Pages = pageLinks(min(total, 50*reviewSize), reviewSize, page, func(n int) string { return r.to("/desk/review?page=" + strconv.Itoa(n)) })
	return r.render(status(nil), "review", p)
}

func version(v registry.Version) string { return strconv.FormatUint(uint64(v), 10) }

func (r *request) doubts(why []registry.Doubt) []string {
	var out []string
	for _, d := range why {
		out = append(out, r.t("doubt."+string(d)))
	}
	return out
}

func (r *request) reviewBox(n registry.DeskNotice, problems registry.Problems) *reviewBox {
	b := &reviewBox{Waits: n.State == registry.NoticeHeld, Refused: n.Reason == registry.CloseRefused, Version: version(n.Version)}
	defs := holdFields
	switch {
	case b.Waits:
		b.Why, b.Note, defs = r.doubts(n.Review.Why), n.Review.Note, refusalFields
	case b.Refused:
		b.Note = r.t("refused." + string(n.Refusal))
	case n.State == registry.NoticeClosed:
		return b
	}
	b.Fields = r.fields("review", defs, r.form, problems)
	for i := range b.Fields {
		b.Fields[i].ID = "review-" + b.Fields[i].Name
	}
	return b
}

func (s *Server) deskHold(r *request) error {
	return r.deskForm(func(n registry.DeskNotice) error {
		return s.Service.HoldNotice(r.ctx, r.viewer, n.ID, r.form("note"))
	})
}

func (s *Server) deskReview(r *request) error {
	return r.deskForm(func(n registry.DeskNotice) error {
		seen, _ := strconv.ParseUint(r.form("seen"), 10, 64) // 0 is a version that moved
		return s.Service.ReviewNotice(r.ctx, r.viewer, registry.ReviewNotice{
			Notice: n.ID, Seen: registry.Version(seen), Release: r.form("release") != "", Refusal: registry.Refusal(r.form("refusal")), Note: r.form("note"),
		})
	})
}

func (s *Server) deskUnrefuse(r *request) error {
	return r.deskForm(func(n registry.DeskNotice) error {
		return s.Service.UndoRefusal(r.ctx, r.viewer, n.ID, r.form("note"))
	})
}
