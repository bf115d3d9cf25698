// Package storetest is the suite that every registry.Store must pass. It says
// in code what the port says in words, and some more that callers rely on:
//
//   - a batch is applied whole or not at all, and refused with KindConflict when
//     an expected version has moved
//   - a put or delete of a logged kind without its change, a record named twice
//     in one batch and an unknown kind are bugs: KindInternal, nothing written
//   - an id or index value that is too long or holds a zero byte is KindInvalid
//   - deleting what is not there succeeds
//   - Commit returns the end of the log just after the batch
//   - a record that was deleted and is put again starts at version 1
package storetest
