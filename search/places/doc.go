// Package places knows where the towns of the world are and what they are called.
// It is pure: its table is part of the program, there are no files, no clock and
// no state but that table, and every function is safe for concurrent use.
//
// Find answers what a place name can mean, in any language; Names answers which
// towns a text speaks of, by keys that do not depend on the language, so that
// "Londres" and لندن share the key of London; a Resolver joins the gazetteer with
// the places of an event and forgives slips of the pen; ParsePoint reads
// coordinates as people paste them.
//
// # Data
//
// About 50,000 towns of 5,000 people and more and all capitals of countries and
// provinces, with their names in some forty scripts and languages: GeoNames
// (https://www.geonames.org), licensed CC BY 4.0. Names of large cities and of
// countries in 26 languages: Unicode CLDR (https://cldr.unicode.org), Unicode
// License V3. NOTICE.md has the attribution, gen the program that makes
// towns.gz.
//
// The table is unpacked when it is first needed; Load does it ahead of time.
// Names are kept sorted and front-coded and are found by binary search, so that
// nothing but the bytes themselves is held in memory.
package places
