package search

import (
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"
)

// mappingVersion must change with the mapping and with what document.go writes.
// A generation of another version is never opened for searching.
const mappingVersion = "6"

// The fields. All but the stored ones hold terms that are made before they get
// here; nothing is analysed by Bleve, and nothing is weighed by it: only which
// documents have a term is kept.
const (
	// public
	fieldNames = "names" // terms of the public names, see names.Person
	fieldLooks = "looks" // terms of what a passer-by could recognise, see texts.Terms
	fieldArea  = "area"  // words of the area, and keys of the towns it names
	fieldBand  = "band"  // years of birth that the public age band allows, every one
	fieldNear  = "near"  // cells around the position of the area
	// restricted: queries by accounts, and the linker
	fieldFull  = "full"  // terms of the names in full
	fieldDesc  = "desc"  // terms of the whole description
	fieldSpot  = "spot"  // words of the exact place, and keys of the towns it names
	fieldBirth = "birth" // possible years of birth, every one
	fieldCell  = "cell"  // cells around the exact position, where it is known
	// restricted: the linker alone
	fieldBorn = "born" // the terms of the date of birth
	fieldPost = "post" // the postcode of the home, and its first part
	fieldHome = "home" // the town of the home
	fieldKept = "kept" // description and exact place of a shielded person
	// one term each
	fieldEvent   = "event"
	fieldSex     = "sex"     // "-" when unknown
	fieldSight   = "sight"   // "public" or "verified"
	fieldNews    = "news"    // "yes" or "no"
	fieldSeen    = "seen"    // first day last seen, yyyy-mm-dd
	fieldUntil   = "until"   // last day that may mean
	fieldExpires = "expires" // month in which the notice fades, yyyy-mm
	fieldScript  = "script"  // ISO 15924 codes of the names; "-" for nobody's name
	// stored, to rank candidates without the store
	storedPrefix = "s."
	storedNames  = "s.names" // the public names, packed
	storedFull   = "s.full"  // the names in full, packed, where they are not the public ones
	storedArea   = "s.area"  // the area and its position, see spot.pack
	storedSpot   = "s.spot"  // the exact place, as storedArea
)

// newMapping returns a mapping that maps nothing: documents are built field by
// field, see fields.addTo.
func newMapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	m.DefaultMapping = bleve.NewDocumentDisabledMapping()
	return m
}
