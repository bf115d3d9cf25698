package spam

import (
	"regexp"
	"strings"
	"unicode"
)

// Threshold is the score from which a person looks before a text is shown.
const Threshold = 1.0

// Weights of what a text holds.
const (
	weightLink    = 1.0
	weightContact = 1.0 // a phone number or an e-mail address
	weightWord    = 0.5 // each different word of adverts and of asking for money
	weightShout   = 0.3
	weightMoney   = 0.5
)

var (
	// A link, or a name of a host as people write them to get past filters.
	link = regexp.MustCompile(`(?i)https?:|www\s?\.|\b[\p{L}\d-]{2,}\s?(?:\.|\[\.\]|\(dot\)|\bdot\b)\s?(?:com|net|org|info|biz|xyz|top|site|online|shop|club|link|ru|cn|io|me|ly|gl|be)\b(?:/|\s|$|[^\p{L}\d])`)
	mail = regexp.MustCompile(`(?i)[\p{L}\d._%+-]+\s?(?:@|\(at\)|\[at\]|arobase)\s?[\p{L}\d-]+\s?(?:\.|\(dot\)|\[\.\])\s?\p{L}{2,}`)
	// A name on another service.
	handle = regexp.MustCompile(`(?i)(?:^|\s)@[\p{L}\d_]{4,}|(?:whatsapp|telegram|signal|insta(?:gram)?|tiktok|wechat|viber|snapchat|facebook)\b\s*[:@]|\b(?:t|wa)\.me\b`)
	// A run of digits as numbers are written; what of it is a date or a measure is
	// left out by phones.
	digits = regexp.MustCompile(`\+?[\p{Nd}][\p{Nd}\s().\-/\x{00a0}]{5,}[\p{Nd}]`)
	date   = regexp.MustCompile(`^(?:\d{1,4}[./\- ]\d{1,2}[./\- ]\d{1,4}|\d{4}\s?[-/]\s?\d{4})$`)
	money  = regexp.MustCompile(`(?i)[$€£¥₽₹₺₦]\s?\d|\d\s?(?:[$€£¥₽₹₺₦]|euros?\b|dollars?\b|usd\b|eur\b|btc\b|usdt\b)`)
)

// Score returns how much the texts of one record look like spam, 0 for nothing.
func Score(texts ...string) float64 {
	all := strings.Join(texts, " \n ")
	score := 0.0
	add := func(is bool, weight float64) {
		if is {
			score += weight
		}
	}
	mails := mail.MatchString(all)
	add(link.MatchString(mail.ReplaceAllString(all, " ")) || handle.MatchString(all), weightLink)
	add(mails || phones(all), weightContact)
	add(money.MatchString(all), weightMoney)
	add(shouts(all), weightShout)
	return score + weightWord*float64(advertWords(all))
}

// phones reports whether a text holds a telephone number: seven to fifteen digits
// (E.164) that are no date.
func phones(text string) bool {
	for _, m := range digits.FindAllString(text, -1) {
		m = strings.TrimSpace(m)
		n := 0
		for _, r := range m {
			if unicode.IsDigit(r) {
				n++
			}
		}
		if n >= 7 && n <= 15 && !date.MatchString(m) && !measures(m) {
			return true
		}
	}
	return false
}

// measures reports whether numbers with spaces between are so short that they are
// sizes or hours in a row rather than one number: "175 68 42".
func measures(m string) bool {
	parts := strings.FieldsFunc(m, func(r rune) bool { return !unicode.IsDigit(r) })
	return len(parts) <= 3 && len(parts) > 1 && !strings.HasPrefix(m, "+") && !strings.HasPrefix(m, "0") && len(parts[0]) <= 3 && len(parts[len(parts)-1]) <= 3
}

// shouts reports whether a longer text is all capitals or full of exclamation
// marks.
func shouts(text string) bool {
	upper, letters := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				upper++
			}
		}
	}
	return letters > 40 && upper*10 > letters*8 || strings.Count(text, "!") >= 3
}
