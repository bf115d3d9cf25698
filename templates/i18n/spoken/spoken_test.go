package spoken_test

import (
	"slices"
	"testing"

	"github.com/retrouve/retrouve/templates/i18n/spoken"
)

func TestCodes(t *testing.T) {
	for text, want := range map[string][]string{
		"":                              nil,
		"arabe":                         {"ar"},
		"Arabic, French":                {"ar", "fr"},
		"ARABE ET FRANCAIS":             {"ar", "fr"},
		"français, un peu d’anglais":    {"fr", "un peu d’anglais"},
		"un peu de français et anglais": {"fr", "en"},
		"العربية، الفرنسية":             {"ar", "fr"},
		"українська/русский":            {"uk", "ru"},
		"fr;ar":                         {"fr", "ar"},
		"fra":                           {"fr"},
		"中文":                            {"zh"},
		"Dari and Pashto":               {"prs", "ps"},
		"arabe marocain":                {"ary"},
		"langue des signes":             {"sgn"},
		"ne parle pas français":         {"ne parle pas français"},
		"patois du village":             {"patois du village"},
		"English, english, EN":          {"en"},
		"créole haïtien\nespagnol":      {"ht", "es"},
		" , ; ":                         nil,
		"\xff\xfe":                      {"\xff\xfe"},
		"Kurdish (Kurmanji)":            {"ku", "kmr"},
	} {
		if got := spoken.Codes(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestName(t *testing.T) {
	for _, c := range []struct{ code, in, want string }{
		{"ar", "fr", "arabe"}, {"ar", "en", "Arabic"}, {"prs", "fr", "Dari"}, {"sgn", "fr", "langue des signes"}, {"sgn", "en", "sign language"},
		{"patois du village", "fr", "patois du village"}, {"", "fr", ""}, {"zz", "fr", "zz"}, {"ary", "en", "Moroccan Arabic"},
	} {
		if got := spoken.Name(c.code, c.in); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.code, c.in, got, c.want)
		}
	}
}

// Every code is read back from its name in the languages of the site.
func TestNamesAreRead(t *testing.T) {
	for _, code := range []string{"ar", "fr", "en", "uk", "fa", "zh", "bm", "wo", "kab", "ti", "so", "ta", "vi", "tr", "ht"} {
		for _, in := range []string{"en", "fr"} {
			if name := spoken.Name(code, in); !slices.Equal(spoken.Codes(name), []string{code}) {
				t.Errorf("%s in %s is %q, read as %q", code, in, name, spoken.Codes(name))
			}
		}
	}
}
