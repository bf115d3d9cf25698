package main

import "strings"

// culture is how names are made in one language. Each entry of a list is a name
// as written, and after a bar its Latin form where the script is another.
type culture struct {
	lang        string
	weight      int // how many of a hundred people
	familyFirst bool
	joined      bool // no space between family and given name
	female      []string
	male        []string
	family      []string
	familyF     []string // where women's surnames differ
}

func words(s string) []string { return strings.Split(s, ",") }

// latinCultures and otherCultures are common names of each language. The people
// made of them are invented.
func latinCultures() []culture {
	return []culture{
		{lang: "fr", weight: 26,
			female: words("Camille,Élodie,Manon,Océane,Inès,Anaïs,Chloé,Mathilde,Clémence,Aurélie,Solène,Maëlle,Héloïse,Noémie,Jeanne,Marguerite,Colette,Agathe"),
			male:   words("Lucas,Théo,Hugo,Mathieu,Étienne,Rémi,Loïc,Jérôme,Gaël,Antoine,Baptiste,Cédric,Thibault,Maxence,François,Raphaël,Yann,Gérard"),
			family: words("Lefèvre,Besson,Marchal,Roussel,Guérin,Collet,Vasseur,Prévost,Aubry,Carpentier,Delattre,Maréchal,Hervieu,Le Goff,Kerbrat,Peltier,Tessier,Bourgeois,Chauvin,Rivoire,de La Brosse,Mallet-Noël")},
		{lang: "fr", weight: 10,
			female: words("Fatima,Amina,Khadija,Yasmine,Nour,Samira,Leïla,Salma,Houda,Rania,Soraya,Meryem"),
			male:   words("Mohamed,Karim,Youssef,Rachid,Bilal,Sofiane,Mehdi,Amine,Nabil,Tarek,Walid,Ilyes"),
			family: words("Benali,Haddad,Bouzid,Cherif,El Amrani,Belkacem,Mansouri,Saïdi,Boukhari,Ziani,Ait Ouali,Khelifi,Ben Salah,Touré,Diallo")},
		{lang: "pt", weight: 7,
			female: words("Beatriz,Inês,Mariana,Conceição,Rita,Joana,Fátima,Lurdes"),
			male:   words("João,Rui,Gonçalo,Tiago,António,Nuno,Vítor,Simão"),
			family: words("Gonçalves,Magalhães,Simões,Araújo,Brandão,Leitão,Queirós,Nóbrega,Sequeira,Assunção")},
		{lang: "pl", weight: 5,
			female:  words("Agnieszka,Małgorzata,Katarzyna,Zofia,Łucja,Bożena"),
			male:    words("Łukasz,Paweł,Krzysztof,Wojciech,Michał,Stanisław"),
			family:  words("Wiśniewski,Kamiński,Zieliński,Szymański,Dąbrowski,Wróbel,Pawłowski"),
			familyF: words("Wiśniewska,Kamińska,Zielińska,Szymańska,Dąbrowska,Wróbel,Pawłowska")},
		{lang: "vi", weight: 5, familyFirst: true,
			female: words("Thị Hồng,Thanh Hương,Ngọc Ánh,Thùy Linh,Mai Phương"),
			male:   words("Văn Hùng,Minh Đức,Quang Huy,Hữu Phước,Anh Tuấn"),
			family: words("Nguyễn,Trần,Lê,Phạm,Huỳnh,Đặng,Bùi,Đỗ")},
		{lang: "tr", weight: 5,
			female: words("Ayşe,Gülşen,Zeynep,Çiğdem,Nurgül,Işıl"),
			male:   words("Mehmet,Çağlar,Oğuz,İbrahim,Uğur,Şükrü"),
			family: words("Yıldız,Çelik,Şahin,Öztürk,Kılıç,Aydoğan,Güneş")},
		{lang: "es", weight: 4,
			female: words("Lucía,Itziar,Begoña,Ximena,María José"),
			male:   words("Álvaro,Íñigo,Joaquín,Andrés,José Luis"),
			family: words("Muñoz Peña,Ibáñez Soler,Núñez Rey,Gálvez Mora,Ordóñez Vidal")},
		{lang: "de", weight: 3,
			female: words("Jutta,Käthe,Annelie,Sabine"), male: words("Jörg,Günter,Matthias,Björn"),
			family: words("Müller-Weiß,Schäfer,Krüger,Großmann,Böhm")},
		{lang: "en", weight: 6,
			female: words("Hannah,Siobhán,Priscilla,Joanne,Megan,Abigail"), male: words("Callum,Owen,Declan,Marcus,Nathan,Edward"),
			family: words("O'Brien,Hargreaves,Pemberton,MacAulay,Whitlock,Okafor,Mensah,Thorpe")},
	}
}

func otherCultures() []culture {
	return []culture{
		{lang: "ar", weight: 7,
			female: words("فاطمة|Fatima,مريم|Maryam,زينب|Zaynab,سلمى|Salma,نور|Nour,هدى|Houda"),
			male:   words("محمد|Mohamed,يوسف|Youssef,خالد|Khaled,عمر|Omar,عبد الرحمن|Abderrahmane,طارق|Tarek"),
			family: words("الخطيب|Al-Khatib,حداد|Haddad,المنصوري|Al-Mansouri,بن علي|Ben Ali,النجار|Al-Najjar,سليمان|Sleiman,الزين|Al-Zein")},
		{lang: "ru", weight: 5,
			female:  words("Ольга|Olga,Наталья|Natalya,Ирина|Irina,Светлана|Svetlana,Юлия|Yuliya"),
			male:    words("Дмитрий|Dmitriy,Сергей|Sergey,Алексей|Aleksey,Юрий|Yuriy,Михаил|Mikhail"),
			family:  words("Соколов|Sokolov,Воробьёв|Vorobyov,Крылов|Krylov,Щербаков|Shcherbakov,Журавлёв|Zhuravlyov"),
			familyF: words("Соколова|Sokolova,Воробьёва|Vorobyova,Крылова|Krylova,Щербакова|Shcherbakova,Журавлёва|Zhuravlyova")},
		{lang: "uk", weight: 3,
			female: words("Оксана|Oksana,Ганна|Hanna,Соломія|Solomiia"), male: words("Андрій|Andrii,Тарас|Taras,Євген|Yevhen"),
			family: words("Шевчук|Shevchuk,Бондаренко|Bondarenko,Гончар|Honchar,Коваль|Koval")},
		{lang: "zh", weight: 5, familyFirst: true, joined: true,
			female: words("秀英|Xiuying,丽|Li,晓梅|Xiaomei,雨欣|Yuxin"), male: words("伟|Wei,建国|Jianguo,志强|Zhiqiang,浩然|Haoran"),
			family: words("王|Wang,李|Li,陈|Chen,黄|Huang,赵|Zhao,欧阳|Ouyang")},
		{lang: "ko", weight: 2, familyFirst: true, joined: true,
			female: words("지은|Jieun,서연|Seoyeon,민지|Minji"), male: words("준호|Junho,성민|Seongmin,현우|Hyeonu"),
			family: words("김|Kim,박|Park,최|Choi,정|Jeong")},
		{lang: "ja", weight: 3, familyFirst: true,
			female: words("さくら|Sakura,ゆうこ|Yuko,まどか|Madoka"), male: words("ケンジ|Kenji,たろう|Taro,ヒロシ|Hiroshi"),
			family: words("タナカ|Tanaka,すずき|Suzuki,わたなべ|Watanabe,コバヤシ|Kobayashi")},
		{lang: "he", weight: 2,
			female: words("נועה|Noa,תמר|Tamar,יעל|Yael"), male: words("איתן|Eitan,יונתן|Yonatan,משה|Moshe"),
			family: words("לוי|Levi,מזרחי|Mizrahi,שפירא|Shapira")},
		{lang: "el", weight: 2,
			female: words("Ελένη|Eleni,Κατερίνα|Katerina,Σοφία|Sofia"), male: words("Γιώργος|Giorgos,Νίκος|Nikos,Δημήτρης|Dimitris"),
			family: words("Παπαδάκης|Papadakis,Βλάχος|Vlachos,Νικολαΐδης|Nikolaidis")},
		{lang: "hi", weight: 3,
			female: words("प्रिया|Priya,अनीता|Anita,कविता|Kavita"), male: words("राहुल|Rahul,संजय|Sanjay,अमित|Amit"),
			family: words("शर्मा|Sharma,वर्मा|Verma,गुप्ता|Gupta,मिश्रा|Mishra")},
	}
}

// The names of the exercise, in French and English.
const (
	demoEventFR = "Exercice Lanterne : attaques simultanées à Paris"
	demoEventEN = "Exercise Lantern: simultaneous attacks in Paris"
)
