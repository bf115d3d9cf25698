package match

// level is one outcome of comparing a field: from which value on, what it is
// called and what it weighs in bits.
type level struct {
	from float64
	code string
	bits float64
}

// at returns the first level that v reaches; levels fall from high to low and
// the last one takes everything.
func at(levels []level, v float64) level {
	for _, l := range levels {
		if v >= l.from {
			return l
		}
	}
	return levels[len(levels)-1]
}

// The weights below were counted on simulated emergencies with known pairs (half
// of them; the other half gives the figures in the tests), u from random pairs
// of the same place, and rounded. Levels too rare to count keep a careful guess.

// nameLevels weighs names of two words and more by names.Similarity.
func nameLevels() []level {
	return []level{
		{0.93, "same", 13.5},
		{0.88, "close", 12},
		{0.83, "close", 11},
		{0.78, "similar", 9.5},
		{0.72, "similar", 7.8},
		{0.65, "similar", 6.3},
		{0.55, "faint", 3},
		{0, "different", -6},
	}
}

// wordLevels weighs the beginning or end of a name without spaces.
func wordLevels() []level {
	return []level{
		{0.98, "word_same", 6.8},
		{0.85, "word_close", 5.9},
		{0.70, "word_close", 3.6},
		{0.50, "word_close", 2.7},
		{0, "word_different", -6},
	}
}

// Weights of initials: one in twenty has a given first letter, and lists shorten
// names of children to them.
const (
	initialsSame      = 2
	initialsDifferent = -2
)

// Weights of names compared word by word, besides how rare the words are.
const (
	wordsAgree  = -2.5 // of any
	wordsTrust  = 0.9  // of the sum: the words of a name depend on each other
	wordOther   = 4.0  // a word of each that is another
	wordMore    = 0.5  // a word more
	wordSlip    = 0.5  // a word not quite the same
	wordSlope   = 7.0  // and how far it is from that
	sameWord    = 0.95
	leastWord   = 0.25
	initialBits = 3.0

	similarName   = 7 // from which names of which some words agree are called similar
	nameDifferent = -6
	nameMost      = 12.5
)

// Weights of birth dates.
const (
	birthSame      = 12.7
	birthSwapped   = 9.7
	birthDigit     = 7.0
	birthYearDigit = 1.0 // of two years
	birthDigits    = -1.5
	birthMonth     = 9.5
	birthYear      = 7.5 // at most: as rare as it is
	birthNewYear   = 0.5 // more for the first of January on both sides
	birthOtherYear = 4.7
	birthOtherDay  = -4
	birthDifferent = -6
)

// Weights of ages.
const (
	ageSame   = 4.0
	ageInside = 2.7
	ageNear   = 2.1
	ageOff    = -0.3
	ageFar    = -6
)

// Weights of sex.
const (
	sexSame      = 0.8
	sexDifferent = -3.5
)

// placeLevels weighs distances; values are negative kilometres.
func placeLevels() []level {
	return []level{
		{-5, "here", 3.0},
		{-20, "near", 1.0},
		{-80, "around", -0.5},
		{-300, "region", -2.6},
		{-1000, "country", -2},
		{-1e9, "far", -10}, // the prior is that of the surroundings
	}
}

// areaLevels weighs place names by names.Similarity.
func areaLevels() []level {
	return []level{
		{0.85, "area", 2.0},
		{0.60, "similar", 0.8},
		{0, "other", -1.0},
	}
}

// homeLevels weighs home towns by names.Similarity; the same one is worth as much as
// it is rare.
func homeLevels() []level {
	return []level{
		{0.85, "same", homeTown},
		{0.60, "similar", 1.5},
		{0, "different", -2.6},
	}
}

// Weights of homes by address.
const (
	homeWhole   = 12.5 // number, street and postcode
	homeAddress = 11
	homePost    = 9.5
	homeStreet  = 5.0 // another number of it, in another postcode
	homeSlip    = 3.4 // a slip in a postcode of digits, which have close neighbours
	homeSlipped = 6.5 // or in one of letters and digits
	homeTown    = 6.5 // at most, as is homeNear: less where it is frequent
	homeNear    = 6.5
	homeDigit   = 2
	homeLeast   = 1
	homeWithin  = 3.4 // one town's name is in the other's
	homeBase    = -1.0
)

// Weights of traits that contradict each other; what agrees is counted by
// looksLevels. The simulated estimates are kinder than real ones, so the weight of
// heights is held back: counted -7.
const (
	heightFar = -4
	eyesOther = -2
	hairOther = -1.5
)

// looksLevels weighs the number of things that both descriptions mention; half of
// it counts, the other half is how rare they are together.
func looksLevels() []level {
	return []level{{4, "many", 5.4}, {3, "some", 3.8}, {2, "some", 2.4}, {1, "one", -0.2}, {0, "none", looksBase}}
}

// The weights below are careful guesses: no set of known pairs tells these fields
// apart. They are held lower than what a count would likely give, since each leans
// on the name: people of one household share a surname, people of one language
// share names.
const (
	householdSame = 6 // less what the same home has said already

	languageRare      = 2.5  // one that is not of the event
	languageOther     = 1    // one of the event, but not the most used
	languageCommon    = 0.2  // the most used
	languageDifferent = -1.5 // a finder hears one of several

	companionShared = 4 // one in some thirty has that family around them
	companionGiven  = 1.5
	companionIsThem = -4 // the report is about the companion, or the notice is
)

// wornLevels weighs what both wore: held back, since people change clothes.
func wornLevels() []level {
	return []level{
		{4, "many", 4},
		{3, "some", 3},
		{2, "some", 2},
		{1, "one", 0.2},
		{0, "none", -0.4},
	}
}

// wornColour is the weight of one garment in two colours.
const wornColour = -0.8

// carriedLevels weighs what both carried. What is missing was lost.
func carriedLevels() []level {
	return []level{
		{4, "many", 3},
		{3, "some", 2.5},
		{2, "some", 1.5},
		{1, "one", 0.2},
		{0, "", 0},
	}
}

// Weights of what both descriptions mention.
const (
	looksBase    = -2.3 // nothing
	looksEach    = 0.8  // of the rarity of each
	looksMost    = 9.0
	heightRarity = 2.6 // about the same height
)

const (
	timeBefore = -6
	saidBits   = 2
)
