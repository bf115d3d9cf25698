package roman

// sound is one letter of a script that leaves short vowels out, read. The text of
// a consonant may be empty: ayin takes its place in a syllable all the same.
type sound struct {
	text  string
	vowel bool
}

// filling is how short vowels are put in: the vowel, "" for none; the one at the
// end of a word after a long vowel, where participles have another (Khalid,
// Shomer); and whether two consonants may begin a word and l, n or r with another
// end one (Fridman, Robert).
type filling struct {
	vowel, after, then string
	cluster            bool
}

// appendSounds writes sounds down, with short vowels where one must stand. A
// stretch of consonants is cut into syllables of consonant, vowel, consonant: from
// the left at the beginning of a word, so that slman is Sal-man, krym Ka-rim and
// phlwy Pah-la-vi; else from the right, so that hsn is Ha-san and one left over
// closes the syllable before. The last consonant goes to the vowel that follows.
func appendSounds(dst []byte, sounds []sound, f filling) []byte {
	for i := 0; i < len(sounds); {
		if sounds[i].vowel {
			dst = append(dst, sounds[i].text...)
			i++
			continue
		}
		end := i
		for end < len(sounds) && !sounds[end].vowel {
			end++
		}
		dst = f.appendStretch(dst, sounds, i, end)
		i = end
	}
	return dst
}

// appendStretch writes the consonants from i to end.
func (f filling) appendStretch(dst []byte, sounds []sound, i, end int) []byte {
	c, vowel := sounds[i:end], f.vowel
	open := end < len(sounds) // the last consonant has its vowel
	if !open && i > 1 && sounds[i-1].text == f.after {
		vowel = f.then
	}
	m := len(c)
	if open || f.cluster && m > 1 && isLiquid(c[m-2].text) {
		m--
	}
	for j := range c {
		dst = append(dst, c[j].text...)
		switch {
		case j >= m:
		case i == 0 && open:
			if j%2 == 0 && !(f.cluster && m == 1) {
				dst = append(dst, vowel...)
			}
		case (m-j)%2 == 0 || i == 0 && j == 0:
			dst = append(dst, vowel...)
		}
	}
	return dst
}

func isLiquid(text string) bool { return text == "r" || text == "l" || text == "n" }
