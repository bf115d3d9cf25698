// Package roman reads words of names in Latin letters. It is pure: no files, no
// clock, no state, and every function is safe for concurrent use.
//
// A name has several spellings in Latin letters, so a word has several readings:
// what an authority's table gives, what stands in passports, what the press
// writes, what is heard. They serve to find and compare names across scripts and
// are not meant to be shown. Tables are written from the public rules and the
// alphabets themselves; all marks of length, tone and emphasis are left out.
//
// Latin: the letters without their marks, and as written out in the machine
// readable zone of passports (ICAO Doc 9303 part 3, section 6). Cyrillic: BGN/PCGN
// 1947 (Russian), ICAO 9303, the Ukrainian Cabinet's resolution 55 of 2010, the
// Bulgarian Transliteration Act of 2009, Gajica for Serbian; cf. ISO 9. Greek:
// ELOT 743 (ISO 843). Hebrew: the Academy's rules of 2006, simple form, and
// ISO 259. Arabic, Persian and their neighbours: BGN/PCGN 1956 and 1958, ALA-LC.
// Georgian: the national system of 2002. Armenian: BGN/PCGN 1981. India: the
// Hunterian system; the loss of the inherent vowel after M. Ohala, Aspects of Hindi
// Phonology (1983). Thai: RTGS, the Royal Institute's rules of 1999; Lao alike.
// Khmer: UNGEGN 1972. Burmese: BGN/PCGN 1970. Amharic: BGN/PCGN 1967. Korean:
// Revised Romanization 2000 and McCune-Reischauer 1937. Kana: Hepburn and
// Kunrei-shiki (ISO 3602).
//
// Chinese characters are not read here.
package roman
