package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// Gateway sends short messages by asking a service over HTTP, as its provider
// describes. {to}, {text} and {id} in URL and Body are replaced, escaped for
// where they stand.
type Gateway struct {
	URL     string
	Method  string // POST when empty
	Headers []string
	Body    string // JSON when it starts with { or [, else a form
	Country string // digits in front of a number that starts with one 0
	Client  *http.Client
}

// NewGateway returns a gateway with a client that follows no redirects: they
// would carry numbers elsewhere.
func NewGateway(g Gateway) *Gateway {
	if g.Method == "" {
		g.Method = http.MethodPost
	}
	g.Client = &http.Client{Timeout: 20 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return &g
}

// Send asks the gateway to send one short message.
func (g *Gateway) Send(ctx context.Context, p registry.Parcel, w Words) error {
	values := map[string]string{"to": g.number(p.To), "text": w.Short, "id": string(p.Letter)}
	escape := url.QueryEscape
	kind := "application/x-www-form-urlencoded"
	if strings.HasPrefix(g.Body, "{") || strings.HasPrefix(g.Body, "[") {
		escape, kind = inJSON, "application/json"
	}
	req, err := http.NewRequestWithContext(ctx, g.Method, fill(g.URL, values, url.QueryEscape), strings.NewReader(fill(g.Body, values, escape)))
	if err != nil {
		return &Refused{Cause: "settings"}
	}
	if g.Body != "" {
		req.Header.Set("Content-Type", kind)
	}
	for _, h := range g.Headers {
		name, value, _ := strings.Cut(h, ":")
		req.Header.Set(strings.TrimSpace(name), strings.TrimSpace(value))
	}
	res, err := g.Client.Do(req)
	if err != nil {
		return &Refused{Cause: "connection"}
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10)) // lets the connection be used again
	if res.StatusCode/100 == 2 {
		return nil
	}
	return &Refused{
		Cause:   fmt.Sprintf("http_%d", res.StatusCode),
		ForGood: res.StatusCode == http.StatusBadRequest || res.StatusCode == http.StatusUnprocessableEntity,
	}
}

// number writes a number in the international form (ITU-T E.164) as far as that
// can be told from how it was typed.
func (g *Gateway) number(typed string) string {
	digits := registry.Phone(typed).Digits()
	plus := strings.HasPrefix(strings.TrimSpace(registry.FoldDigits(typed)), "+")
	switch {
	case plus:
		return "+" + digits
	case strings.HasPrefix(digits, "00"):
		return "+" + digits[2:]
	case strings.HasPrefix(digits, "0") && g.Country != "":
		return "+" + g.Country + digits[1:]
	}
	return digits
}

func fill(s string, values map[string]string, escape func(string) string) string {
	pairs := make([]string, 0, 2*len(values))
	for k, v := range values {
		pairs = append(pairs, "{"+k+"}", escape(v))
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

// inJSON escapes a text for the inside of a JSON string.
func inJSON(s string) string {
	b, _ := json.Marshal(s) // a string always can be
	return string(b[1 : len(b)-1])
}
