package httpapi

import (
	"context"
	"html/template"
	"maps"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Bounds of what is offered where a search finds nobody, or hardly anybody.
const (
	fewResults   = 3           // below it wider searches are offered
	maxOffers    = 4           // wider searches that are tried for one page
	maxNameWords = 4           // of a name; more words are a description, of which one says too little
	offerTime    = time.Second // for all of them: the page must not wait for what nobody asked for
)

// Offer is a wider search that finds more people than the one shown, and how many.
type Offer struct {
	Text       template.HTML
	URL, Found string
}

// wider is a search that asks for less than the one shown: what its address holds,
// and the key and arguments of the sentence that names it.
type wider struct {
	sent url.Values
	key  string
	args []any
	last bool // tried only where none before it finds more
}

// offers tries wider searches and returns those that find more than total people.
// They are an extra: one that fails is left out.
func (r *request) offers(k searchKind, sent url.Values, total int) []Offer {
	ctx, cancel := context.WithTimeout(r.ctx, offerTime)
	defer cancel()
	var out []Offer
	for _, w := range widen(sent) {
		if w.last && len(out) > 0 {
			continue
		}
		q, _ := r.query(w.sent)
		q.Limit = pageSize // as the page it leads to, so that the number is the same
		_, n, err := r.Service.Search(ctx, r.viewer, q)
		if err != nil || n <= total {
			continue
		}
		o := Offer{Text: r.cat.HTML("search.offer."+w.key, w.args...), URL: r.searchAddress(k.action, w.sent), Found: r.t("search.offer.found", "n", n)}
		if n > maxResults {
			o.Found = r.t("search.offer.more", "n", maxResults)
		}
		out = append(out, o)
	}
	return out
}

// widen returns searches that are wider than one, the most promising of each kind
// first, at most maxOffers.
func widen(sent url.Values) []wider {
	sent = without(sent)
	filters := fewerFilters(sent)
	out := alternate(widerPlaces(sent), filters, fewerWords(sent))
	if blank(sent, "q") || blank(sent, "place") {
		return out[:min(len(out), maxOffers)]
	}
	if len(filters) > 0 { // it may be the place and a filter together
		text := wider{sent: url.Values{"q": sent["q"]}, key: "text", args: []any{"text", cleaned(sent.Get("q"))}, last: true}
		out = append(out[:min(len(out), maxOffers-1)], text)
	}
	out = append(out, wider{sent: without(sent, "q"), key: "anybody", args: []any{"place", cleaned(sent.Get("place"))}})
	return out[:min(len(out), maxOffers)]
}

// alternate takes from several lists in turn.
func alternate(lists ...[]wider) []wider {
	var out []wider
	for i, more := 0, true; more; i++ {
		more = false
		for _, l := range lists {
			if i < len(l) {
				out, more = append(out, l[i]), true
			}
		}
	}
	return out
}

// widerPlaces looks everywhere, farther around the place, and for its name: not
// every place that has the name is known to be near.
func widerPlaces(sent url.Values) []wider {
	if blank(sent, "place") {
		return nil
	}
	place := []any{"place", cleaned(sent.Get("place"))}
	var out []wider
	if !blank(sent, "q") {
		out = append(out, wider{sent: without(sent, "place", "within"), key: "place", args: place})
	}
	within, km := atoi(sent.Get("within")), distances[len(distances)-1]
	if within < km {
		if within == 0 {
			km = 25 // around a place that was asked for by its name
		}
		far := without(sent)
		far.Set("within", strconv.Itoa(km))
		out = append(out, wider{sent: far, key: "within", args: append(place, "km", strconv.Itoa(km))})
	}
	if within > 0 {
		out = append(out, wider{sent: without(sent, "within"), key: "named", args: place})
	}
	return out
}

// fewerFilters drops all filters, where there are several, then each.
func fewerFilters(sent url.Values) []wider {
	var out []wider
	none := sent
	for _, f := range inUse(sent) {
		none = without(none, f.fields...)
		out = append(out, wider{sent: without(sent, f.fields...), key: f.name})
	}
	if len(out) > 1 {
		return append([]wider{{sent: none, key: "filters"}}, out...)
	}
	return out
}

// fewerWords keeps one word of a name: the last, in most names the rarer one, or
// the first.
func fewerWords(sent url.Values) []wider {
	var out []wider
	words := strings.Fields(sent.Get("q"))
	if n := len(words); n > 1 && n <= maxNameWords && words[0] != words[n-1] {
		for _, w := range []string{words[n-1], words[0]} {
			if len(strings.Trim(w, ".,")) < 2 {
				continue // an initial
			}
			less := without(sent)
			less.Set("q", w)
			out = append(out, wider{sent: less, key: "word", args: []any{"word", cleaned(w)}})
		}
	}
	return out
}

// without returns a copy that lacks some fields and all that are blank.
func without(sent url.Values, fields ...string) url.Values {
	out := maps.Clone(sent)
	for _, f := range fields {
		out.Del(f)
	}
	maps.DeleteFunc(out, func(name string, _ []string) bool { return blank(out, name) })
	return out
}

func blank(sent url.Values, name string) bool { return strings.TrimSpace(sent.Get(name)) == "" }

// advice says what else may find somebody: what no search can try by itself.
func (r *request) advice(sent url.Values) []string {
	var out []string
	if !blank(sent, "q") {
		out = append(out, r.t("search.none.script"), r.t("search.none.other"))
	}
	if !blank(sent, "place") {
		out = append(out, r.t("search.none.place"))
	}
	return append(out, r.t("search.none.later"))
}
