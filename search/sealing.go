package search

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"path/filepath"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"

	"github.com/retrouve/retrouve/search/internal/segment"
)

// KeySize is the length of the key that seals an index, in bytes.
const KeySize = 32

// sealedMark is what a segment says of how it was written, and the end of the
// mapping version of a sealed generation, so that one in the clear is built anew.
const sealedMark = "aes-gcm-3"

// seals are the keys of the generations that are open, by directory. Bleve has one
// pair of hooks for the whole process, which are asked by the path of a file.
type seals struct {
	mu   sync.RWMutex
	keys map[string]cipher.AEAD
}

// hooks gives Bleve its hooks, the first time. Everything opens through it, so that
// they are there before any index is.
var hooks = sync.OnceValue(func() *seals {
	s := &seals{keys: map[string]cipher.AEAD{}}
	index.WriterHook, index.ReaderHook = s.writer, s.reader
	scorch.RegisterSegmentPlugin(&segment.Plugin{}, false)
	return s
})

// use seals what is below a directory with a key, nil for not at all. Dictionaries,
// postings and stored fields are sealed each by itself with AES-256-GCM; what stays
// in the clear are lengths, offsets and counts.
func (s *seals) use(dir string, key []byte) error {
	if key == nil {
		return nil
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys[filepath.Clean(dir)] = aead
	return nil
}

// forget drops the key of a directory that is closed.
func (s *seals) forget(dir string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.keys, filepath.Clean(dir))
}

// of returns the key of the generation that a file belongs to, nil for none.
func (s *seals) of(path string) cipher.AEAD {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if aead := s.keys[dir]; aead != nil {
			return aead
		}
		if up := filepath.Dir(dir); up == dir {
			return nil
		}
	}
}

// writer is Bleve's hook for what it writes to a file.
func (s *seals) writer(path []byte) (string, func([]byte) []byte, error) {
	aead := s.of(string(path))
	if aead == nil {
		return "", nil, nil
	}
	return sealedMark, func(plain []byte) []byte {
		if n := ones(plain); n > 0 {
			return short(n)
		}
		return aead.Seal(nil, nil, plain, nil)
	}, nil
}

// reader is Bleve's hook for what it reads from a file that says how it was written.
func (s *seals) reader(mark string, path []byte) (func([]byte) ([]byte, error), error) {
	if mark == "" {
		return nil, nil
	}
	aead := s.of(string(path))
	if aead == nil || mark != sealedMark {
		return nil, errors.New("the index is sealed by another key")
	}
	return func(sealed []byte) ([]byte, error) {
		if len(sealed) >= aead.Overhead() {
			return aead.Open(nil, nil, sealed, nil)
		}
		n, ok := long(sealed)
		if !ok {
			return nil, errors.New("the index is damaged")
		}
		return bytes.Repeat([]byte(once), n), nil
	}, nil
}

// once is what Bleve writes for each document of a term beside its number: that it
// has the term one time, and one term.
const once = "\x02\x01"

// maxOnes bounds what a damaged file can ask for; a part is of thousands.
const maxOnes = 1 << 24

// shortTag begins what stands in place of a seal.
const shortTag = 0xa5

// short is what is written instead of once, n times: a tag, the number and a check sum,
// all of it shorter than any seal. Without the sum, what a damaged length cut off a
// sealed part could pass for a number.
func short(n int) []byte {
	b := binary.AppendUvarint([]byte{shortTag}, uint64(n))
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
}

// long reads the number of what short wrote, and answers false for anything else.
func long(b []byte) (int, bool) {
	if len(b) == 0 || b[0] != shortTag {
		return 0, false
	}
	n, size := binary.Uvarint(b[1:])
	if size <= 0 || n == 0 || n > maxOnes {
		return 0, false
	}
	return int(n), bytes.Equal(b, short(int(n)))
}

// ones returns how often once is repeated in what says nothing else, 0 for anything
// else. Every second part that is written is such, and is not worth a seal: what it
// says is how many documents there are, which the length would tell anyway.
func ones(b []byte) int {
	if len(b)%len(once) != 0 {
		return 0
	}
	for i := 0; i < len(b); i += len(once) {
		if string(b[i:i+len(once)]) != once {
			return 0
		}
	}
	return len(b) / len(once)
}

// mapping is the version of the mapping, and whether the generation is sealed.
func (g *generation) mapping() string {
	if g.sealed {
		return strings.Join([]string{mappingVersion, sealedMark}, " ")
	}
	return mappingVersion
}
