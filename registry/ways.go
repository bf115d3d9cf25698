package registry

import (
	"cmp"
	"context"
	"slices"
)

// WayCount is a way by which several records came.
type WayCount struct {
	Way     Way
	Records int
}

// Fewest records that make a way worth a look, and most ways that are listed.
const (
	fewWays  = 5
	manyWays = 50
)

// Ways returns the ways by which most records came, the most first. It reads
// index entries only, not the records.
func (s *Service) Ways(ctx context.Context, by Viewer) (list []WayCount, err error) {
	if !by.Moderates() {
		return nil, &Error{Op: "Ways", Kind: KindForbidden}
	}
	err = s.Store.View(ctx, func(r Reader) error {
		count := func(w Way) {
			if k := len(list) - 1; k >= 0 && list[k].Way == w {
				list[k].Records++
			} else {
				list = append(list, WayCount{w, 1})
			}
		}
		for v := range r.Find(IndexWays, "") {
			count(Way(v))
		}
		for domain := range r.Find(IndexHome, "") {
			count(Way(string(WayImport) + ":" + domain))
		}
		return nil
	})
	list = slices.DeleteFunc(list, func(c WayCount) bool { return c.Records < fewWays })
	slices.SortStableFunc(list, func(a, b WayCount) int { return cmp.Compare(b.Records, a.Records) })
	return list[:min(len(list), manyWays)], err
}

// WayPage is what came by a way, for moderators.
type WayPage struct {
	Way     Way
	Total   int
	Notices []ModeratorNotice // at most so many
	Reports []ModeratorReport
	Undo    *Sweep // the last sweep, while it can be taken back
}

// ByWay returns what came by a way: KindNotFound where nothing did. Reading it is
// noted.
func (s *Service) ByWay(ctx context.Context, by Viewer, way Way, most int) (page WayPage, err error) {
	if !by.Moderates() {
		return page, &Error{Op: "ByWay", Kind: KindForbidden}
	}
	err = s.Store.View(ctx, func(r Reader) error {
		refs := byWay(r, way, maxSweep)
		if page.Way, page.Total = way, len(refs); way.Kind() == "" || len(refs) == 0 {
			return &Error{Op: "ByWay", Kind: KindNotFound}
		}
		for _, ref := range refs[:min(most, len(refs))] {
			if err := page.add(r, ref, s); err != nil {
				return err
			}
		}
		last, err := lastSweep(r, way, s.Clock.Now())
		if len(last) > 0 {
			page.Undo = last[0]
		}
		return err
	})
	return page, s.watch(ctx, by, "source.read", Ref{}, err)
}

// add reads one record. One that was erased or is damaged is left out.
func (p *WayPage) add(r Reader, ref Ref, s *Service) error {
	var n Notice
	var rep Report
	var err error
	if ref.Kind == KindNotice {
		if _, err = r.Get(ref, &n); err == nil {
			p.Notices = append(p.Notices, n.ForModerator(s.Clock.Now()))
		}
	} else if _, err = r.Get(ref, &rep); err == nil {
		p.Reports = append(p.Reports, rep.ForModerator())
	}
	if err != nil && (KindOf(err) == KindNotFound || s.damaged(err, ref)) {
		return nil
	}
	return err
}
