package i18n

import "golang.org/x/text/language"

// Choose returns the site's language that fits an Accept-Language header best
// (RFC 9110, section 12.5.4), the first language when none fits.
func Choose(acceptLanguage string) string {
	tags := make([]language.Tag, 0, len(Languages()))
	for _, l := range Languages() {
		tags = append(tags, language.MustParse(l.Code))
	}
	if len(acceptLanguage) > 500 {
		acceptLanguage = ""
	}
	want, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		want = nil
	}
	_, i, _ := language.NewMatcher(tags).Match(want...)
	return Languages()[i].Code
}

// Known reports whether the site speaks the language.
func Known(code string) bool {
	for _, l := range Languages() {
		if l.Code == code {
			return true
		}
	}
	return false
}
