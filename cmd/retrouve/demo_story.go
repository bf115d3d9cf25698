package main

import (
	"time"

	"github.com/retrouve/retrouve/registry"
)

// story is a notice that is filed like a visitor files it, so that it has a code
// to manage it with, and what happened to it since.
type story struct {
	about  string // one line for whoever runs the demo
	file   registry.FileNotice
	says   []said
	close  registry.CloseReason // "" for still open
	report *registry.ReportFound
	hoax   bool
}

// said is a statement: by the seeker, or by a moderator.
type said struct {
	staff  bool
	public bool
	text   string
}

// seeker has an address of their own: two families with one would look like one.
func seeker(name, relation, phone string) registry.Seeker {
	return registry.Seeker{Name: name, Relation: relation, Lang: "fr", Contact: registry.Contact{Phone: registry.Phone(phone), Email: registry.Email("famille." + phone[len(phone)-2:] + "@example.org")}}
}

func aged(n int, now time.Time) *registry.Age {
	return &registry.Age{Min: n, Max: n, AsOf: registry.DateOf(now)}
}

// demoStories are the people of whom the exercise tells more. All are invented;
// telephone numbers are of the range kept for fiction.
func demoStories(event registry.EventID, now time.Time) []story {
	list := append(linkedStories(now), otherStories(now)...)
	v := venues()
	for i := range list {
		f := &list[i].file
		at := demoStart(now).Add(-time.Duration(20+i*7) * time.Minute)
		where := v[i%len(v)]
		f.Event, f.Consent, f.Lang = event, true, "fr"
		f.Filed = demoStart(now).Add(time.Duration(40+i*35) * time.Minute).UTC()
		f.LastSeen = registry.Sighting{From: momentOf(at), Place: registry.Place{Area: where.area, Text: where.text, City: "Paris", Country: "FR",
			Point: &registry.Point{Lat: where.lat, Lon: where.lon, Radius: 150}}}
	}
	return list
}

func full(name, given, family string) registry.Name {
	n := registry.NewName(name, registry.NameFull)
	n.Given, n.Family = given, family
	return n
}

// linkedStories have a report that fits.
func linkedStories(now time.Time) []story {
	return []story{
		{about: "looked for by her brother; a patient without a name has her tattoo",
			file: registry.FileNotice{Seeker: seeker("Julien Fauvel", "frère", "06 39 98 10 01"), Person: registry.Person{
				Names: []registry.Name{full("Camille Fauvel", "Camille", "Fauvel")}, Sex: registry.SexFemale, Age: aged(27, now),
				Body: registry.Body{HeightCM: registry.Span{Min: 166, Max: 170}, Hair: "bruns longs", Eyes: "verts",
					Marks: []registry.Mark{{Kind: "tattoo", Zone: "poignet gauche", Text: "tatouage d'hirondelle, poignet gauche"}}},
				Things: []registry.Thing{{Text: "manteau bleu marine", Bearing: registry.BearingWorn}, {Text: "bague en argent", Bearing: registry.BearingWorn}}}},
			says:   []said{{public: true, text: "Elle a envoyé un message à 21 h 02, puis plus rien. Son téléphone est éteint."}},
			report: storyReport(now, 0, registry.ConfidenceBelongings, registry.Person{Sex: registry.SexFemale, Age: &registry.Age{Min: 22, Max: 30, AsOf: registry.DateOf(now)}, Body: registry.Body{HeightCM: registry.Span{Min: 165, Max: 170}, Hair: "bruns longs", Eyes: "verts", Marks: []registry.Mark{{Kind: "tattoo", Zone: "poignet gauche", Text: "hirondelle tatouée au poignet gauche"}}}, Things: []registry.Thing{{Text: "bague en argent", Bearing: registry.BearingWorn}}, Description: "Ne peut pas parler, intubée à l'arrivée."})},
		{about: "filed in Arabic letters; he gave his name at a shelter in Latin letters",
			file: registry.FileNotice{Seeker: seeker("Rania Al-Khatib", "épouse", "06 39 98 10 02"), Person: registry.Person{
				Names: []registry.Name{full("محمد الخطيب", "محمد", "الخطيب"), registry.NewName("Mohamed Al-Khatib", registry.NameSpelling)},
				Sex:   registry.SexMale, Birth: registry.PartialDate{Year: now.Year() - 41, Month: 3}, Languages: []string{"ar", "fr"},
				Body: registry.Body{Hair: "noirs", Beard: "barbe courte"}}},
			report: storyReport(now, 4, registry.ConfidenceOwnWord, registry.Person{Names: []registry.Name{registry.NewName("Mohammed El Khatib", registry.NameFull)}, Sex: registry.SexMale, Age: aged(41, now), Languages: []string{"ar"}, Body: registry.Body{Beard: "barbe courte"}})},
		{about: "her name was heard and written down wrongly",
			file: registry.FileNotice{Seeker: seeker("Trần Minh Đức", "mari", "06 39 98 10 03"), Person: registry.Person{
				Names: []registry.Name{full("Nguyễn Thị Hồng", "Thị Hồng", "Nguyễn")}, Sex: registry.SexFemale, Age: aged(52, now),
				Body: registry.Body{Hair: "noirs", Glasses: "lunettes rondes"}, Things: []registry.Thing{{Text: "foulard fleuri", Bearing: registry.BearingWorn}}}},
			report: storyReport(now, 1, registry.ConfidenceTold, registry.Person{Names: []registry.Name{{Full: "Nguyen Ti Hong", Script: "Latn", Kind: registry.NameClaimed, By: "voisine de lit"}}, Sex: registry.SexFemale, Age: &registry.Age{Min: 45, Max: 60, AsOf: registry.DateOf(now)}, Things: []registry.Thing{{Text: "foulard à fleurs", Bearing: registry.BearingWorn}}})},
		{about: "a child of seven; a little girl waits at a shelter",
			file: registry.FileNotice{Seeker: seeker("Sophie Besnard", "mère", "06 39 98 10 04"), Person: registry.Person{
				Names: []registry.Name{full("Inès Besnard", "Inès", "Besnard")}, Sex: registry.SexFemale, Age: aged(7, now),
				Things: []registry.Thing{{Text: "pull vert", Bearing: registry.BearingWorn}, {Text: "porte-clés en forme de chouette", Bearing: registry.BearingCarried}}, Companions: "Avec son grand-père, André Besnard."}},
			report: storyReport(now, 5, registry.ConfidenceOwnWord, registry.Person{Names: []registry.Name{{Full: "Inès", Script: "Latn", Kind: registry.NameClaimed, By: "l'enfant"}}, Companions: "Demande son grand-père, André Besnard", Sex: registry.SexFemale, Age: &registry.Age{Min: 6, Max: 8, AsOf: registry.DateOf(now)}, Things: []registry.Thing{{Text: "pull vert", Bearing: registry.BearingWorn}}})},
	}
}

func storyReport(now time.Time, where int, known registry.Confidence, p registry.Person) *registry.ReportFound {
	s := shelters()[where]
	r := &registry.ReportFound{Person: p, Confidence: known, Lang: "fr", Condition: registry.ConditionInjured,
		Found: registry.Sighting{From: momentOf(demoStart(now).Add(2 * time.Hour)), Place: registry.Place{
			Area: s.area, Text: s.text, Country: "FR", Point: &registry.Point{Lat: s.lat, Lon: s.lon, Radius: 50}}},
		Source: registry.Source{Kind: s.kind, Trust: registry.TrustOrganisation, Organisation: s.area, ContactPoint: s.tel}}
	if s.kind == registry.SourceShelter {
		r.Condition = registry.ConditionSafe
	}
	return r
}

// otherStories are those without a report: hidden, untrue, closed.
func otherStories(now time.Time) []story {
	return []story{
		{about: "only people with an account know of her: she is hiding from somebody",
			file: registry.FileNotice{Visibility: registry.VisibleVerified, AtRisk: true, Seeker: seeker("Nadia Cherif", "sœur", "06 39 98 10 05"),
				Person: registry.Person{Names: []registry.Name{full("Samira Cherif", "Samira", "Cherif")}, Sex: registry.SexFemale, Age: aged(33, now)}}},
		{about: "the hoax: its public statements contest it, and a moderator has to close it as false", hoax: true,
			file: registry.FileNotice{Seeker: seeker("", "ami", "06 39 98 10 06"), Person: registry.Person{
				Names: []registry.Name{full("Léo Faraudel", "Léo", "Faraudel")}, Sex: registry.SexMale, Age: aged(19, now), Body: registry.Body{Hair: "blonds", Eyes: "bleus"}}},
			says: []said{
				{public: true, text: "PARTAGEZ PARTOUT !!! Léo était dans la salle, on n'a plus de nouvelles !!!"},
				{staff: true, public: true, text: "Deux lecteurs signalent que le même texte a circulé lors d'autres événements, sous d'autres noms. Le numéro laissé ne répond pas. Vérification en cours : ne partagez pas."},
				{staff: true, public: true, text: "Aucun Léo Faraudel n'est connu de l'établissement cité. Nous demandons à la personne qui a publié cette recherche de nous contacter."},
			}},
		{about: "a hospital reported that he died: two moderators agree, then one person calls his family; this page says nothing",
			file: registry.FileNotice{Seeker: seeker("Hélène Lenormand", "épouse", "06 39 98 10 12"), Person: registry.Person{
				Names: []registry.Name{full("Paul Lenormand", "Paul", "Lenormand")}, Sex: registry.SexMale, Age: aged(62, now),
				Things: []registry.Thing{{Text: "montre gravée P. L.", Bearing: registry.BearingWorn}}}}},
		{about: "nobody knows his name", file: registry.FileNotice{Seeker: seeker("Claire Aubin", "voisine", "06 39 98 10 07"), Person: registry.Person{
			Sex: registry.SexMale, Age: &registry.Age{Min: 65, Max: 80, AsOf: registry.DateOf(now)}, Description: "Mon voisin du troisième. Il va au café tous les soirs et n'est pas rentré.",
			Body: registry.Body{Hair: "gris", Beard: "moustache"}, Things: []registry.Thing{{Text: "casquette en tweed", Bearing: registry.BearingWorn}}}}},
		{about: "closed: he came home", close: registry.CloseFound, file: registry.FileNotice{Seeker: seeker("Marta Wróbel", "mère", "06 39 98 10 08"), Person: registry.Person{
			Names: []registry.Name{full("Łukasz Wróbel", "Łukasz", "Wróbel")}, Sex: registry.SexMale, Age: aged(23, now)}}},
		{about: "closed: filed twice", close: registry.CloseMistake, file: registry.FileNotice{Seeker: seeker("Hugo Perrin", "cousin", "06 39 98 10 09"), Person: registry.Person{
			Names: []registry.Name{full("Camille Fauvelle", "Camille", "Fauvelle")}, Sex: registry.SexFemale, Age: aged(27, now)}}},
		{about: "closed", close: registry.CloseOther, file: registry.FileNotice{Seeker: seeker("Aylin Şahin", "fille", "06 39 98 10 10"), Person: registry.Person{
			Names: []registry.Name{full("Şükrü Şahin", "Şükrü", "Şahin")}, Sex: registry.SexMale, Age: aged(68, now)}}},
		{about: "has news: a friend spoke with her", file: registry.FileNotice{Seeker: seeker("João Brandão", "père", "06 39 98 10 11"), Person: registry.Person{
			Names: []registry.Name{full("Beatriz Brandão", "Beatriz", "Brandão")}, Sex: registry.SexFemale, Birth: registry.PartialDate{Year: now.Year() - 20, Month: 6, Day: 2}, Body: registry.Body{Hair: "châtains", Glasses: "lunettes fines"}}},
			says: []said{{public: true, text: "Une amie lui a parlé à 23 h, près de la gare. Elle allait bien."}, {staff: true, text: "Rappeler le père demain matin."}}},
	}
}
