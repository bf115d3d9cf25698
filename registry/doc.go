// Package registry is the domain of Retrouve: its types, its rules, its
// use-cases and the ports they need. It imports the standard library and
// golang.org/x/text/unicode/norm only; storage, search and pages are adapters
// around it.
//
// # Glossary
//
// The code uses exactly these words.
//
//	Event      one incident: name, area, purpose, languages, hotline; drill, open or closed
//	Notice     a search for one person, filed by one or more seekers
//	Report     somebody seen, treated, sheltered or dead, identified or not, told by a source
//	Statement  append-only: who says what about a notice or report, when, from what source (PFIF "note")
//	Link       one notice and one report said to be the same person: proposed, checking, confirmed, refused
//	Evidence   the pieces behind a link's score, for and against, in words
//	Confidence how a found person's identity is known, from none to biometric
//	Task       work for a named human: a call-back, a death hand-over
//	Organisation a hospital, an authority, a shelter or a charity with accounts of its own
//	Audit log  who did what to which record, ids only, chained by hashes
//	Viewer     who is looking: public, seeker of this notice, organisation, volunteer, moderator, admin
//	Letter     a message to one person that there is news: made by a change, sent by a worker, without an address in it
//	Suppression an address that nothing is sent to any more, as a keyed hash
//	Recovery   what somebody typed who lost their code, until it is answered
//	Visit      when the holder of a code was on their page, so that news can be marked
//	Account    a person who signs in, with one role for a time
//	Staff      what the registry itself reads of an account
//	Hand       that somebody could have come in with an account of another: they invited or reset it
//	Mailbox    where letters to an account go
//	Owner      a member of an organisation who invites and ends members of it
//	Invitation a link by which one person makes an account or resets one
//	Key        what lets a program of an organisation file reports
//	Step-up    a fresh code of the second factor, asked for before a grave act
//	Change     one entry of the change log: sequence, kind, id
//	Odd        of the clock: so far from when it was last believed that nothing is erased until a person calls it right
//	Hook       a program of an organisation that is told of changes; a Delivery is what it is told at once
//	Waiting    how much work of one sort waits for people, and since when
//	Lock       that the running program forgets its key, for the moment when somebody comes for the machine
//	Public copy what a locked register goes on showing: events and the cards of public notices, class P0 only
//	Draft      answers of a journey that has not been sent yet; its token makes a re-send harmless
//	EventPlace a place that people of an event will name: a hospital, a station, a district
//	Origin     where a record comes from when its home is another registry (PFIF record id and dates)
//	Review     that a notice is held until a person looked at it, for a Doubt
//	Refusal    why a notice was not let through, as its seeker is told
//	Arrival    by which Ways a record came: what came together can be acted on together
//	Flag       that somebody says something is wrong with a notice
//	Sweep      one act on all records that came by a way
//	Thread     what a seeker and an informer or organisation write to each other through the site
//	Message    one of the words of a Thread; it waits, or it is passed on
//	Claim      that somebody says a notice is about them, and what they wish
//	Silence    a keyed hash that keeps a record from coming back by an import: its person does not want to be found, or people here ended it
//	Informer   somebody without an account who wrote to a seeker
//	Reference  the short public name of a notice or report, as printed: RT7-4KQ-92
//	Code       the secret that lets a seeker manage one notice; stored only as a hash
//
// # Writing
//
// Writing is committing a batch. A use-case reads through Store.View, decides,
// and hands Store.Commit one Batch that carries data only: the versions it read,
// the records to put and to delete, and the entries of the change log. The store
// applies the batch whole or refuses it with KindConflict, and then the use-case
// reads again, three times at most. A commit returns after the data is durable.
//
// # Sight
//
// A page never receives a Notice or a Report. It receives one of the view types
// (PublicNotice, SeekerNotice, SourceReport, ModeratorNotice, ModeratorReport),
// which have no field that its ring of sight may not see.
package registry
