package access

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/retrouve/retrouve/registry"
)

// Least and most letters of a password (NIST SP 800-63B: length, and a list of
// what is commonly chosen; no rules of composition).
const (
	MinPassword = 12
	MaxPassword = 200
)

// commonWords are what the commonest long passwords are made of. One that is
// nothing but these, digits and signs is among the first to be tried.
const commonWords = `password passwort motdepasse contrasena contraseña senha parola wachtwoord haslo salasana lozinka
	qwerty qwertz azerty qwertyuiop azertyuiop asdfghjkl qsdfghjklm zxcvbnm wxcvbn asdf qwer zxcv
	admin administrator administrateur root user utilisateur test guest invite changeme welcome bienvenue bonjour hello
	letmein iloveyou jetaime teamo loulou doudou soleil sunshine princess princesse dragon monkey football baseball
	superman batman master shadow michael jordan secret default login access trustno starwars whatever computer internet
	retrouve hospital hopital urgence urgences emergency croixrouge redcross samu police pompiers moderator moderateur
	marseille paris london france azur liverpool chelsea abc abcd abcde abcdef abcdefgh abcdefghijkl`

// checkStrength refuses a password that is too short, that holds the user name or
// that is one of the first to be guessed.
func checkStrength(password, name string, p *registry.Problems) {
	n := utf8.RuneCountInString(password)
	low := strings.ToLower(password)
	switch {
	case !utf8.ValidString(password):
		p.Add("new_password", "encoding")
	case n < MinPassword:
		p.Add("new_password", "short", "min", MinPassword)
	case n > MaxPassword:
		p.Add("new_password", "too_long", "max", MaxPassword, "length", n)
	case holdsName(low, name):
		p.Add("new_password", "name")
	case common(low):
		p.Add("new_password", "common")
	}
}

// holdsName reports whether the password has the user name in it, or the part of
// an e-mail address before the @. Names of three letters are in too many words.
func holdsName(low, name string) bool {
	local, _, _ := strings.Cut(name, "@")
	return len(local) >= 4 && strings.Contains(low, local)
}

// common reports whether nothing is left of a password without the commonest
// words, digits and signs, or whether it repeats a few letters.
func common(low string) bool {
	letters := map[rune]bool{}
	for _, r := range low {
		letters[r] = true
	}
	if len(letters) < 5 {
		return true
	}
	plain := strings.NewReplacer("@", "a", "0", "o", "1", "i", "3", "e", "$", "s", "5", "s").Replace(low)
	return len(left(low)) < 3 || len(left(plain)) < 3
}

// left returns the letters of a password that are not part of a common word,
// looking for the longest words first.
func left(s string) string {
	for _, w := range wordsByLength() {
		s = strings.ReplaceAll(s, w, " ")
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || strings.ContainsRune(" !?.,;:-_*+#&/()=%$@'\"", r) {
			return -1
		}
		return r
	}, s)
}

func wordsByLength() []string {
	words := strings.Fields(commonWords)
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	return words
}
