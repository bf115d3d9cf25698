package httpapi

import (
	"github.com/retrouve/retrouve/registry"
)

func (s *Server) comment(r *request) error {
	if err := r.reviewer(); err != nil {
		return err
	}
	if err := r.own(); err != nil {
		return err
	}
	advice := registry.Advice(r.form("advice"))
	if advice == "none" {
		advice = registry.AdviceNone
	}
	return r.decided(s.Service.CommentLink(r.ctx, r.viewer, registry.CommentLink{
		Link: registry.LinkID(r.c.Param("link")), Text: r.form("comment"), Advice: advice, Once: r.form("once"),
	}), "/desk/pairs/"+r.c.Param("link")+"#remarks")
}

// remarks is what the desk said about a pair, newest first.
func (r *request) remarks(list []registry.Comment) []TimelineEntry {
	var out []TimelineEntry
	for i := len(list) - 1; i >= 0; i-- {
		c := list[i]
		text := c.Text
		if c.Advice != registry.AdviceNone {
			text = r.t("advice."+string(c.Advice)) + "\n" + text
		}
		by := r.t("remark.by", "name", r.colleague(c.By), "role", r.t("role."+string(c.Ring)))
		out = append(out, TimelineEntry{Text: text, Meta: r.t("meta.said", "by", by, "when", r.at(c.Made))})
	}
	return out
}

// remarkLine counts the remarks on one line of the queue.
func (r *request) remarkLine(list []registry.Comment) string {
	count := map[registry.Advice]int{}
	for _, c := range list {
		count[c.Advice]++
	}
	switch yes, no := count[registry.AdviceYes], count[registry.AdviceNo]; {
	case len(list) == 0:
		return ""
	case yes+no == 0:
		return r.t("queue.remarks", "n", len(list))
	default:
		return r.t("queue.advice", "yes", yes, "no", no)
	}
}
