// Package nick knows which given names belong together: short and pet forms
// (William, Bill, Willie), spellings of one name (Katherine, Catherine) and the
// forms a name has in other languages (John, Jean, Juan, Ivan). It also knows the
// small words of names: particles, titles and the beginnings of surnames that are
// written joined or apart. It is pure and safe for concurrent use; the tables are
// read at the first call and never written again.
//
// Words are single words as names.Fold leaves them. Letters whose marks Fold
// drops may be handed in with them (й and ё as well as и and е, ά as well as α);
// answers always come without. Nothing else is folded here: capitals are not found.
//
// # Tables
//
// The tables lie in data, one file per language. A line
//
//	elizabeth: liz beth betty
//
// says that the words on the right are short for the word on the left; several
// words on the left are one name in several spellings or scripts. What is more
// frequent comes first. A short form may stand in many lines: Alex is short for
// Alexander and for Alexandra, which does not make these two one name. In
// spellings.txt and cognates.txt a line holds the forms of one name. Every name
// stands for its spellings in all other tables.
//
// Russian, Ukrainian, Bulgarian and Greek names are written once, in their own
// script; a romaniser adds the Latin forms. English pet forms in -y are found in -ie,
// -i and -ey as well.
//
// # Sources
//
// The tables were written for this package from memory, as general knowledge of how
// people are called, with no list at hand. Entries can be checked in the dictionaries of
// given names: Hanks, Hardcastle and Hodges, A Dictionary of First Names (Oxford);
// Withycombe, The Oxford Dictionary of English Christian Names; Seibicke,
// Historisches Deutsches Vornamenbuch; Dauzat, Dictionnaire étymologique des noms
// de famille et prénoms de France; Albaigès, Diccionario de nombres de personas;
// De Felice, Dizionario dei nomi italiani; van der Schaar, Woordenboek van
// voornamen; Petrovsky, Словарь русских личных имён; Skrypnyk and Dziatkivska,
// Власні імена людей; Ladó and Bíró, Magyar utónévkönyv; Schimmel, Islamic Names.
package nick
