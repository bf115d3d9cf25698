package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/retrouve/retrouve/registry/table"
)

// Kinds of record that a file can hold.
const (
	kindNotices = "notices"
	kindReports = "reports"
)

// column is one column that an import understands; docs/import.md explains each.
type column struct {
	name    string
	aliases string // separated by spaces
	only    string // kindNotices or kindReports, or "" for both
}

// importColumns is the whole vocabulary. Names are PFIF's where PFIF has one.
var importColumns = []column{
	{name: "id", aliases: "record_id person_record_id"},
	{name: "event"},

	{name: "full_name", aliases: "name nom_complet"},
	{name: "given_name", aliases: "first_name given_names prenom prenoms"},
	{name: "family_name", aliases: "last_name surname nom nom_de_famille"},
	{name: "alternate_names", aliases: "alternate_name aliases other_names nickname"},
	{name: "sex", aliases: "gender sexe"},
	{name: "birth_date", aliases: "dob date_of_birth birthdate date_de_naissance naissance"},
	{name: "age"},
	{name: "age_min"},
	{name: "age_max"},
	{name: "birth_place", aliases: "place_of_birth lieu_de_naissance"},
	{name: "occupation", aliases: "profession"},
	{name: "nationalities", aliases: "nationality nationalite"},
	{name: "languages", aliases: "language langue langues"},

	{name: "home_street_number", aliases: "street_number"},
	{name: "home_street", aliases: "street address address_1 adresse rue"},
	{name: "home_neighborhood", aliases: "home_neighbourhood neighborhood neighbourhood address_2 quartier"},
	{name: "home_city", aliases: "city town suburb ville"},
	{name: "home_state", aliases: "state province region"},
	{name: "home_postal_code", aliases: "postal_code postcode zip home_zip code_postal"},
	{name: "home_country", aliases: "country_of_residence"},

	{name: "height_cm", aliases: "height taille"},
	{name: "weight_kg", aliases: "weight poids"},
	{name: "hair", aliases: "cheveux"},
	{name: "eyes", aliases: "yeux"},
	{name: "beard", aliases: "barbe"},
	{name: "build", aliases: "corpulence"},
	{name: "glasses", aliases: "lunettes"},
	{name: "marks", aliases: "mark tattoos scars signes_particuliers"},
	{name: "things"},
	{name: "clothes", aliases: "clothing worn vetements"},
	{name: "belongings", aliases: "carried effets effets_personnels"},
	{name: "description", aliases: "other notes remarks signalement"},
	{name: "companions", aliases: "with_whom accompagnants"},
	{name: "household", aliases: "household_id household_code family_code family_id foyer code_famille"},
	{name: "medical", aliases: "medical_needs"},
	{name: "photo_url"},
	{name: "profile_urls"},

	{name: "source_name"},
	{name: "source_url"},
	{name: "source_date", aliases: "updated updated_at last_change"},
	{name: "filed", aliases: "filed_at created created_at"},
	{name: "author_name"},
	{name: "author_email"},
	{name: "author_phone"},
	{name: "lang"},

	{name: "status"},
	{name: "country", aliases: "pays"},
	{name: "lat", aliases: "latitude"},
	{name: "lon", aliases: "lng long longitude"},
	{name: "radius_m", aliases: "radius"},

	{name: "last_seen_area", only: kindNotices},
	{name: "last_seen_place", aliases: "last_known_location last_seen_location", only: kindNotices},
	{name: "last_seen_date", only: kindNotices},
	{name: "last_seen_time", only: kindNotices},
	{name: "visibility", only: kindNotices},
	{name: "at_risk", only: kindNotices},

	{name: "found_area", only: kindReports},
	{name: "found_place", aliases: "found_location", only: kindReports},
	{name: "found_date", only: kindReports},
	{name: "found_time", only: kindReports},
	{name: "condition", aliases: "etat", only: kindReports},
	{name: "confidence", only: kindReports},
	{name: "named_by", only: kindReports},
	{name: "hospital_alias", aliases: "patient_alias", only: kindReports},
	{name: "tag", aliases: "wristband triage_tag", only: kindReports},
	{name: "way_in", only: kindReports},
	{name: "reporter_place", only: kindReports},
	{name: "source_kind", only: kindReports},
	{name: "organisation", aliases: "organization hospital hopital", only: kindReports},
	{name: "contact_point", only: kindReports},
}

// columnsByName leads from a name to its column, and vocabulary from every word for it.
var (
	columnsByName = byName(importColumns)
	vocabulary    = newVocabulary(importColumns)
)

func byName(columns []column) map[string]column {
	m := map[string]column{}
	for _, c := range columns {
		m[c.name] = c
	}
	return m
}

func newVocabulary(columns []column) table.Vocabulary {
	var list []table.Column
	for _, c := range columns {
		list = append(list, table.Column{Name: c.name, Aliases: c.aliases})
	}
	return table.NewVocabulary(list)
}

// describing are the columns of which a file needs at least one.
var describing = []string{
	"full_name", "given_name", "family_name", "description", "marks", "things", "clothes", "belongings",
	"hair", "eyes", "beard", "build", "glasses", "height_cm", "weight_kg",
}

// checkColumns refuses a file in which no person is described.
func checkColumns(known []string) error {
	for _, c := range known {
		if slices.Contains(describing, c) {
			return nil
		}
	}
	return errors.New("it has no column for a name or a description (docs/import.md lists the columns)")
}

// guessKind tells from the columns whether a file holds notices or reports. It
// answers "" when they do not tell.
func guessKind(known []string) (string, error) {
	var first column
	for _, name := range known {
		c := columnsByName[name]
		switch {
		case c.only == "":
		case first.only == "":
			first = c
		case first.only != c.only:
			return "", fmt.Errorf("the column %s belongs to %s and %s to %s: a file holds one kind", first.name, first.only, c.name, c.only)
		}
	}
	return first.only, nil
}
