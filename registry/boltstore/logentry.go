package boltstore

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// logFormat leads every entry of the log.
const logFormat = 1

// logEntry is what the log keeps of a change besides position and version.
type logEntry struct {
	What string       `json:"what"`
	Ref  registry.Ref `json:"ref"`
	At   time.Time    `json:"at"`
}

// encodeChange encodes a change with room for its version, see setVersion.
func encodeChange(c registry.Change) ([]byte, error) {
	body, err := json.Marshal(logEntry{c.What, c.Ref, c.At})
	if err != nil {
		return nil, err
	}
	b := make([]byte, 9, 9+len(body))
	b[0] = logFormat
	return append(b, body...), nil
}

// setVersion writes the version into an encoded change.
func setVersion(b []byte, v registry.Version) { binary.BigEndian.PutUint64(b[1:9], uint64(v)) }

// decodeChange is the inverse of encodeChange and setVersion.
func decodeChange(key, value []byte) (registry.Change, error) {
	if len(key) != 8 || len(value) < 9 || value[0] != logFormat {
		return registry.Change{}, errors.New("an entry of the change log is damaged or of a newer format")
	}
	var e logEntry
	if err := json.Unmarshal(value[9:], &e); err != nil {
		return registry.Change{}, err
	}
	return registry.Change{
		Seq:     registry.Seq(binary.BigEndian.Uint64(key)),
		Version: registry.Version(binary.BigEndian.Uint64(value[1:9])),
		What:    e.What, Ref: e.Ref, At: e.At,
	}, nil
}
