package httpapi

import (
	"strconv"

	"github.com/retrouve/retrouve/registry"
)

// siblingsPage compares one report with the notices that it may be about, or one
// notice with its reports, and decides on each.
type siblingsPage struct {
	Base
	Lead    string
	More    string // how many are left out
	Heads   []ColumnHead
	Rows    []CompareRow
	Pairs   []SiblingForm
	From    string // the pair that led here
	Side    string
	PairURL string
}

// SiblingForm is one of the pairs, with its decision.
type SiblingForm struct {
	URL, Action, Version string
	Name                 string
	Urgent               []string
	ScoreText, KnownText string
	Evidence             []EvidenceLine
	Held                 string
	MayDecide, Dead      bool
	Fields               []Field
}

func (s *Server) siblings(side registry.Kind) handler {
	return func(r *request) error {
		if err := r.reviewer(); err != nil {
			return err
		}
		return r.siblingsPage(registry.LinkID(r.c.Param("link")), side)
	}
}

func (r *request) siblingsPage(id registry.LinkID, side registry.Kind) error {
	list, total, err := r.Service.Siblings(r.ctx, r.viewer, id, side)
	if err != nil {
		return err
	}
	if len(list) > 0 {
		r.useEvent(list[0].Notice.Event)
	}
	r.here = "/desk/pairs/" + string(id) + "/" + string(side)
	p := siblingsPage{
		Base: r.base(r.t("siblings."+string(side), "n", total), "/desk/queue"), Lead: r.t("siblings.lead"),
		From: string(id), Side: string(side), PairURL: r.to("/desk/pairs/" + string(id)),
	}
	if left := total - len(list); left > 0 {
		p.More = r.t("siblings.more", "n", left)
	}
	var sides []map[string]string
	var words []string
	add := func(word, ref string, facts map[string]string) {
		p.Heads, words, sides = append(p.Heads, ColumnHead{word, ref}), append(words, word), append(sides, facts)
	}
	for i, v := range list {
		number := strconv.Itoa(i + 1)
		if side == registry.KindReport {
			if i == 0 {
				add(r.t("pair.report"), reference(v.Report.Reference), r.reportSide(v.Report))
			}
			add(r.t("siblings.notice.n", "n", number), reference(v.Notice.Reference), r.noticeSide(v.Notice))
		} else {
			if i == 0 {
				add(r.t("pair.notice"), reference(v.Notice.Reference), r.noticeSide(v.Notice))
			}
			add(r.t("siblings.report.n", "n", number), reference(v.Report.Reference), r.reportSide(v.Report))
		}
		p.Pairs = append(p.Pairs, r.siblingForm(v, words[len(words)-1], i))
	}
	p.Rows = r.compare(words, sides, nil)
	return r.render(status(nil), "siblings", p)
}

func reference(ref registry.Reference) string {
	if ref == "" {
		return ""
	}
	return ref.String()
}

// siblingForm is one pair; its fields have ids of their own.
func (r *request) siblingForm(v registry.Pair, word string, i int) SiblingForm {
	f := SiblingForm{
		URL: r.to("/desk/pairs/" + string(v.ID)), Action: r.to("/desk/pairs/" + string(v.ID)), Version: strconv.FormatUint(uint64(v.Version), 10),
		Name: r.t("siblings.pair", "column", word, "name", r.mainName(v.Notice.Person.Names).Text), Urgent: r.urgency(v.Urgency),
		ScoreText: r.t("pair.score", "band", r.t("band."+string(registry.BandOf(v.Score))), "percent", strconv.Itoa(percent(v.Score))),
		Held:      r.holdLine(v.Held), MayDecide: r.viewer.Decides() && (v.Held == nil || v.Held.By == r.viewer.Account),
	}
	for _, e := range weightiest(v.Evidence, 6) {
		f.Evidence = append(f.Evidence, r.evidenceLine(e))
	}
	if !f.MayDecide {
		return f
	}
	f.Dead = v.Dead
	f.KnownText = r.t("pair.known", "claimed", r.t("confidence."+v.Report.Claimed.String()), "known", r.t("confidence."+v.Report.Known.String()))
	f.Fields = r.decideFields(v, none, nil)
	for j := range f.Fields {
		f.Fields[j].ID += "-" + strconv.Itoa(i+1)
	}
	return f
}
