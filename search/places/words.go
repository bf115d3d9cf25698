package places

import (
	"slices"
	"strings"
	"sync"
)

// street reports whether a name of n words is that of a street or of a saint's
// hospital: people are seen in the rue de Lyon of Paris. The word for street
// stands before the name, at times with a particle between, or behind it.
func (m *mentions) street(i, n int) bool {
	for before := i - 1; before >= max(i-3, 0); before-- {
		w := m.words[before]
		if isStreet(w) || m.words[i] == "st" && isHouse(w) {
			return true
		}
		if !isParticle(w) {
			break
		}
	}
	return i+n < len(m.words) && isStreetBehind(m.words[i+n])
}

func isStreet(w string) bool {
	return slices.Contains([]string{
		"rue", "avenue", "av", "ave", "boulevard", "bd", "bld", "blvd", "chemin", "route", "quai", "place", "impasse", "allee",
		"calle", "avenida", "avda", "via", "viale", "corso", "piazza", "rua", "улица", "ул", "вулиця", "вул", "شارع",
	}, w)
}

func isStreetBehind(w string) bool {
	return slices.Contains([]string{"street", "road", "rd", "avenue", "ave", "lane", "drive", "strasse", "str", "platz", "straat", "caddesi", "sokak"}, w)
}

func isHouse(w string) bool {
	return slices.Contains([]string{"hopital", "hospital", "clinique", "clinic", "eglise", "church", "ecole", "school", "lycee", "college", "gare", "station"}, w)
}

func isParticle(w string) bool {
	return isArticle(w) || slices.Contains([]string{"de", "d", "di", "da", "do", "della", "of", "st"}, w)
}

// isOrdinary knows words that people write where they tell a place and that are
// a town as well; alone in a text, or with a country, they still are that town.
func isOrdinary(w string) bool { return ordinary()[w] }

var ordinary = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(ordinaryWords) {
		m[w] = true
	}
	return m
})

// Found by reading descriptions, pages and manuals in English, French, German,
// Spanish and Italian for words that the table takes for towns.
const ordinaryWords = `
	along auch bar best better bank bay beach block blue bridge brown building camp can center centre central centro
	church city come coast colon corner cross date district down east eden entrance exit fair field fire floor forest
	friend garden gardez gate goes gold golden google green grand grande hall hang hill hit home hospital hotel hospitalet
	house island kana lake land last left legal liberal lone long lower male manage march marks market mobile mon most
	mosque much name near nord normal north novi old orange osa ouest park parole pari paras plage place police pool port
	power reading red rest right rim river road roles rock roof safe sale salt same save school sea seul shaping shelter
	shop side small south spoken split spring square stadium station store street sud sued sun sur tall tent than thai
	tower town torn train tree turn under union university upper valley very via vic villa village ville wall water west
	white with wood young zone`
