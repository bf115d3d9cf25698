package registry

import (
	"log/slog"
	"strings"
	"unicode"
)

// NameKind says what a name is to the person.
type NameKind string

// The kinds of name.
const (
	NameFull      NameKind = ""          // the name they go by in full
	NameNick      NameKind = "nick"      // nickname or short form
	NameSpelling  NameKind = "spelling"  // another spelling or another script
	NameClaimed   NameKind = "claimed"   // said by somebody of an unidentified person
	NameHospital  NameKind = "hospital"  // an alias given by a hospital, not a name
	NameAlternate NameKind = "alternate" // PFIF alternate_names, kind unknown
)

// Name is one name of a person, as written.
type Name struct {
	Full   string   `json:"full"`
	Given  string   `json:"given,omitzero"`  // part, where the source had parts
	Family string   `json:"family,omitzero"` // part, where the source had parts
	Script string   `json:"script,omitzero"` // ISO 15924 code of most letters, as "Latn"
	Kind   NameKind `json:"kind,omitzero"`
	By     string   `json:"by,omitzero"` // who claims it, when Kind is NameClaimed
}

// NewName cleans a name as written and finds its script. An empty name has an
// empty Full.
func NewName(full string, kind NameKind) Name {
	full = CleanLine(full)
	return Name{Full: full, Script: ScriptOf(full), Kind: kind}
}

// LogValue redacts the name.
func (Name) LogValue() slog.Value { return redacted }

var scripts = []struct {
	code  string
	table *unicode.RangeTable
}{
	{"Latn", unicode.Latin}, {"Arab", unicode.Arabic}, {"Cyrl", unicode.Cyrillic}, {"Grek", unicode.Greek},
	{"Hebr", unicode.Hebrew}, {"Hani", unicode.Han}, {"Hang", unicode.Hangul}, {"Hira", unicode.Hiragana},
	{"Kana", unicode.Katakana}, {"Deva", unicode.Devanagari}, {"Beng", unicode.Bengali}, {"Thai", unicode.Thai},
	{"Geor", unicode.Georgian}, {"Armn", unicode.Armenian}, {"Ethi", unicode.Ethiopic}, {"Taml", unicode.Tamil},
	{"Telu", unicode.Telugu}, {"Gujr", unicode.Gujarati}, {"Guru", unicode.Gurmukhi}, {"Khmr", unicode.Khmer},
	{"Mymr", unicode.Myanmar}, {"Sinh", unicode.Sinhala}, {"Laoo", unicode.Lao}, {"Mlym", unicode.Malayalam}, {"Knda", unicode.Kannada},
}

// ScriptOf returns the ISO 15924 code of the script of most letters of s, "Jpan"
// for any mixture with kana, and "" when s has no letter of a known script.
func ScriptOf(s string) string {
	counts := make([]int, len(scripts))
	best := -1
	for _, r := range s {
		for i := range scripts {
			if unicode.Is(scripts[i].table, r) {
				counts[i]++
				if best < 0 || counts[i] > counts[best] {
					best = i
				}
				if code := scripts[i].code; code == "Hira" || code == "Kana" {
					return "Jpan"
				}
				break
			}
		}
	}
	if best < 0 {
		return ""
	}
	return scripts[best].code
}

// Masked returns what the public may see of a minor's name: the first word of
// the given name where the parts are known, initials otherwise. Of a Chinese,
// Japanese or Korean name without parts nothing is left: its first letter is the
// surname. The caller drops a name whose Full is empty.
func (n Name) Masked() Name {
	if w := strings.Fields(n.Given); len(w) > 0 {
		return Name{Full: w[0], Script: n.Script, Kind: n.Kind}
	}
	if n.Script == "Hani" || n.Script == "Jpan" || n.Script == "Hang" {
		return Name{}
	}
	var initials []string
	for _, w := range strings.Fields(n.Full) {
		for _, r := range w {
			if unicode.IsLetter(r) {
				initials = append(initials, string(unicode.ToUpper(r))+".")
				break
			}
		}
	}
	return Name{Full: strings.Join(initials, " "), Script: n.Script, Kind: n.Kind}
}
