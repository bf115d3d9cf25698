package storetest

import (
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// Run checks a store. open returns an empty one and cleans up after the test;
// it is called once for each part of the suite.
func Run(t *testing.T, open func(t *testing.T) registry.Store) {
	for _, c := range []struct {
		name string
		f    func(t *testing.T, s registry.Store)
	}{
		{"get and put", testGetPut},
		{"copies", testCopies},
		{"delete", testDelete},
		{"versions", testVersions},
		{"conflict", testConflict},
		{"expect another record", testExpectAnother},
		{"whole or not at all", testWhole},
		{"refusals", testRefusals},
		{"every kind", testEveryKind},
		{"log", testLog},
		{"log after", testLogAfter},
		{"what Commit returns", testSeq},
		{"index on update and delete", testIndexMoves},
		{"index order", testIndexOrder},
		{"hidden index", testIndexHidden},
		{"index shared by kinds", testIndexShared},
		{"ids", testIDs},
		{"stopping early", testStopEarly},
		{"count", testCount},
		{"epoch", testEpoch},
		{"deterministic", testDeterministic},
		{"view isolation", testIsolation},
		{"view error", testViewError},
		{"changed", testChanged},
		{"changed only by changes", testChangedOnlyLogged},
		{"cancelled", testCancelled},
		{"concurrent commits", testConcurrent},
		{"concurrent conflict", testConcurrentConflict},
		{"followers", testFollower},
		{"audit log", testAudit},
		{"closed", testClosed},
	} {
		t.Run(c.name, func(t *testing.T) { c.f(t, open(t)) })
	}
}
