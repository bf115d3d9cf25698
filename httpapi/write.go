package httpapi

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
	"github.com/retrouve/retrouve/registry/spam"
)

// writePage is the form of a first message to who looks for somebody.
type writePage struct {
	Base
	Lead, Action, Once string
	Fields             []Field
	Guard              *Guard
}

const purposeWrite = "write"

// keptPage is a receipt with a code, of a message or of a claim.
type keptPage struct {
	Base
	Reference               string // empty: none
	Code, URL, Address      string // empty once it is no longer shown
	Paragraphs, Next        []string
	Warning, Advice, Leaves bool // of fraud, for who is in danger, and a quick way out
}

var messageFields = []fieldDef{{name: "message", kind: kindArea, rows: 6}, {name: "sign", optional: true}}

// moneyWord is the spam score of a message from which a person looks first. It is
// lower than for what is published: one word about money is how a ransom is asked
// for, and a message that waits is only late.
const moneyWord = 0.5

func (s *Server) relayRoutes(r router) {
	r.get("/p/:ref/write", s.writeForm)
	r.post("/p/:ref/write", s.write)
	r.get("/p/:ref/write/:form", s.written)
	r.get("/manage/threads/:thread", s.heldThread)
	r.post("/manage/threads/:thread", s.threadSay)
	r.post("/manage/threads/:thread/flag", s.threadFlag)
	r.post("/manage/threads/:thread/block", s.threadBlock)
	r.get("/desk/messages", s.deskMessages)
	r.get("/desk/messages/:thread", s.orgThread)
	r.post("/desk/messages/:thread", s.threadSay)
	r.post("/desk/messages/:thread/flag", s.threadFlag)
	r.get("/desk/threads", s.deskThreads)
	r.get("/desk/threads/:thread", s.deskThread)
	r.post("/desk/threads/:thread", s.deskThreadAnswer)
	r.post("/desk/threads/message/:message", s.deskMessageAnswer)
}

// relayed returns the notice of the address, if the visitor may write about it.
func (r *request) relayed() (registry.PublicNotice, error) {
	ref, err := r.reference()
	if err != nil {
		return registry.PublicNotice{}, r.missed(err)
	}
	n, err := r.Service.Relayed(r.ctx, r.viewer, ref)
	if err != nil {
		return n, r.missed(err)
	}
	return n, nil
}

func (s *Server) writeForm(r *request) error { return r.writePage(nil) }

func (r *request) writePage(problems registry.Problems) error {
	n, err := r.relayed()
	if err != nil {
		return err
	}
	r.useEvent(n.Event)
	path := "/p/" + string(n.Reference)
	r.here = path + "/write"
	p := writePage{Base: r.base(r.t("relay.write.title", "name", r.mainName(n.Names).Text), path), Lead: r.t("relay.write.lead"), Action: r.to(path + "/write"), Once: r.form("form")}
	if _, ok := registry.ParseToken(p.Once); !ok {
		p.Once = string(registry.NewToken())
	}
	p.Fields = r.fields("relay", messageFields, r.form, problems)
	r.wrong(&p.Base, problems, p.Fields)
	if p.Guard, err = r.guard(&p.Base, purposeWrite); err != nil {
		return err
	}
	return r.render(status(problems), "write", p)
}

// write passes a first message on. Sent twice it leads to the same receipt.
func (s *Server) write(r *request) error {
	if r.user != "" {
		if err := r.own(); err != nil {
			return err
		}
	}
	ref, ok := registry.ParseReference(r.c.Param("ref"))
	form, good := registry.ParseToken(r.form("form"))
	if !ok || !good {
		return echo.ErrNotFound
	}
	doubts, err := r.suspect(purposeWrite, access.ActMessage, string(ref))
	if err != nil {
		return err
	}
	got, err := s.Service.OpenThread(r.ctx, r.viewer, registry.OpenThread{
		Form: form, Reference: ref, Name: r.form("sign"), Text: r.form("message"), Lang: r.cat.Code,
		Doubts: append(doubts, wordDoubts(r.form("sign"), r.form("message"))...),
	})
	if problems, ok := errors.AsType[registry.Problems](err); ok {
		return r.writePage(problems)
	}
	if err != nil {
		return r.missed(err)
	}
	if r.viewer.Ring == registry.RingOrganisation {
		return r.redirect("/desk/messages/" + got.Record.ID)
	}
	return r.redirect("/p/" + string(ref) + "/write/" + string(form))
}

// messageDoubts says why somebody should look at a message before it is passed on.
func (r *request) messageDoubts(record string, texts ...string) (why []registry.Doubt) {
	why = wordDoubts(texts...)
	if r.brakes.pay(access.ActMessage, actor{address: r.address(), record: record}, r.now()) != access.Allowed {
		why = append(why, registry.DoubtCrowd)
	}
	return why
}

// wordDoubts is messageDoubts for the words alone.
func wordDoubts(texts ...string) []registry.Doubt {
	if spam.Score(texts...) >= moneyWord {
		return []registry.Doubt{registry.DoubtText}
	}
	return nil
}

// written is the receipt of a first message, with the code that opens the answer.
func (s *Server) written(r *request) error {
	form, ok := registry.ParseToken(r.c.Param("form"))
	if !ok {
		return echo.ErrNotFound
	}
	got, err := s.Service.Receipt(r.ctx, form)
	if err == nil && got.Record.Kind != registry.KindThread {
		err = echo.ErrNotFound
	}
	if err != nil {
		return err
	}
	p := keptPage{Base: r.base(r.t("relay.sent.title"), ""), Paragraphs: []string{r.t("relay.sent.text")}, Warning: true}
	p.Next = []string{r.t("relay.sent.next.1"), r.t("relay.sent.next.2")}
	r.showCode(&p, got.Code)
	return r.render(http.StatusOK, "kept", p)
}

// showCode puts a code on a receipt, while it is shown.
func (r *request) showCode(p *keptPage, code registry.Code) {
	if code != "" {
		link := "/m/" + string(code)
		p.Code, p.URL, p.Address = code.Printed(), r.to(link), r.absolute(link)
	}
}
