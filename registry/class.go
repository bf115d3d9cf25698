package registry

import "strings"

// Class says how private a field is (docs/privacy.md).
type Class uint8

// The classes.
const (
	P0 Class = iota // public, where whoever filed chose so
	P1              // restricted: for people with an account or a code
	P2              // contact: of seekers and sources; sealed, relayed, never on a page but its owner's
	P3              // sensitive: health, death, evidence, accusations
	P4              // secret: keys, hashes of codes and of passwords; for nobody
)

// Declared says of which class the fields of a type are. A field that is a struct
// itself has the class at least, and those of its own fields.
type Declared struct {
	Type   string
	What   string    // in plain English, for docs/privacy.md
	Fields [5]string // names of the fields of each class, with spaces between
}

// Class returns the class of a field, false when nobody declared it.
func (d Declared) Class(field string) (Class, bool) {
	for c, names := range d.Fields {
		for name := range strings.FieldsSeq(names) {
			if name == field {
				return Class(c), true
			}
		}
	}
	return 0, false
}

// Declarations returns the class of every field of every record and of what
// records are made of. A test holds that none is missing; docs/privacy.md shows
// the table.
func Declarations() []Declared {
	return append(append(recordClasses(), deskClasses()...), partClasses()...)
}

// recordClasses are the records about people.
func recordClasses() []Declared {
	return []Declared{
		{"Notice", "a search for one person", [5]string{
			P0: "Reference Event Person LastSeen Lang State Filed Updated Confirmed Expires Closed News Copied",
			P1: "ID Origin Seekers Filer Left Twins Visibility AtRisk Muted CloseReason CloseNote CloseLink Refusal Review Reviewed Life Stage Asked Keep Canary",
		}},
		{"Report", "somebody seen, treated, sheltered or dead", [5]string{
			P1: "ID Reference Event Origin About Earlier Transfers Person Alias Tag Found Reporter WayIn Confidence Source Lang State Filed Updated Expires Keep",
			P3: "Condition Text",
			P4: "Sum",
		}},
		{"Claim", "that somebody says a notice is about them", [5]string{
			P1: "ID Reference Notice Wish Lang State Hides Ended Back Made Basis By Answered Doubts",
			P2: "Contact",
			P3: "Words Note",
			P4: "CodeHash Near Wide",
		}},
		{"Silence", "a keyed hash that keeps what was ended from coming back", [5]string{P1: "Notice At", P4: "ID"}},
		{"Statement", "what somebody says about a notice or a report", [5]string{
			P0: "Text Public Made",
			P1: "ID Kind About Origin ContactMade LastKnown Linked PhotoURL Advice By Source",
			P2: "FoundPerson",
			P3: "Status",
		}},
		{"Link", "a notice and a report that may be the same person", [5]string{
			P1: "ID Notice Report Patient Event State Score Urgency ContactPoint Later Held Shelved Proposed Updated",
			P3: "Evidence Decisions LaterReason",
		}},
		{"Draft", "the answers of a form that was not sent yet", [5]string{
			P1: "Kind Event About Sent SentAt Saved",
			P3: "Answers",
			P4: "Hash Salt",
		}},
		{"Thread", "what a seeker and an informer or organisation write to each other", [5]string{
			P1: "ID Notice Seeker Org Account Lang Opened Updated Blocked Closed Flagged FlaggedBy Answered",
			P3: "FlagNote",
			P4: "CodeHash",
		}},
		{"Message", "one message of it; for its two sides, and for moderators while it is flagged or held", [5]string{
			P1: "ID Thread Notice Side By Made Passed Refused DoneBy",
			P3: "Name Text Why",
		}},
		{"Flag", "that somebody says something is wrong with a notice", [5]string{
			P1: "ID Notice Made Done DoneBy",
			P3: "Reason Text By Doubts Note",
			P4: "Near Wide",
		}},
		{"Letter", "a letter to be sent; the address is not in it", [5]string{
			P1: "ID Kind Via To About Event Was State Made Due Tries Cause Taken Ended Guesses Used",
			P4: "Address",
		}},
		{"Recovery", "that somebody lost their code", [5]string{P1: "ID Reference Made", P2: "Email Phone"}},
		{"Visit", "when the holder of a code was last here", [5]string{P1: "ID Of Last Before"}},
		{"Suppression", "that nothing is sent to an address any more", [5]string{P1: "At", P4: "ID"}},
		{"Arrival", "by which ways a record came, as keyed hashes", [5]string{P1: "Of At", P3: "Ways"}},
		{"Placeholder", "what stays of an erased record", [5]string{P0: "Reference Event Of Ended Erased", P1: "ID Hidden Filed Matched"}},
	}
}

// deskClasses are the records of staff and of the registry itself.
func deskClasses() []Declared {
	return []Declared{
		{"Task", "work for a named human", [5]string{
			P1: "ID Kind Link Created By About Seeker Via Notice Reason Takes Done DoneBy Agreed",
			P3: "Basis Why Note",
		}},
		{"Sweep", "many records judged at once", [5]string{P1: "ID Part Act By At Swept Undone", P3: "Note Way"}},
		{"AskedQuery", "what staff searched for", [5]string{P1: "ID By Hits At", P3: "Text Place"}},
		{"Tally", "how often somebody did something today", [5]string{P1: "ID N"}},
		{"Organisation", "a hospital, an authority, a shelter, a charity", [5]string{P0: "Name", P1: "ID Kind MayReportDead ContactPoint Created Disabled"}},
		{"Account", "a person who signs in", [5]string{P1: "Staff Step", P4: "Password Secret Recovery"}},
		{"Staff", "who that is", [5]string{P1: "ID Name Role Org Owner Disabled Created Expires Hands"}},
		{"Hand", "who invited or reset an account", [5]string{P1: "By At"}},
		{"Mailbox", "where letters to an account go", [5]string{P1: "Account Confirmed Lang NoWork Told", P2: "Email Before"}},
		{"Moved", "an address that an account had before", [5]string{P1: "Until", P2: "Email"}},
		{"Session", "a signed-in browser", [5]string{P1: "Account Scope Seeker Begun Created Ends Proven Shown Wrong", P4: "ID Form Secret Codes"}},
		{"Invitation", "a link that makes an account, once", [5]string{P1: "ID Role Org Owner For Account Lang Sent First By Made Ends", P2: "Email", P4: "Hash Salt"}},
		{"APIKey", "a program's key", [5]string{P1: "ID Prefix Name Org Scopes Quota From By Made Ends Revoked", P4: "Hash"}},
		{"KeyUse", "how often a key was used today", [5]string{P1: "Key Day N Last"}},
		{"Hook", "a program that is told of changes, without names", [5]string{P1: "ID URL By Made Seq Told Due Tries Since Cause Ended Paused Test Last"}},
		{"HookTry", "one message to such a program, and how it went", [5]string{P1: "At Changes Test Cause"}},
		{"Event", "an incident", [5]string{
			P0: "Slug State Name Notice Purpose Hotline SOS Area Start Zone Langs Created Closed",
			P1: "ID PurgeAt",
		}},
		{"EventPlace", "a hospital, a station, a district of an event", [5]string{P0: "ID Event Name Alternates Kind Area Point Changed"}},
		{"EventStats", "counts per day", [5]string{P1: "Event Days Counted"}},
		{"DayCount", "counts of a day; few are not told", [5]string{P0: "Day Notices Reports Confirmed"}},
		{"Cursor", "how far a follower of the change log has come", [5]string{P1: "Name Seq At"}},
		{"ClockSeen", "when the clock was last believed", [5]string{P1: "At"}},
		{"Secret", "the key of keyed hashes", [5]string{P1: "ID", P4: "Key"}},
		{"AuditEntry", "a line of the audit log", [5]string{P1: "Seq Hash At Act By About Why"}},
	}
}
