package registry

import "time"

// Sex is as PFIF has it; empty is unknown.
type Sex string

// The values of Sex.
const (
	SexUnknown Sex = ""
	SexFemale  Sex = "female"
	SexMale    Sex = "male"
	SexOther   Sex = "other"
)

// ParseSex reads the values of PFIF and the letters f, m and o.
func ParseSex(s string) (Sex, bool) {
	switch s {
	case "":
		return SexUnknown, true
	case "female", "F", "f":
		return SexFemale, true
	case "male", "M", "m":
		return SexMale, true
	case "other", "O", "o", "X", "x":
		return SexOther, true
	}
	return SexUnknown, false
}

// Span is a measured range, both ends included; 0 is an open end.
type Span struct {
	Min int `json:"min,omitzero"`
	Max int `json:"max,omitzero"`
}

// Mark is something on the body that helps to recognise it.
type Mark struct {
	Kind string `json:"kind,omitzero"` // tattoo, scar, piercing, birthmark, prosthesis, other
	Zone string `json:"zone,omitzero"` // body zone as written: "left arm"
	Text string `json:"text"`
}

// Bearing says how a thing belonged to the person found.
type Bearing string

// The values of Bearing.
const (
	BearingUnknown Bearing = ""
	BearingWorn    Bearing = "worn"
	BearingCarried Bearing = "carried"
	BearingNear    Bearing = "near" // lying near: proves the least
)

// Thing is a piece of clothing, jewellery, a bag, a phone, keys.
type Thing struct {
	Text    string  `json:"text"`
	Bearing Bearing `json:"bearing,omitzero"`
}

// Body is what can be seen of a person.
type Body struct {
	HeightCM Span   `json:"height_cm,omitzero"`
	WeightKG Span   `json:"weight_kg,omitzero"`
	Hair     string `json:"hair,omitzero"`
	Eyes     string `json:"eyes,omitzero"`
	Beard    string `json:"beard,omitzero"`
	Build    string `json:"build,omitzero"`
	Glasses  string `json:"glasses,omitzero"`
	Marks    []Mark `json:"marks,omitzero"`
}

// Person is the description of a human being that a notice and a report share.
type Person struct {
	Names         []Name      `json:"names,omitzero"`
	Sex           Sex         `json:"sex,omitzero"`
	Birth         PartialDate `json:"birth,omitzero"`
	Age           *Age        `json:"age,omitzero"`
	Home          Place       `json:"home,omitzero"`
	Nationalities []string    `json:"nationalities,omitzero"`
	Languages     []string    `json:"languages,omitzero"` // ISO 639 codes of those spoken, or as written where nobody knows the word

	Body   Body    `json:"body,omitzero"`
	Things []Thing `json:"things,omitzero"`

	Description string `json:"description,omitzero"` // free text, any language
	Companions  string `json:"companions,omitzero"`  // P1: names of the people they were with, in any words
	Household   string `json:"household,omitzero"`   // P1: number of the family in a register that both sides use
	Medical     string `json:"medical,omitzero"`     // P3: needs, condition, medicine

	PhotoURL    string   `json:"photo_url,omitzero"`    // of a record whose home is elsewhere
	ProfileURLs []string `json:"profile_urls,omitzero"` // likewise
}

// AgeOn returns the age on the given day, from the birth date where there is
// one, from the stated range otherwise.
func (p *Person) AgeOn(day time.Time) (Age, bool) {
	if a, ok := AgeAt(p.Birth, day); ok {
		return a, true
	}
	if p.Age != nil {
		return p.Age.At(day), true
	}
	return Age{}, false
}

// MayBeMinor reports whether the person is, or by what is known can be, below
// MinorAge. A person of wholly unknown age is not treated as a minor; one born
// "tomorrow" is: it is later where they are.
func (p *Person) MayBeMinor(day time.Time) bool {
	if !p.Birth.IsZero() && p.Birth.First().After(day) {
		return true
	}
	a, ok := p.AgeOn(day)
	return ok && a.Min < MinorAge
}

// HasName reports whether any name is known.
func (p *Person) HasName() bool { return len(p.Names) > 0 }

// Known reports whether anything at all is known of who this is, be it only an
// age or a sex, as a ward knows it of somebody who cannot speak.
func (p *Person) Known() bool {
	return p.Described() || p.Sex != SexUnknown || p.Age != nil || !p.Birth.IsZero() || !p.Home.IsZero()
}

// Described reports whether anything at all is known that could tell this
// person from another: a name, a description, a mark, a thing, a trait.
func (p *Person) Described() bool {
	b := p.Body
	return p.HasName() || p.Description != "" || len(p.Things) > 0 || len(b.Marks) > 0 ||
		b.Hair != "" || b.Eyes != "" || b.Beard != "" || b.Build != "" || b.Glasses != "" || b.HeightCM != (Span{}) || b.WeightKG != (Span{})
}
