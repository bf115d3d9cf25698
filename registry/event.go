package registry

import "time"

// EventState is where an event is in its life.
type EventState string

// The states of an event. A drill works like an open event and every page says
// that it is one.
const (
	EventOpen   EventState = "open"
	EventDrill  EventState = "drill"
	EventClosed EventState = "closed"
	EventPurged EventState = "purged" // everything of it was erased, but its statistics
)

// Event is one incident.
type Event struct {
	ID      EventID           `json:"id"`
	Slug    string            `json:"slug"` // short name in addresses and commands
	State   EventState        `json:"state"`
	Name    map[string]string `json:"name"`             // by language; "" is for every other one
	Notice  map[string]string `json:"notice,omitzero"`  // the sentence of the banner, by language
	Purpose string            `json:"purpose,omitzero"` // why data is kept
	Hotline Phone             `json:"hotline,omitzero"` // public: printed on every page
	SOS     string            `json:"sos,omitzero"`     // emergency number, as 112
	Area    Place             `json:"area,omitzero"`    // where it happened
	Start   time.Time         `json:"start,omitzero"`   // when it happened
	Zone    string            `json:"zone,omitzero"`    // IANA time zone of the place
	Langs   []string          `json:"langs,omitzero"`   // BCP 47, most used first
	Created time.Time         `json:"created"`
	Closed  time.Time         `json:"closed,omitzero"`
	PurgeAt time.Time         `json:"purge_at,omitzero"` // when everything of it is erased, once it is closed
}

// Ref names the record.
func (e *Event) Ref() Ref { return Ref{KindEvent, string(e.ID)} }

// Keys lists its entries in the secondary indexes.
func (e *Event) Keys() []Key {
	keys := []Key{{IndexEventSlug, e.Slug}}
	if e.State == EventClosed {
		keys = append(keys, dueKey(e.PurgeAt)...)
	}
	return keys
}

// Accepts reports whether notices and reports may be filed.
func (e *Event) Accepts() bool { return e.State == EventOpen || e.State == EventDrill }

// Title returns the event's name in a language, or in any.
func (e *Event) Title(lang string) string { return inLang(e.Name, lang) }

// Banner returns the sentence of the banner in a language, or in any.
func (e *Event) Banner(lang string) string { return inLang(e.Notice, lang) }

func inLang(m map[string]string, lang string) string {
	for _, l := range []string{lang, "", "en"} {
		if s := m[l]; s != "" {
			return s
		}
	}
	best := ""
	for _, s := range m {
		if best == "" || s < best {
			best = s
		}
	}
	return best
}

// Location returns the time zone of the event, UTC where it is unknown.
func (e *Event) Location() *time.Location {
	if l, err := time.LoadLocation(e.Zone); err == nil {
		return l
	}
	return time.UTC
}
