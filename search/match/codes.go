package match

// Code is one sentence that the catalogues must have under
// evidence.<Field>.<Code>, with the arguments that fill its blanks.
type Code struct {
	Field, Code string
	Args        []string
}

// Codes returns every code that Compare may use:
//
//	name   same close similar faint different  notice, report: the two names
//	name   word_same word_close word_different one of the two is a single word
//	name   initials                            one of the two is initials only
//	birth  same swapped digit digits month year other_year other_day different
//	                                           notice, report: dates as yyyy[-mm[-dd]]
//	age    same inside near off far            notice, report: years, as 45 or 40-50
//	sex    same different                      notice, report: female, male, other
//	place  here near around region country far km: whole kilometres
//	place  area similar other                  notice, report: areas as written
//	time   after                               days: after the person was last seen (neutral)
//	time   before                              days: before the person was last seen
//	time   too_soon                            km, hours: so far away in so short a time
//	home   address same near similar different notice, report: towns as written
//	household same                             notice: the number
//	languages rare shared                      words: codes of the languages that both speak
//	languages different                        notice, report: codes
//	companions shared given                    names: whom both were with
//	companions found sought                    name: somebody's companion, who has the name of the other side
//	clothes none                               nothing worn in common
//	clothes one some many                      words: what both wore
//	clothes colour                             notice, report: the same garment in two colours
//	belongings one some many                   words: what both carried
//	height different                           notice, report: centimetres
//	eyes   different                           notice, report: colours as written
//	hair   different                           notice, report: colours as written
//	marks  none one some many                  words: what both mention, count: how many
//	said   about                               the source says that it is this person
func Codes() []Code {
	var all []Code
	add := func(field string, args []string, codes ...string) {
		for _, c := range codes {
			all = append(all, Code{field, c, args})
		}
	}
	both := []string{"notice", "report"}
	add("name", both, "same", "close", "similar", "faint", "different", "word_same", "word_close", "word_different", codeInitials)
	add("birth", both, "same", "swapped", "digit", "digits", "month", "year", "other_year", "other_day", "different")
	add("age", both, "same", "inside", "near", "off", "far")
	add("sex", both, "same", "different")
	add("place", []string{"km"}, "here", "near", "around", "region", "country", "far")
	add("place", both, "area", "similar", "other")
	add("time", []string{"days"}, "after", "before")
	add("time", []string{"km", "hours"}, "too_soon")
	add("home", both, "address", "same", "near", "similar", "different")
	add("household", []string{"notice"}, "same")
	add("languages", []string{"words"}, "rare", "shared")
	add("languages", both, "different")
	add("companions", []string{"names"}, "shared", "given")
	add("companions", []string{"name"}, "found", "sought")
	add("clothes", nil, "none")
	add("clothes", []string{"words"}, "one", "some", "many")
	add("clothes", both, "colour")
	add("belongings", []string{"words"}, "one", "some", "many")
	for _, field := range []string{"height", "eyes", "hair"} {
		add(field, both, "different")
	}
	add("marks", nil, "none")
	add("marks", []string{"words", "count"}, "one", "some", "many")
	add("said", nil, "about")
	return all
}
