// Package memstore is a registry.Store in memory, for tests. It keeps encoded
// records, so that what is read is a copy, and passes the suite of package
// storetest. Nothing is sealed and nothing survives the process.
package memstore
