package httpapi

import (
	"net/url"
	"slices"
	"testing"
)

// TestWiden holds which wider searches are tried, in which order, and what their
// addresses keep.
func TestWiden(t *testing.T) {
	for _, c := range []struct {
		sent string
		want []string // key and address
	}{
		{"q=Zoe", nil},
		{"q=Zoe+Lefevre&place=&sex=", []string{"word q=Lefevre", "word q=Zoe"}},
		{"q=J.+Lefevre", []string{"word q=Lefevre"}},
		{"q=Zoe+Zoe", nil},
		{"q=tall+man+with+a+scar", nil},
		{"q=%E7%8E%8B+%E4%BC%9F", []string{"word q=%E4%BC%9F", "word q=%E7%8E%8B"}},
		{"place=Lyon", []string{"within place=Lyon&within=25"}},
		{"place=Lyon&within=50", []string{"named place=Lyon"}},
		{"place=Lyon&within=5", []string{"within place=Lyon&within=50", "named place=Lyon"}},
		{"q=Zoe&place=Lyon", []string{"place q=Zoe", "within place=Lyon&q=Zoe&within=25", "anybody place=Lyon"}},
		{"q=Zoe&place=Lyon&within=5", []string{"place q=Zoe", "within place=Lyon&q=Zoe&within=50", "named place=Lyon&q=Zoe", "anybody place=Lyon&within=5"}},
		{"q=Zoe&age_from=20&age_to=30", []string{"age q=Zoe"}},
		{"q=Zoe&news=news&since=2026-11-01", []string{"filters q=Zoe", "seen news=news&q=Zoe", "news q=Zoe&since=2026-11-01"}},
		{"q=Zoe+Lefevre&sex=male&age_from=20&since=2026&news=news", []string{
			"filters q=Zoe+Lefevre", "word age_from=20&news=news&q=Lefevre&sex=male&since=2026",
			"sex age_from=20&news=news&q=Zoe+Lefevre&since=2026", "word age_from=20&news=news&q=Zoe&sex=male&since=2026",
		}},
		{"q=Zoe+Lefevre&place=Lyon&sex=male", []string{"place q=Zoe+Lefevre&sex=male", "sex place=Lyon&q=Zoe+Lefevre", "word place=Lyon&q=Lefevre&sex=male", "text q=Zoe+Lefevre"}},
	} {
		sent, err := url.ParseQuery(c.sent)
		if err != nil {
			t.Fatal(err)
		}
		before := sent.Encode()
		var got []string
		for _, w := range widen(sent) {
			got = append(got, w.key+" "+w.sent.Encode())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", c.sent, got, c.want)
		}
		if sent.Encode() != before {
			t.Errorf("%s: what was sent has changed", c.sent)
		}
	}
}
