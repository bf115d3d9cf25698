package registry

// Confidence is how the identity of a found person is known. It is a
// ladder: each step allows more, see MayTell, MayConfirm and MayClose.
type Confidence uint8

// The steps of the ladder.
const (
	ConfidenceNone        Confidence = iota // nothing links the person to a name
	ConfidenceDescription                   // looks alike
	ConfidenceBelongings                    // things worn or carried
	ConfidenceSight                         // recognised by sight
	ConfidenceTold                          // named by others
	ConfidenceOwnWord                       // the person says so
	ConfidenceDocument                      // identity document, checked with the person
	ConfidenceBiometric                     // fingerprint, teeth, DNA
)

var confidenceNames = [...]string{"none", "description", "belongings", "sight", "told", "own_word", "document", "biometric"}

// Confidences returns the ladder, lowest step first.
func Confidences() []Confidence {
	out := make([]Confidence, len(confidenceNames))
	for i := range out {
		out[i] = Confidence(i)
	}
	return out
}

// String returns the word used in forms, files and catalogues.
func (c Confidence) String() string {
	if int(c) < len(confidenceNames) {
		return confidenceNames[c]
	}
	return "none"
}

// ParseConfidence reads the word; the empty string is ConfidenceNone.
func ParseConfidence(s string) (Confidence, bool) {
	for i, n := range confidenceNames {
		if s == n {
			return Confidence(i), true
		}
	}
	return ConfidenceNone, s == ""
}

// MayTell reports whether a seeker may be told that a possible match is being
// checked, once a moderator agrees.
func (c Confidence) MayTell() bool { return c >= ConfidenceBelongings }

// MayConfirm reports whether a human may confirm a link on this ground. Sight,
// belongings and hearsay never suffice: in Paris they were wrong ten times.
func (c Confidence) MayConfirm() bool { return c >= ConfidenceOwnWord }

// MayClose reports whether an organisation or moderator may close the notice on
// this ground. The seeker may close on any.
func (c Confidence) MayClose() bool { return c >= ConfidenceDocument }

// bounded lowers the claim to what its source can know.
func (c Confidence) bounded(s Source) Confidence {
	if s.Trust >= TrustOrganisation {
		return c
	}
	if s.Kind == SourceSelf {
		return min(c, ConfidenceOwnWord)
	}
	return min(c, ConfidenceTold)
}
