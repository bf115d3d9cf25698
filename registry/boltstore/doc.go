// Package boltstore is the registry.Store on disk: one bbolt file.
//
// # Bucket tree
//
// A test compares this drawing with a fresh file. Kinds of record and secondary
// indexes may be added at any time; any other change of the tree or of an
// encoding needs a migration, see migrate.go, and a test of it.
//
//	meta
//	├── schema      version of this tree, big-endian uint64
//	├── epoch       random text, made with the file
//	├── sealer      id of the master key that wraps the data keys
//	└── hiding      key of the hashes in hidden indexes, wrapped
//	record          sequence of each bucket below: number of its records
//	├── event       id -> envelope: format, version, index keys | sealed record
//	├── notice
//	├── report
//	├── statement
//	├── link
//	├── task
//	├── draft
//	├── account
//	├── session
//	├── cursor
//	├── place
//	├── placeholder
//	├── stats
//	├── invitation
//	├── key
//	├── key-use
//	├── organisation
//	├── secret
//	├── query
//	├── tally
//	├── arrival
//	├── flag
//	├── sweep
//	├── letter
//	├── suppression
//	├── visit
//	├── recovery
//	├── hook
//	├── thread
//	├── message
//	├── claim
//	├── silence
//	├── clock
//	└── mailbox
//	key
//	├── event       id -> data key, wrapped; erasing a record forgets it
//	├── notice
//	├── report
//	├── statement
//	├── link
//	├── task
//	├── draft
//	├── account
//	├── session
//	├── cursor
//	├── place
//	├── placeholder
//	├── stats
//	├── invitation
//	├── key
//	├── key-use
//	├── organisation
//	├── secret
//	├── query
//	├── tally
//	├── arrival
//	├── flag
//	├── sweep
//	├── letter
//	├── suppression
//	├── visit
//	├── recovery
//	├── hook
//	├── thread
//	├── message
//	├── claim
//	├── silence
//	├── clock
//	└── mailbox
//	index           one bucket for each registry.IndexName, made when first used:
//	                value 00 id 00 kind -> nothing; the value is a keyed hash where
//	                registry.IndexName.Hidden says so, in heads of envelopes too
//	log             sequence: the last position
//	                position, big-endian uint64 -> format, version, JSON (ids only)
//	audit           sequence: the last position
//	                position, big-endian uint64 -> format, hash of the chain, JSON (ids only)
//
// # Writing
//
// One goroutine writes. It takes what has queued up into one transaction, checks
// each batch by itself and answers after the transaction is on the disk, so that
// many callers share one sync. Encoding and sealing happen before, in the
// goroutine of the caller. Every put of a record has a fresh data key, so an
// older version cannot be read from an old page either.
//
// # When the disk fails
//
// After a failed commit the store refuses to write, keeps reading, and tries by
// itself until a trial write succeeds; see Store.Healthy. A file that is damaged
// yields errors, never a panic.
package boltstore
