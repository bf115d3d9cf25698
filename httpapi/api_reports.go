package httpapi

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/access"
)

// apiFound is a report as a program of an organisation files it. Texts are read as
// the forms read them.
type apiFound struct {
	Event        string   `json:"event"` // slug; may be left out while there is one event only
	Names        []string `json:"names"` // the first is the one to use
	AgeMin       *int     `json:"age_min"`
	AgeMax       *int     `json:"age_max"`
	Born         string   `json:"born"`      // yyyy, yyyy-mm or yyyy-mm-dd
	Sex          string   `json:"sex"`       // female, male, other
	Height       string   `json:"height"`    // as "170" or "1.70"
	Hair         string   `json:"hair"`      // in words, as eyes and clothes
	Eyes         string   `json:"eyes"`      //
	Clothes      []string `json:"clothes"`   //
	Marks        []string `json:"marks"`     //
	Found        string   `json:"found"`     // day, as born
	Area         string   `json:"area"`      // town or district
	Place        string   `json:"place"`     // exact place
	Condition    string   `json:"condition"` // seen, safe, help, injured, deceased
	Confidence   string   `json:"confidence"`
	Tag          string   `json:"tag"` // wristband or file number
	Text         string   `json:"text"`
	ContactPoint string   `json:"contact_point"` // whom a family calls; else that of the organisation
	Lang         string   `json:"lang"`
}

// apiReceipt is what a program gets for a report, and what it reads of it later.
type apiReceipt struct {
	Reference string `json:"reference"`
	State     string `json:"state,omitempty"`    // open or withdrawn
	Progress  string `json:"progress,omitempty"` // checking, confirmed or told
	Filed     string `json:"filed,omitempty"`
}

// maxOnce bounds an Idempotency-Key.
const maxOnce = 100

// apiReport answers POST /api/v1/reports. It wants a key with the scope
// write-reports and an Idempotency-Key: the same one with the same report files
// nothing new, with another report it is refused.
func (s *Server) apiReport(c echo.Context) error {
	r, err := s.request(c)
	if err != nil {
		return err
	}
	by, err := r.bearer(access.ScopeWrite)
	if err != nil {
		return err
	}
	once := strings.TrimSpace(c.Request().Header.Get("Idempotency-Key"))
	if once == "" || len(once) > maxOnce {
		return r.apiProblems(registry.Problems{{Field: "once", Code: "needed"}})
	}
	var in apiFound
	body := json.NewDecoder(c.Request().Body)
	body.DisallowUnknownFields() // a misspelt field must not be lost
	err = body.Decode(&in)
	if err == nil && body.Decode(&struct{}{}) != io.EOF {
		err = errors.New("more after the report") // a second report must not be lost
	}
	if err != nil {
		return r.apiProblems(registry.Problems{{Field: "json", Code: "form", Args: map[string]any{"error": err.Error()}}})
	}
	a := r.answers(in.value)
	req := a.report(r.today(), r.cat.Code)
	req.Once, req.Event = once, r.eventOf(in.Event)
	if in.Lang != "" {
		req.Lang = a.line("lang")
	}
	if in.Event == "" {
		a.Problems = append(a.Problems, r.whichEvent("")...)
	}
	if err := a.Problems.Err(); err != nil {
		return r.apiProblems(joinReport(a.Problems, &req, r.now()))
	}
	rec, err := s.Service.ReportFound(r.ctx, by, req)
	if p, ok := errors.AsType[registry.Problems](err); ok {
		return r.apiProblems(p)
	}
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, apiReceipt{Reference: rec.Reference.String()})
}

// value names the fields as the forms do.
func (in apiFound) value(name string) string {
	number := func(n *int) string {
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	}
	date := func(s string, part int) string {
		if parts := strings.Split(s, "-"); part < len(parts) {
			return parts[part]
		}
		return ""
	}
	name1, others := "", ""
	if len(in.Names) > 0 {
		name1, others = in.Names[0], strings.Join(in.Names[1:], "\n")
	}
	return map[string]string{
		"names": name1, "others": others, "age.min": number(in.AgeMin), "age.max": number(in.AgeMax),
		"birth.y": date(in.Born, 0), "birth.m": date(in.Born, 1), "birth.d": date(in.Born, 2), "sex": in.Sex,
		"height": in.Height, "hair": in.Hair, "eyes": in.Eyes, "clothes": strings.Join(in.Clothes, "\n"), "marks": strings.Join(in.Marks, "\n"),
		"seen.y": date(in.Found, 0), "seen.m": date(in.Found, 1), "seen.d": date(in.Found, 2), "area": in.Area, "place": in.Place,
		"condition": in.Condition, "confidence": in.Confidence, "tag": in.Tag, "text": in.Text, "contact_point": in.ContactPoint, "lang": in.Lang,
	}[name]
}

// apiOwnReport answers GET /api/v1/reports/{reference} for a key with the scope
// read-own: what becomes of a report of its organisation.
func (s *Server) apiOwnReport(c echo.Context) error {
	r, err := s.request(c)
	if err != nil {
		return err
	}
	by, err := r.bearer(access.ScopeRead)
	if err != nil {
		return err
	}
	ref, ok := registry.ParseReference(c.Param("ref"))
	if !ok {
		return echo.ErrNotFound
	}
	v, err := s.Service.OwnReport(r.ctx, by, ref)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, apiReceipt{Reference: v.Reference.String(), State: string(v.State), Progress: string(v.Progress), Filed: v.Filed.UTC().Format(rfc3339)})
}
