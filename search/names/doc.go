// Package names compares the names of people as they are written. It is pure:
// no files, no clock, no state, and every function is safe for concurrent use.
//
// Fold brings a name to the form in which spellings that mean the same become
// equal; Words splits it; Similarity compares two names word by word and says in
// words what it saw. Names in different scripts are not compared: Comparable
// says whether two names share one.
//
// The shape follows the second pass of two-pass name matching: candidates are
// found elsewhere by keys, and compared here token by token. Edit distances are
// optimal string alignment (OSA), the restricted Damerau-Levenshtein distance:
// insertion, deletion, substitution and the swap of two neighbours each cost one.
package names
