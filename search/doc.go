// Package search finds notices by name, description and place, and pairs
// notices with reports. It is the registry's Index and Linker on top of Bleve.
//
// # What the index is
//
// Two Bleve indexes lie in one generation directory, one of notices and one of
// reports, so that Search cannot reach a report whatever is asked. They store no
// field: every result is read again from the store, and an index that is behind
// can never show a hidden or erased record. Only open notices and open reports
// are in it.
//
// Bleve finds candidates cheaply; package names scores them exactly and says
// why, package match does so for pairs. A field is either public, and holds
// what registry.Notice.PublicText says, or restricted. A query of somebody
// without an account is built from public fields only, and its candidates are
// scored by what the public may see.
//
// # How it follows the store
//
// The index is disposable. It keeps the last applied position of the change log,
// the epoch of the store and the version of its mapping inside itself, in the
// same batch as the documents. Run replays the log from there. When anything is
// not as it should be, Run builds a new generation while the old one serves, and
// switches:
//
//	DIR/current             the name of the generation that serves
//	DIR/gen-N/notices       Bleve index of notices
//	DIR/gen-N/reports       Bleve index of reports
//	DIR/gen-N/opening       lies there while the generation is being opened; a
//	                        damaged file can end the process without a word, and
//	                        then the marker is found at the next start
//
// One record that the store cannot read stops none of this. It is logged by its
// kind and id, counted in Status, and treated as one that was erased; Verify
// reports it. A store, view or log that does not answer does stop it.
package search
