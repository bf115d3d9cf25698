package boltstore_test

import (
	"crypto/rand"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/boltstore"
	"go.etcd.io/bbolt"
)

const clients = 64

// BenchmarkSubmit lets 64 clients file notices, each durable before the next, and
// in the same run has bare bbolt write the same entries (the floor): records, data
// keys, four index entries and a log entry of the same sizes, with its own group
// commit and nothing encoded, sealed or checked. "ratio" is the store's speed
// divided by the floor's; "ratio-1put" is the same against a floor that writes all
// bytes of a notice as one value.
func BenchmarkSubmit(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "registry.db"), boltstore.Options{Sealer: newVault(b)})
	seven := newFloor(b, "record", "key", "reference", "event", "code", "origin", "log")
	single := newFloor(b, "record")
	b.ResetTimer()
	store := spread(b, func(id string) error {
		_, err := s.Commit(b.Context(), notice(id))
		return err
	})
	b.StopTimer()
	floor := spread(b, seven.submit)
	oneput := spread(b, single.submitWhole)
	b.ReportMetric(store, "submits/s")
	b.ReportMetric(floor, "floor/s")
	b.ReportMetric(store/floor, "ratio")
	b.ReportMetric(store/oneput, "ratio-1put")
	b.ReportMetric(float64(s.Stats().Requests)/float64(s.Stats().Commits), "group")
}

// spread has the clients submit b.N times in all and returns submits per second.
func spread(b *testing.B, submit func(id string) error) float64 {
	var left atomic.Int64
	left.Store(int64(b.N))
	var wg sync.WaitGroup
	start := time.Now()
	for range clients {
		wg.Go(func() {
			for left.Add(-1) >= 0 {
				if err := submit(registry.NewID()); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	return float64(b.N) / time.Since(start).Seconds()
}

// notice returns the batch that files a realistic notice: four index entries, a
// change, and the version that a use-case expects.
func notice(id string) registry.Batch {
	now := time.Now().UTC()
	n := &registry.Notice{
		ID: registry.NoticeID(id), Reference: registry.NewReference(), Event: "0123456789abcdefghjkmnpqrs",
		Origin: registry.Origin{Record: registry.RecordID("example.org/" + id), SourceName: "Red Cross", SourceDate: now, EntryDate: now},
		Person: registry.Person{
			Names: []registry.Name{registry.NewName("Amélie Nguyen-Bâ", registry.NameFull), registry.NewName("أميلي نغوين", registry.NameSpelling)},
		},
		LastSeen:   registry.Sighting{Place: registry.Place{Text: "Gare du Nord, hall 2, near the departures board"}, With: "her brother Luc"},
		Seekers:    []registry.Seeker{{Name: "Marc Nguyen", Relation: "father", Contact: registry.Contact{Email: "marc@example.org", Phone: "+33 6 12 34 56 78"}, Lang: "fr", CodeHash: registry.NewToken().Hash()}},
		Visibility: registry.VisiblePublic, Lang: "fr", State: registry.NoticeOpen,
		Filed: now, Updated: now, Confirmed: now, Expires: now.Add(registry.LifeDefault),
		CloseNote: "She wore a dark green raincoat and white trainers, carried a grey backpack with a small red ribbon, and speaks French and some Arabic.",
	}
	return registry.Batch{
		Expect:  []registry.Expect{{Ref: n.Ref()}},
		Put:     []registry.Record{n},
		Changes: []registry.Change{{What: "notice.filed", Ref: n.Ref(), At: now}},
	}
}

// floor is bare bbolt.
type floor struct {
	db    *bbolt.DB
	names [][]byte
	sizes []int // of the value in each bucket
	keys  []int // length of the key in each bucket
	noise []byte
}

func newFloor(b *testing.B, names ...string) *floor {
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "floor.db"), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType, InitialMmapSize: 1 << 34})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	db.MaxBatchSize, db.MaxBatchDelay = clients, 2*time.Millisecond
	f := &floor{db: db, noise: make([]byte, 1<<16)}
	rand.Read(f.noise)
	f.sizes, f.keys = sizes(b)
	for _, n := range names {
		f.names = append(f.names, []byte(n))
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		for _, n := range f.names {
			if _, err := tx.CreateBucket(n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return f
}

// sizes returns the lengths of values and keys that the store writes for a notice:
// record, data key, four index entries, log.
func sizes(b *testing.B) (values, keys []int) {
	batch := notice(registry.NewID())
	plain, err := registry.EncodeRecord(batch.Put[0])
	if err != nil {
		b.Fatal(err)
	}
	head := 8
	values, keys = []int{0, 60}, []int{26, 26}
	for _, k := range batch.Put[0].Keys() {
		head += 2 + len(k.Index) + len(k.Value)
		values, keys = append(values, 0), append(keys, len(k.Value)+26+8)
	}
	values[0] = head + len(plain) + 28
	return append(values, 130), append(keys, 8)
}

func (f *floor) submit(id string) error {
	return f.db.Batch(func(tx *bbolt.Tx) error {
		for i, name := range f.names {
			bucket := tx.Bucket(name)
			key := []byte(registry.NewID() + id + registry.NewID() + registry.NewID())[:f.keys[i]]
			if i == len(f.names)-1 { // the log
				n, _ := bucket.NextSequence()
				key = fmt.Appendf(nil, "%08x", n)
			}
			if err := bucket.Put(key, f.noise[:f.sizes[i]]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (f *floor) submitWhole(id string) error {
	n := 0
	for i := range f.sizes {
		n += f.sizes[i] + f.keys[i]
	}
	return f.db.Batch(func(tx *bbolt.Tx) error { return tx.Bucket(f.names[0]).Put([]byte(id), f.noise[:n]) })
}
