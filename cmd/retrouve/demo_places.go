package main

import "github.com/retrouve/retrouve/registry"

// spot is an invented place of the exercise.
type spot struct {
	area, text string
	lat, lon   float64
	kind       registry.SourceKind
	tel        string
}

// venues are where the exercise takes place. None of them exists.
func venues() []spot {
	return []spot{
		{area: "Salle Aurore, Paris 13e", text: "fosse, côté scène", lat: 48.8322, lon: 2.3561},
		{area: "Salle Aurore, Paris 13e", text: "balcon, sortie rue des Tilleuls", lat: 48.8324, lon: 2.3557},
		{area: "Halle Verlaine, Paris 19e", text: "entrée nord, marché du soir", lat: 48.8890, lon: 2.3830},
		{area: "Café du Marronnier, Paris 14e", text: "terrasse", lat: 48.8330, lon: 2.3240},
		{area: "Gare des Tilleuls, Paris 12e", text: "quai 4, train de 20 h 50", lat: 48.8446, lon: 2.3730},
		{area: "Marché Saint-Fiacre, Paris 18e", text: "allée des fleurs", lat: 48.8920, lon: 2.3480},
	}
}

// shelters are where people are found. The numbers are of the range that is kept
// for fiction in France.
func shelters() []spot {
	return []spot{
		{area: "Hôpital Sainte-Reine, Paris 13e", text: "urgences", lat: 48.8360, lon: 2.3620, kind: registry.SourceHospital, tel: "01 99 00 21 00"},
		{area: "Hôpital Claude-Aubert, Paris 12e", text: "réanimation", lat: 48.8480, lon: 2.3900, kind: registry.SourceHospital, tel: "01 99 00 22 00"},
		{area: "Clinique des Peupliers, Montrouge", text: "bloc 2", lat: 48.8180, lon: 2.3190, kind: registry.SourceHospital, tel: "01 99 00 23 00"},
		{area: "Hôpital de la Butte, Paris 18e", text: "chirurgie", lat: 48.8940, lon: 2.3400, kind: registry.SourceHospital, tel: "01 99 00 24 00"},
		{area: "Gymnase Colette, Paris 14e", text: "point d'accueil des familles", lat: 48.8300, lon: 2.3200, kind: registry.SourceShelter, tel: "01 99 00 31 00"},
		{area: "Mairie annexe, Paris 19e", text: "salle des fêtes", lat: 48.8870, lon: 2.3810, kind: registry.SourceShelter, tel: "01 99 00 32 00"},
	}
}

// towns are where people live.
func towns() []string {
	return words("Paris 11e,Paris 20e,Montreuil,Saint-Denis,Ivry-sur-Seine,Créteil,Nanterre,Versailles,Lille,Lyon,Bruxelles,Lisboa,London,Évry,Bobigny,Argenteuil")
}
