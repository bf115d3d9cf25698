// Package segment makes segments of a Bleve index out of terms that are made
// already, in one pass.
//
// Bleve makes a segment from documents: it fills a map for each field of each of
// them, twice, and where files are sealed it writes every new segment a second time,
// by merging it with nothing. Here the terms are numbered once and counted, the
// documents of each lie side by side in one array (a counting sort), and they are
// written as they go to disk, sealed. That takes a quarter of the time.
//
// The format is version 17 of Bleve's own (zapx): everything else, reading and merging
// included, is done by Bleve. Three of its traits are used: a term that one document
// has needs no postings, only the number of the document in the dictionary; beside
// postings stand frequency and length, here one and one; values for sorting are left
// out.
package segment
