package boltstore

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/retrouve/retrouve/registry"
)

func TestEnvelope(t *testing.T) {
	keys := []registry.Key{{Index: "a", Value: ""}, {Index: "b", Value: "long value"}}
	value := append(appendHead(nil, 300, keys), "sealed"...)
	e, err := parseEnvelope(value)
	if err != nil || e.version != 300 || !slices.Equal(e.indexKeys(), keys) || string(e.sealed) != "sealed" {
		t.Fatalf("%+v, %v", e, err)
	}
	if v, err := versionIn(value); v != 300 || err != nil {
		t.Errorf("versionIn = %d, %v", v, err)
	}
}

func FuzzEnvelope(f *testing.F) {
	f.Add(append(appendHead(nil, 1, []registry.Key{{Index: "a", Value: "b"}}), "sealed"...))
	f.Add([]byte{envelopeFormat, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
	f.Fuzz(func(t *testing.T, value []byte) {
		e, err := parseEnvelope(value)
		if err != nil {
			return
		}
		if v, err := versionIn(value); v != e.version || err != nil {
			t.Errorf("versionIn = %d, %v, want %d", v, err, e.version)
		}
		again, err := parseEnvelope(append(appendHead(nil, e.version, e.indexKeys()), e.sealed...))
		if err != nil || again.version != e.version || !bytes.Equal(again.sealed, e.sealed) || !slices.Equal(again.indexKeys(), e.indexKeys()) {
			t.Errorf("%+v becomes %+v, %v", e, again, err)
		}
	})
}

func FuzzDecodeChange(f *testing.F) {
	value, _ := encodeChange(registry.Change{What: "x", Ref: registry.Ref{Kind: "task", ID: "1"}, At: time.Unix(1, 0)})
	setVersion(value, 7)
	f.Add(seqKey(1), value)
	f.Fuzz(func(t *testing.T, key, value []byte) {
		if c, err := decodeChange(key, value); err == nil && !bytes.Equal(seqKey(c.Seq), key) {
			t.Errorf("%x decodes as %d", key, c.Seq)
		}
	})
}
