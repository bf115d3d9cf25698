package roman

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// check takes lines of a word and readings it must have; one that begins with !
// must come first.
func check(t *testing.T, lines string) {
	t.Helper()
	n := 0
	for line := range strings.Lines(lines) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		n++
		got := Readings(f[0])
		for _, want := range f[1:] {
			want, first := strings.CutPrefix(want, "!")
			if first && (len(got) == 0 || got[0] != want) || !slices.Contains(got, want) {
				t.Errorf("%s: %v, want %s (first: %v)", f[0], got, want, first)
			}
		}
		if decomposed := Readings(norm.NFD.String(f[0])); !slices.Equal(got, decomposed) {
			t.Errorf("%s: %v, decomposed %v", f[0], got, decomposed)
		}
	}
	if n < 15 {
		t.Errorf("%d names are too few", n)
	}
}

func TestReadings(t *testing.T) {
	for word, want := range map[string]string{
		"": "", "maria": "maria", "MARIA": "maria", "O'Brien": "obrien", "3": "", "-": "", "Ｍａｒｉａ": "maria",
		"王": "", "美しい": "", "王Wang": "", "\xff\xfe": "", "ᏣᎳᎩ": "", "Иvan": "ivan yvan",
		"x\u200dy": "xy", "😀": "", "ʻAbd": "abd", "i\u0307": "i",
	} {
		if got := strings.Join(Readings(word), " "); got != want {
			t.Errorf("Readings(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestAppendKeepsWhatIsThere(t *testing.T) {
	got := Append([]string{"muller"}, "Müller")
	if want := []string{"muller", "muller", "mueller"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestLatin(t *testing.T) {
	check(t, `
Müller !muller mueller
Jörg !jorg joerg
Bäcker !backer baecker
Groß !gross
Åse !ase aase
Søren !soren soeren
Mæland !maeland
Lœuillet !loeuillet
Łukasz !lukasz
Đorđe !dorde djordje
Þór !thor
Guðrún !gudrun
Şahin !sahin shahin
Çelik !celik chelik
Yıldız !yildiz
Erdoğan !erdogan
İSTANBUL !istanbul
Țepeș !tepes tsepesh
Nguyễn !nguyen
Đặng !dang
Žižek !zizek
François !francois
José !jose
Ñúñez !nunez
Əliyev !eliyev aliyev
Škoda !skoda shkoda
STRAẞE !strasse
`)
}

func TestCyrillic(t *testing.T) {
	check(t, `
Владимир !vladimir
Михаил !mikhail mihail
Горбачёв !gorbachev gorbachov
Дмитрий !dmitry dmitrii
Сергей !sergey sergei
Юлия !yulia iuliia
Наталья !natalya
Щербаков !shcherbakov
Хрущёв !khrushchev
Чайковский !chaykovsky chaikovskii
Екатерина !ekaterina yekaterina
Ельцин !eltsin
Фёдор !fedor fyodor
Лебедев !lebedev lebedeff
Цой !tsoy
Джон !dzhon jon
Алексей !aleksey alexei
Олександр !oleksandr
Володимир volodymyr
Григорій !hryhorii hryhoriy
Зеленський !zelensky
Юлія yuliia
Ївга !yivha
Їжакевич !yizhakevych
Шевченко !shevchenko
Лукашэнка !lukashenka
Быкаў !bykaw bykau
Ђоковић !djokovic djokovich
Живковић !zivkovic zhivkovich
Љубица !ljubica
Ѓорѓи !gjorgji
Първанов !parvanov
Сталийски !staliyski
Назарбаев !nazarbaev
Тоқаев !tokaev toqaev
Өзбек !ozbek
Әлия !alia
`)
}

func TestGreek(t *testing.T) {
	check(t, `
Γιώργος !giorgos
Παπαδόπουλος !papadopoulos
Χρήστος !christos
Ευάγγελος !evangelos
Ελευθέριος !eleftherios
Μπάμπης bampis
Ντίνος dinos
Παύλος !pavlos
Αικατερίνη !aikaterini ekaterini
Ειρήνη !eirini irini
Σοφία !sofia sophia
Φίλιππος !filippos philippos
Θεοδώρα !theodora
Ψαρράς !psarras
Ξένια !xenia
Αλέξανδρος !alexandros
Δημήτρης !dimitris demetres
Βασίλειος !vasileios
Μάιος !maios
Μαΐου !maiou
Κωνσταντίνος !konstantinos
Τσίπρας !tsipras
Μητσοτάκης !mitsotakis
Ἀλέξανδρος !alexandros
Γκίκας !gkikas gikas
`)
}

func TestHebrew(t *testing.T) {
	check(t, `
משה !moshe
דוד !david
יוסף !yosef joseph
בנימין !binyamin benjamin
נתניהו !netanyahu
ישראל !yisrael israel
כהן !cohen
רבין !rabin
שרון !sharon
מאיר !meir
ג'ורג' !jorej
ז׳אן !zhan
צ'רלי charli
אורי !uri
יונתן !yonatan
פרידמן fridmen
וילסון wilson
שמיר shamir
גולדה !golda
הרצל !hartzal
רוברט
אלברט
חנה !hannah chana
מֹשֶׁה !moshe
דָּוִד !david
שָׁלוֹם !shalom
בִּנְיָמִין !binyamin
יִצְחָק !yitzhak
`)
}

func TestArabic(t *testing.T) {
	check(t, `
محمد !mohammed muhammad
أحمد !ahmed ahmad
احمد !ahmed
حسين !hussein husain
يوسف !yousef yusuf
إبراهيم !ibrahim
عبدالله !abdullah
عبدالخالق !abdulkhaliq
القذافي alqadhafi
السيسي !alsisi elsesi
مرسي marsi
ناصر !nasser
الأسد alasad
فاطمة !fatima
فاطمه !fatima
رضا !reza
گلشیری !galshiri
خمینی khamini
چنگیز !changiz
پهلوی pahlavi
ژاله zhaleh
نواز nawaz
بھٹو bhto
بوتين butin
شوقي !shuqi
كنفاني kanfani
مُحَمَّد !muhammad mohammed
خَالِد !khalid
كَرِيم !karim
ئازاد !azad
مها maha
جبران jabran
`)
}

func TestCaucasus(t *testing.T) {
	check(t, `
ილია !ilia
სააკაშვილი !saakashvili
შევარდნაძე !shevardnadze
გიორგი !giorgi
ნინო !nino
თამარ !tamar
ხატია !khatia
ჟვანია !zhvania
ივანიშვილი !ivanishvili
ქეთევან !ketevan
ღვინაშვილი !ghvinashvili
ᲜᲘᲜᲝ !nino
ჭავჭავაძე !chavchavadze
წერეთელი !tsereteli
ჯუღაშვილი !jughashvili
ყიფიანი !qipiani kipiani
Արմեն !armen
Սարգսյան !sargsyan sarksyan
Փաշինյան !pashinyan
Նիկոլ !nikol
Գրիգոր !grigor krikor
Պետրոս !petros bedros
Կարապետ !karapet garabed
Հովհաննես !hovhannes
Երևան !yerevan
Տիգրան !tigran dikran
Արթուր !artur
Ոսկան !voskan
Խաչատրյան !khachatryan
Ծովինար !tsovinar
Ջանիկ !janik
Շուշան !shushan
Հակոբ !hakob hagop
`)
}
