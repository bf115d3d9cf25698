package boltstore

import (
	"encoding/binary"

	"github.com/retrouve/retrouve/registry"
	"go.etcd.io/bbolt"
)

// Every name in the file; doc.go draws the tree. They are never changed.
var (
	bucketMeta   = []byte("meta")
	bucketRecord = []byte("record")
	bucketKey    = []byte("key")
	bucketIndex  = []byte("index")
	bucketLog    = []byte("log")
	bucketAudit  = []byte("audit")

	metaSchema = []byte("schema")
	metaEpoch  = []byte("epoch")
	metaSealer = []byte("sealer")
	metaHiding = []byte("hiding")
	metaTrial  = []byte("trial") // there only while the store tries a failed disk
)

// The functions below return nil where a bucket is missing, which only happens
// for a kind or an index that the file has not met.

func meta(tx *bbolt.Tx) *bbolt.Bucket { return tx.Bucket(bucketMeta) }

func log(tx *bbolt.Tx) *bbolt.Bucket { return tx.Bucket(bucketLog) }

func auditLog(tx *bbolt.Tx) *bbolt.Bucket { return tx.Bucket(bucketAudit) }

func records(tx *bbolt.Tx, k registry.Kind) *bbolt.Bucket { return within(tx, bucketRecord, string(k)) }

func dataKeys(tx *bbolt.Tx, k registry.Kind) *bbolt.Bucket { return within(tx, bucketKey, string(k)) }

func index(tx *bbolt.Tx, n registry.IndexName) *bbolt.Bucket {
	return within(tx, bucketIndex, string(n))
}

func within(tx *bbolt.Tx, parent []byte, name string) *bbolt.Bucket {
	if b := tx.Bucket(parent); b != nil {
		return b.Bucket([]byte(name))
	}
	return nil
}

// makeIndex is index, but makes the bucket.
func makeIndex(tx *bbolt.Tx, n registry.IndexName) (*bbolt.Bucket, error) {
	if b := index(tx, n); b != nil {
		return b, nil
	}
	return tx.Bucket(bucketIndex).CreateBucketIfNotExists([]byte(n))
}

// get reads one value; a missing bucket has none. The bytes are the file's own,
// valid during the transaction.
func get(b *bbolt.Bucket, key []byte) []byte {
	if b == nil {
		return nil
	}
	return b.Get(key)
}

func seqKey(n registry.Seq) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

// indexKey orders entries by value, then by id, since neither holds a zero byte.
func indexKey(value string, ref registry.Ref) []byte {
	b := make([]byte, 0, len(value)+len(ref.ID)+len(ref.Kind)+2)
	b = append(append(b, value...), 0)
	b = append(append(b, ref.ID...), 0)
	return append(b, ref.Kind...)
}
