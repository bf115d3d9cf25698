// Package texts reads free descriptions of people in several languages, so that
// "red jacket", "veste rouge", "chaqueta roja" and "سترة حمراء" are found by one
// another. It is pure: no files, no clock, no state; every function is safe for
// concurrent use.
//
// A word is found in three ways, which are three kinds of term:
//
//   - by itself, folded as names.Fold does: epaule;
//   - by what it means: the tables in the folder lexicon lead the words and short
//     phrases that descriptions are made of to one English word, its concept. The
//     term is ::shoulder;
//   - by its stem, so that forms of a word meet that no table has. Stems are made
//     by Bleve's filters (Snowball, and the light stemmers of Savoy and of Larkey
//     for Arabic) and carry their language, :fr:epaul, since stems of two
//     languages that look alike have nothing to do with each other.
//
// The tag of a term has two signs that no folded word has, so a search with one
// mistake allowed never takes the one for the other.
//
// Nobody says in what language they type. The index has the stem in the language
// of the notice; a query has those in the language of the page and in the ones
// that are common in the word's script.
package texts
