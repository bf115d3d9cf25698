package spam

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
)

// Sketches of texts find the same text sent again with a few words changed
// (min-wise hashing, Broder 1997): two texts share a band with a probability that
// grows steeply with how many runs of words they share.
const (
	shingle  = 3  // words in a run
	minWords = 10 // a shorter text, as "blue jeans", says nothing about its author
	bands    = 4
	perBand  = 2
)

// Sketch returns one short text for each band, the same for texts that are nearly
// the same; nil for a text too short to tell. What it returns must be hashed with
// a key before it is stored: short texts could be guessed from it.
func Sketch(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	if len(words) < minWords {
		return nil
	}
	var least [bands * perBand]uint64
	for i := range least {
		least[i] = ^uint64(0)
	}
	for i := range len(words) - shingle + 1 {
		h := fnv.New64a()
		h.Write([]byte(strings.Join(words[i:i+shingle], " ")))
		base := h.Sum64()
		for j := range least {
			least[j] = min(least[j], mix(base, uint64(j)))
		}
	}
	out := make([]string, bands)
	for b := range out {
		var raw []byte
		for _, v := range least[b*perBand : (b+1)*perBand] {
			raw = binary.BigEndian.AppendUint64(raw, v)
		}
		sum := sha256.Sum256(append(raw, byte(b)))
		out[b] = base64.RawURLEncoding.EncodeToString(sum[:12])
	}
	slices.SortFunc(out, cmp.Compare)
	return out
}

// mix makes independent hashes of one (the finaliser of SplitMix64, Steele 2014).
func mix(h, seed uint64) uint64 {
	h += seed * 0x9e3779b97f4a7c15
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}
