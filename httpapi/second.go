package httpapi

import (
	"github.com/retrouve/retrouve/registry"
)

// SecondLine is a closing or a death that waits for a second person, with the form of the
// answer; without one for who asked.
type SecondLine struct {
	URL, NoticeURL, Action string
	Text, Why, Meta        string
	Mine                   bool
	Fields                 []Field
}

var secondFields = []fieldDef{{name: "agree", kind: kindRadios, options: []string{"yes", "no"}}, {name: "note"}}

func (r *request) secondLine(p *queuePage, t registry.TaskItem, refused registry.TaskID, problems registry.Problems) SecondLine {
	l := SecondLine{
		URL: r.to("/desk/pairs/" + string(t.Link)), NoticeURL: r.to("/desk/notices?ref=" + string(t.Reference)),
		Action: r.to("/desk/tasks/" + string(t.ID) + "/second"), Mine: t.By == r.viewer.Account, Why: t.Why,
		Text: r.t("second.wish", "name", r.mainName(t.Names).Text, "reason", r.t("field.desk.reason.option."+string(t.Reason))),
		Meta: r.t("meta.said", "by", r.colleague(t.By), "when", r.at(t.Created)),
	}
	if t.Kind == registry.TaskDead {
		l.Text, l.NoticeURL = r.t("second.wish.death", "name", r.mainName(t.Names).Text), ""
	}
	value := none
	if t.ID == refused {
		value = r.form
	} else {
		problems = nil
	}
	l.Fields = r.fields("second", secondFields, value, problems)
	for i := range l.Fields {
		l.Fields[i].ID += "-" + string(t.ID)
	}
	r.wrong(&p.Base, problems, l.Fields)
	return l
}

func (s *Server) secondClose(r *request) error {
	if err := r.staffForm(); err != nil {
		return err
	}
	task := registry.TaskID(r.c.Param("task"))
	var err error
	switch agree := r.form("agree"); agree {
	case "yes", "no":
		err = s.Service.SecondClose(r.ctx, r.viewer, registry.SecondClose{Task: task, Agree: agree == "yes", Note: r.form("note")})
	default:
		err = registry.Problems{{Field: "agree", Code: "choose"}}
	}
	again := func(problems registry.Problems) error { return r.queuePage(task, problems) }
	return r.governed(err, again, "/desk/queue")
}
