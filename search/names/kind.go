package names

// Kind says in what way a word of one name answers to a word of another.
type Kind string

// The kinds of agreement, best first.
const (
	Same     Kind = "same"     // the same word, in any case
	Accents  Kind = "accents"  // the same but for marks, apostrophes or joined letters
	Joined   Kind = "joined"   // written apart in one name and together in the other
	Script   Kind = "script"   // the same word in another script
	Spelling Kind = "spelling" // another spelling of the same given name
	Sound    Kind = "sound"    // it sounds alike
	Short    Kind = "short"    // the short form of the other
	Typo     Kind = "typo"     // a letter or two differ
	Prefix   Kind = "prefix"   // the beginning of the other
	Initial  Kind = "initial"  // the first letter of the other
	Missing  Kind = "missing"  // a word of the first name that the second lacks
	Extra    Kind = "extra"    // a word of the second name that the first lacks
)

// Kinds returns every kind, best first.
func Kinds() []Kind {
	return []Kind{Same, Accents, Joined, Script, Spelling, Sound, Short, Typo, Prefix, Initial, Missing, Extra}
}

// Part explains one word: A of the first name and B of the second, as written;
// one of them is empty when Kind is Missing or Extra.
type Part struct {
	Kind  Kind
	A, B  string
	Score float64 // 0 to 1
}

// Likeness is how far two names agree.
type Likeness struct {
	Score   float64 // 0 (nothing in common) to 1 (the same words)
	Parts   []Part  // the words of the first name in order, then the extra ones
	Ordered bool    // the words that agree stand in the same order
}
