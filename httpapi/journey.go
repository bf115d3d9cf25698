package httpapi

import (
	"github.com/retrouve/retrouve/registry"
)

// step is one page of a journey.
type step struct {
	name   string
	fields []fieldDef
}

// journey is a form in steps: a table of pages and fields. The last page, check,
// shows all answers and sends them.
type journey struct {
	kind  registry.DraftKind
	name  string // in catalogue keys
	base  string
	steps []step
	about *journey // instead of this one, when the draft is about a notice
	final []fieldDef
	first map[string]string // answers that a draft begins with
}

// of returns the journey that a draft is on.
func (j *journey) of(d *registry.Draft) *journey {
	if d.About != "" {
		return j.about
	}
	return j
}

// path returns the address of a page of a draft.
func (j *journey) path(token registry.Token, page string) string {
	return j.base + "/new/" + string(token) + "/" + page
}

var (
	sexField = fieldDef{name: "sex", kind: kindRadios, options: []string{"female", "male", "other", "unknown"}}
	ageField = fieldDef{name: "age", kind: kindSpan}

	heightField  = fieldDef{name: "height", width: "w4", dir: "ltr"}
	buildField   = fieldDef{name: "build"}
	hairField    = fieldDef{name: "hair"}
	eyesField    = fieldDef{name: "eyes"}
	beardField   = fieldDef{name: "beard"}
	glassesField = fieldDef{name: "glasses"}
	clothesField = fieldDef{name: "clothes", kind: kindArea, rows: 3}
	carriedField = fieldDef{name: "carried", kind: kindArea, rows: 2, private: true}
	marksField   = fieldDef{name: "marks", kind: kindArea, rows: 3, private: true}

	whenField  = fieldDef{name: "seen", kind: kindDate}
	timeField  = fieldDef{name: "time", width: "w4", dir: "ltr", covers: []string{"seen_time"}}
	areaField  = fieldDef{name: "area"}
	placeField = fieldDef{name: "place", kind: kindArea, rows: 2, private: true}

	languagesField  = fieldDef{name: "languages", private: true}
	companionsField = fieldDef{name: "companions", kind: kindArea, rows: 2, private: true}

	phoneField = fieldDef{name: "phone", typ: "tel", auto: "tel", width: "w10", dir: "ltr", private: true, covers: []string{"contact"}}
	emailField = fieldDef{name: "email", typ: "email", auto: "email", dir: "ltr", private: true}
)

var findJourney = &journey{
	kind: registry.DraftNotice, name: "find", base: "/find",
	steps: []step{
		{"who", []fieldDef{{name: "names"}, {name: "others", kind: kindArea, rows: 3}}},
		{"age", []fieldDef{{name: "birth", kind: kindDate}, ageField, sexField}},
		{"looks", []fieldDef{heightField, buildField, hairField, eyesField, beardField, glassesField, clothesField, carriedField, marksField, {name: "description", kind: kindArea, private: true}}},
		{"when", []fieldDef{whenField, timeField}},
		{"where", []fieldDef{areaField, placeField}},
		{"help", []fieldDef{companionsField, {name: "medical", kind: kindArea, private: true}, languagesField, {name: "home", private: true}}},
		seekerStep,
		{"sharing", []fieldDef{{name: "visibility", kind: kindRadios, options: []string{"public", "card", "verified"}}, {name: "risk", kind: kindCheck, private: true}}},
	},
	final: []fieldDef{{name: "consent", kind: kindCheck}},
	first: map[string]string{"visibility": string(registry.VisiblePublic)},
	about: joinJourney,
}

var seekerStep = step{"you", []fieldDef{{name: "seeker", auto: "name", private: true}, phoneField, emailField, {name: "relation", private: true}}}

// joinJourney is for who looks for the person of a notice that there is. It goes
// on with the draft of findJourney, so that what was typed before is not lost.
var joinJourney = &journey{
	kind: registry.DraftNotice, name: "join", base: "/find",
	steps: []step{seekerStep, {"tell", []fieldDef{{name: "text", kind: kindArea, private: true}}}},
	final: []fieldDef{{name: "consent", kind: kindCheck}},
}

var (
	stateStep = step{"state", []fieldDef{
		{name: "condition", kind: kindRadios, options: []string{"safe", "injured", "help", "seen", "unknown"}},
		{name: "text", kind: kindArea, private: true},
	}}
	sureStep = step{"sure", []fieldDef{
		{name: "confidence", kind: kindRadios, options: []string{"own_word", "document", "sight", "told", "belongings", "description", "none"}},
	}}
	atStep = step{"where", []fieldDef{areaField, placeField, whenField, timeField, {name: "reporter", private: true}}}
	byStep = step{"you", []fieldDef{
		{name: "source", kind: kindRadios, options: []string{"helper", "self", "hospital", "shelter", "authority"}},
		{name: "organisation", private: true}, {name: "contact_point", private: true},
		{name: "seeker", auto: "name", private: true}, phoneField, emailField,
	}}
)

var reportJourney = &journey{
	kind: registry.DraftReport, name: "report", base: "/report",
	steps: []step{
		{"who", []fieldDef{{name: "names"}, {name: "claimed_by"}, sexField, ageField, companionsField.less(), languagesField.less()}},
		{"looks", []fieldDef{heightField, hairField, eyesField, beardField, glassesField, clothesField, carriedField, marksField, {name: "description", kind: kindArea}, {name: "tag", dir: "ltr", width: "w10"}}},
		stateStep, sureStep, atStep, byStep,
	},
	final: []fieldDef{},
	about: &journey{
		kind: registry.DraftReport, name: "report", base: "/report",
		steps: []step{stateStep, sureStep, atStep, byStep},
		final: []fieldDef{},
	},
}
