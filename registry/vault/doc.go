// Package vault seals records, so that a stolen disk or backup tells nothing.
//
// There is one master key: 32 random bytes in a small text file that lies
// beside the data folder, never inside it, so that a copy of the folder alone
// is worthless. Every record has a data key of its own, 256 random bits, stored
// wrapped by the master key. Forgetting the wrapped key of a record erases the
// record wherever a copy of its sealed form may be: in old pages, replicas and
// backups.
//
// Everything is AES-256-GCM with random nonces. A wrapped key is bound to its
// record, a sealed value to its record, its version and the bytes stored in
// front of it, so that what was moved, mixed or altered does not open. A random
// nonce of 96 bits is sound for 2^32 wraps under one master key (NIST SP
// 800-38D, 8.3): four thousand million writes.
package vault
