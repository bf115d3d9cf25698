package texts

import (
	"slices"
	"strings"
	"testing"
)

// found reports whether every word of a query that says something leads to the
// description, as an index would find it.
func found(query, page, description, lang string) bool {
	terms := Terms(description, lang)
	for _, a := range Query(query, page) {
		if !a.Empty && !slices.ContainsFunc(a.Terms, func(s string) bool { return slices.Contains(terms, s) }) {
			return false
		}
	}
	return true
}

func TestFoundAcrossLanguages(t *testing.T) {
	for _, group := range [][][2]string{
		{{"en", "boy red jacket"}, {"fr", "garçon, blouson rouge"}, {"es", "niño, chaqueta roja"}, {"ar", "ولد، سترة حمراء"}, {"ar", "صبي يرتدي السترة الحمراء"}, {"de", "Junge, rote Jacke"}, {"it", "ragazzo con la giacca rossa"}, {"pt", "menino de casaco vermelho"}, {"ru", "мальчик в красной куртке"}, {"uk", "хлопчик у червоній куртці"}},
		{{"en", "tattoo on the left arm"}, {"fr", "tatouage bras gauche"}, {"es", "tatuaje en el brazo izquierdo"}, {"ar", "وشم على الذراع الأيسر"}, {"de", "Tätowierung am linken Arm"}, {"it", "tatuaggio sul braccio sinistro"}, {"pt", "tatuagem no braço esquerdo"}},
		{{"en", "pregnant woman"}, {"fr", "femme enceinte"}, {"es", "mujer embarazada"}, {"ar", "امرأة حامل"}, {"ar", "المرأة الحامل"}, {"de", "schwangere Frau"}, {"it", "donna incinta"}, {"pt", "mulher grávida"}, {"ru", "беременная женщина"}, {"uk", "вагітна жінка"}},
		{{"en", "black backpack"}, {"fr", "sac à dos noir"}, {"es", "mochila negra"}, {"ar", "حقيبة ظهر سوداء"}, {"ar", "حقيبة الظهر السوداء"}, {"de", "schwarzer Rucksack"}, {"it", "zaino nero"}, {"ru", "чёрный рюкзак"}},
		{{"en", "life jacket"}, {"fr", "gilet de sauvetage"}, {"es", "chaleco salvavidas"}, {"ar", "سترة النجاة"}, {"de", "Schwimmweste"}, {"ru", "спасательный жилет"}},
		{{"en", "high heels"}, {"fr", "chaussures à talons"}, {"es", "zapatos de tacón"}, {"ar", "حذاء بكعب"}, {"it", "scarpe con tacco"}},
		{{"en", "hearing aid"}, {"fr", "appareil auditif"}, {"es", "audífono"}, {"ar", "سماعة أذن"}, {"de", "Hörgerät"}},
		{{"en", "missing front tooth"}, {"fr", "missing tooth front"}},
		{{"en", "wheelchair"}, {"fr", "fauteuil roulant"}, {"es", "silla de ruedas"}, {"ar", "كرسي متحرك"}, {"it", "sedia a rotelle"}},
		{{"en", "blue eyes, curly hair"}, {"fr", "cheveux bouclés, yeux bleus"}, {"es", "ojos azules y pelo rizado"}, {"ar", "عيناه زرقاوان وشعره مجعد"}},
	} {
		for _, asks := range group {
			for _, has := range group {
				for _, page := range []string{asks[0], "fr", "ar", ""} {
					if !found(asks[1], page, has[1], has[0]) {
						t.Errorf("%q on a page in %q does not find %q: %+v in %q", asks[1], page, has[1], Query(asks[1], page), Terms(has[1], has[0]))
					}
				}
			}
		}
	}
}

// Words that no table has are found in their other forms all the same.
func TestFormsMeet(t *testing.T) {
	for lang, pairs := range map[string][][2]string{
		"fr": {{"vestes", "veste"}, {"chaussures noires", "chaussure noire"}, {"médaille dorée", "medailles dorees"}, {"broches", "broche"}, {"l'épaule", "épaules"}, {"étudiantes", "étudiante"}},
		"en": {{"tattoos", "tattoo"}, {"shirts", "shirt"}, {"medals", "medal"}, {"tattooing", "tattoo"}, {"limped", "limping"}, {"boy's cap", "boy caps"}},
		"es": {{"chaquetas rojas", "chaqueta roja"}, {"medallas", "medalla"}, {"pantalones", "pantalón"}, {"collares", "collar"}},
		"ar": {{"الذراع", "ذراع"}, {"معلمون", "معلم"}, {"والقميص", "قميص"}, {"قمصان", "قميص"}},
		"de": {{"Jacken", "Jacke"}, {"Medaillen", "Medaille"}, {"gruene Jacke", "grüne Jacke"}},
		"it": {{"medaglie", "medaglia"}, {"giacche rosse", "giacca rossa"}},
		"pt": {{"medalhas", "medalha"}},
		"ru": {{"медальоны", "медальоном"}, {"чёрной", "черный"}, {"учителя", "учителем"}},
		"nl": {{"broeken", "broek"}},
		"hi": {{"लड़के", "लड़का"}},
		"sv": {{"jackor", "jacka"}},
	} {
		for _, p := range pairs {
			if !found(p[0], lang, p[1], lang) || !found(p[1], lang, p[0], lang) {
				t.Errorf("%s: %q and %q: %q and %q", lang, p[0], p[1], Terms(p[0], lang), Terms(p[1], lang))
			}
		}
	}
}

// A notice in another language than the page is found by its stems too.
func TestStemsOfOtherLanguages(t *testing.T) {
	for _, c := range [][4]string{{"médailles", "en", "médaille", "fr"}, {"medals", "fr", "medal", "en"}, {"معلمون", "fr", "معلم", "en"}, {"медалью", "fr", "медаль", ""}, {"赤いジャケット", "fr", "赤いジャケット", "ja"}} {
		if !found(c[0], c[1], c[2], c[3]) {
			t.Errorf("%q: %+v, %q", c, Query(c[0], c[1]), Terms(c[2], c[3]))
		}
	}
}

func TestNotFound(t *testing.T) {
	for _, c := range [][4]string{{"red jacket", "en", "chaussures rouges", "fr"}, {"hat", "en", "er hat eine Narbe", "de"}, {"boy", "en", "un enfant", "fr"}, {"left", "en", "bras droit", "fr"}} {
		if found(c[0], c[1], c[2], c[3]) {
			t.Errorf("%q finds %q", c[0], c[2])
		}
	}
	if !found("enfant sac", "fr", "boy with a backpack", "en") {
		t.Error("a boy is a child and a backpack a bag")
	}
}

func TestPairs(t *testing.T) {
	asked := Pairs("red jacket", "en")
	for description, want := range map[string]bool{"blouson rouge": true, "chaussures rouges, veste noire": false, "السترة الحمراء": true} {
		terms := Terms(description, "fr")
		if got := slices.Contains(terms, asked[0]); got != want || len(asked) != 1 {
			t.Errorf("%q: %v in %q", description, asked, terms)
		}
	}
}

func TestQuery(t *testing.T) {
	for _, c := range []struct{ text, lang, want string }{
		{"O'Brien d'Artagnan", "en", "O'Brien:obrien d'Artagnan:dartagnan"},
		{"Sac à dos de Jean-Pierre", "fr", "Sac à dos:::backpack de:de! Jean:jean Pierre:pierre"},
		{"the J", "en", "the:the! J:j!"},
		{"l'épaule", "fr", "l'épaule:lepaule"},
		{"last seen wearing", "en", "last:last! seen:seen! wearing:wearing!"},
		{"...", "en", ""},
	} {
		var got []string
		for _, a := range Query(c.text, c.lang) {
			mark := ""
			if a.Empty {
				mark = "!"
			}
			got = append(got, a.Words+":"+a.Terms[0]+mark)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("Query(%q, %q): %s, want %s", c.text, c.lang, s, c.want)
		}
	}
}

func TestTerms(t *testing.T) {
	got := strings.Join(Terms("Des vestes rouges", "fr"), " ")
	if want := "::jacket vestes ::red rouges ::jacket=red"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	long := strings.Repeat("rouge veste noire bleu manteau jaune vert ", 2000)
	if n := len(Terms(long, "fr")); n > 100 {
		t.Errorf("%d terms", n)
	}
}
