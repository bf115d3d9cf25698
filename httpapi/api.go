package httpapi

import (
	"context"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// apiCard is a notice as machines see it: what the public sees, in stable names.
type apiCard struct {
	Reference string         `json:"reference"`
	Names     []apiName      `json:"names"`
	AgeMin    *int           `json:"age_min,omitempty"`
	AgeMax    *int           `json:"age_max,omitempty"`
	Sex       string         `json:"sex,omitempty"`
	Area      string         `json:"area,omitempty"`
	LastSeen  string         `json:"last_seen,omitempty"` // yyyy, yyyy-mm or yyyy-mm-dd
	Shielded  bool           `json:"shielded,omitempty"`
	State     string         `json:"state"` // looking or news
	Looks     *apiLooks      `json:"looks,omitempty"`
	Confirmed string         `json:"confirmed"` // RFC 3339, UTC
	Expires   string         `json:"expires"`
	Said      []apiStatement `json:"statements,omitempty"`
	Reasons   []apiReason    `json:"reasons,omitempty"`
}

type apiName struct {
	Name   string `json:"name"`
	Script string `json:"script,omitempty"`
}

type apiLooks struct {
	HeightCM []int    `json:"height_cm,omitempty"` // from, to
	Build    string   `json:"build,omitempty"`
	Hair     string   `json:"hair,omitempty"`
	Eyes     string   `json:"eyes,omitempty"`
	Beard    string   `json:"beard,omitempty"`
	Glasses  string   `json:"glasses,omitempty"`
	Clothes  []string `json:"clothes,omitempty"`
}

type apiStatement struct {
	Text string `json:"text"`
	By   string `json:"by"`
	Made string `json:"made"`
}

type apiReason struct {
	Field string            `json:"field"`
	Code  string            `json:"code"`
	Args  map[string]string `json:"args,omitempty"`
}

const rfc3339 = "2006-01-02T15:04:05Z"

func newAPICard(n registry.PublicNotice) apiCard {
	c := apiCard{
		Reference: n.Reference.String(), Names: []apiName{}, Sex: string(n.Sex), Area: n.Area, LastSeen: n.Seen.String(), Shielded: n.Shielded,
		State: "looking", Confirmed: n.Confirmed.UTC().Format(rfc3339), Expires: n.Expires.UTC().Format(rfc3339),
	}
	if n.News {
		c.State = "news"
	}
	for _, name := range n.Names {
		c.Names = append(c.Names, apiName{name.Full, name.Script})
	}
	if b := n.AgeBand; b != nil {
		c.AgeMin, c.AgeMax = &b.Min, &b.Max
	}
	if l := n.Looks; !l.Empty() {
		c.Looks = &apiLooks{Build: l.Build, Hair: l.Hair, Eyes: l.Eyes, Beard: l.Beard, Glasses: l.Glasses, Clothes: l.Clothes}
		if l.HeightCM != (registry.Span{}) {
			c.Looks.HeightCM = []int{l.HeightCM.Min, l.HeightCM.Max}
		}
	}
	return c
}

// apiSearch answers /api/v1/search?q=&place=&within= with what the page shows: the same
// filters, pages and bounds.
func (s *Server) apiSearch(c echo.Context) error {
	r, err := s.request(c)
	if err != nil {
		return err
	}
	q, problems := r.query(c.QueryParams())
	page := min(max(atoi(c.QueryParam("page")), 1), maxPages)
	q.Offset, q.Limit = (page-1)*pageSize, pageSize
	if len(problems) > 0 {
		return r.apiProblems(problems)
	}
	by := registry.Viewer{} // a session of staff does not count here, a key does
	if c.Request().Header.Get("Authorization") != "" {
		if by, err = r.bearer(access.ScopeSearch); err != nil {
			return err
		}
		r.viewer = by
	}
	if err := r.pay(); err != nil {
		return err
	}
	cards, total, err := s.Service.Search(r.ctx, by, q)
	if p, ok := err.(registry.Problems); ok {
		return r.apiProblems(p)
	}
	if err != nil {
		return err
	}
	out := struct {
		Total   int       `json:"total"`
		Page    int       `json:"page"`
		LeftOut int       `json:"left_out,omitzero"` // of this page, for the budget of its visitor or of all
		Results []apiCard `json:"results"`
	}{Total: total, Page: page, Results: []apiCard{}}
	cards, kept := r.findable(q.Text, cards)
	if out.LeftOut = kept.named + kept.leafed; out.LeftOut > 0 && len(cards) == 0 {
		return echo.ErrTooManyRequests
	}
	for _, card := range cards {
		a := newAPICard(card.PublicNotice)
		for _, w := range card.Reasons {
			a.Reasons = append(a.Reasons, apiReason{w.Field, w.Code, w.Args})
		}
		out.Results = append(out.Results, a)
	}
	return c.JSON(http.StatusOK, out)
}

// apiProblems answers 422 with what to repair, in words.
func (r *request) apiProblems(problems registry.Problems) error {
	var words []string
	for _, p := range problems {
		words = append(words, r.problemText(p))
	}
	return r.c.JSON(http.StatusUnprocessableEntity, map[string]string{"error": strings.Join(words, " ")})
}

// apiNotice answers /api/v1/notices/{id}, by reference or by id.
func (s *Server) apiNotice(c echo.Context) error {
	r, err := s.request(c)
	if err != nil {
		return err
	}
	if err := r.pay(); err != nil {
		return err
	}
	var n registry.NoticePage
	if ref, ok := registry.ParseReference(c.Param("id")); ok {
		n, err = s.Service.PublicNotice(r.ctx, ref)
	} else {
		n, err = s.Service.NoticeByID(r.ctx, registry.NoticeID(c.Param("id")))
	}
	if err != nil {
		return r.missed(err)
	}
	a := newAPICard(n.PublicNotice)
	for _, st := range n.Statements {
		a.Said = append(a.Said, apiStatement{st.Text, string(st.By), st.Made.UTC().Format(rfc3339)})
	}
	return c.JSON(http.StatusOK, a)
}

// health answers 200 when pages work and the store takes writes, with how many
// changes the index is behind, and 503 otherwise. A locked register is no fault to
// be mended by whoever watches the machine: it answers 200 and says so.
func (s *Server) health(c echo.Context) error {
	if s.Locked != nil {
		return c.JSON(http.StatusOK, map[string]any{"status": "locked", "version": s.Version})
	}
	ctx := c.Request().Context()
	lag, err := s.Service.IndexLag(ctx)
	if err == nil {
		err = s.Service.Ready(ctx)
	}
	if err != nil {
		return err
	}
	letters, err := s.letters(ctx)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"status": "ok", "index_lag": lag, "letters": letters, "version": s.Version})
}

// letters says whether letters get out: "ok", "late", or "off" where nothing sends any.
func (s *Server) letters(ctx context.Context) (string, error) {
	state := "off"
	for via, on := range map[registry.Channel]bool{registry.ByMail: s.Mails, registry.BySMS: s.Service.SMS} {
		if !on {
			continue
		}
		late, err := s.Service.LettersLate(ctx, via)
		if late || err != nil {
			return "late", err
		}
		state = "ok"
	}
	return state, nil
}
