package httpapi

import "strconv"

// contentPages are the pages about the service. Their words are in the
// catalogues: content.<page>.<section>.title, .1, .2, ...
var contentPages = []string{"help", "privacy", "accessibility", "how-we-check"}

// contentSections are the sections of each, whose names are also their anchors.
var contentSections = map[string][]string{
	"help":          {"danger", "looking", "found", "code", "about-me", "wrong", "words"},
	"privacy":       {"kept", "law", "life", "rights"},
	"accessibility": {"promise", "tested", "tell"},
	"how-we-check":  {"never", "ladder", "people", "death", "sources"},
}

// contentPage is a page of text.
type contentPage struct {
	Base
	Sections []Section
	Table    *Table
}

// sources are who made the data that the licence asks to be named.
var sources = []Source{
	{"GeoNames", "https://www.geonames.org/"},
	{"Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"},
	{"Unicode CLDR", "https://cldr.unicode.org/"},
}

// Section is a heading, its paragraphs and where what they tell comes from.
type Section struct {
	ID, Title  string
	Paragraphs []string
	Sources    []Source
}

// Source is a page of somebody else.
type Source struct{ Name, URL string }

// Table is a small table of words.
type Table struct {
	Caption string
	Head    []string
	Rows    [][]Cell
}

// Cell is one cell of a table; on a phone it carries the head of its column.
type Cell struct{ Head, Text string }

func (s *Server) content(name string) handler {
	return func(r *request) error {
		key := "content." + name
		p := contentPage{Base: r.base(r.t(key+".title"), "/").indexable()}
		for _, id := range contentSections[name] {
			sec := Section{ID: id, Title: r.t(key + "." + id + ".title")}
			for i := 1; r.cat.Has(key + "." + id + "." + strconv.Itoa(i)); i++ {
				sec.Paragraphs = append(sec.Paragraphs, r.t(key+"."+id+"."+strconv.Itoa(i)))
			}
			if id == "about-me" {
				sec.Sources = []Source{{r.t("claim.title"), r.to("/me")}}
			}
			if id == "sources" {
				sec.Sources = sources
			}
			p.Sections = append(p.Sections, sec)
		}
		if name == "privacy" {
			p.Table = r.sightTable()
		}
		return r.renderPublic("content", p)
	}
}

// sightTable says who sees what.
func (r *request) sightTable() *Table {
	t := &Table{Caption: r.t("privacy.table")}
	for _, h := range []string{"what", "public", "seeker", "moderator"} {
		t.Head = append(t.Head, r.t("privacy.head."+h))
	}
	for _, row := range []string{"name", "minor", "area", "place", "looks", "medical", "contact", "report", "death"} {
		cells := []Cell{{Text: r.t("privacy.row." + row)}}
		for _, who := range []string{"public", "seeker", "moderator"} {
			cells = append(cells, Cell{Head: r.t("privacy.head." + who), Text: r.t("privacy.row." + row + "." + who)})
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}
