package registry

// partClasses are what records are made of.
func partClasses() []Declared {
	return []Declared{
		{"Person", "who is looked for or was found", [5]string{
			P0: "Names Sex Body",
			P1: "Birth Age Home Nationalities Languages Things Description Companions Household PhotoURL ProfileURLs",
			P3: "Medical",
		}},
		{"Name", "a name as written", [5]string{P0: "Full Given Family Script Kind", P1: "By"}},
		{"Body", "looks; public where the filer chose so", [5]string{P0: "HeightCM Hair Eyes Beard Build Glasses", P1: "WeightKG Marks"}},
		{"Mark", "a tattoo, a scar", [5]string{P1: "Kind Zone Text"}},
		{"Thing", "clothes and belongings; what is worn is public where the filer chose so", [5]string{P1: "Text Bearing"}},
		{"Sighting", "where and when somebody was seen", [5]string{P0: "Place From", P1: "To With Phone"}},
		{"Place", "an area, and where exactly", [5]string{P0: "Area", P1: "Text Point Country Street Neighborhood City State PostalCode"}},
		{"Point", "a position; public of hospitals and stations", [5]string{P0: "Lat Lon Radius"}},
		{"Moment", "a day, and the hour", [5]string{P0: "Date", P1: "Time"}},
		{"PartialDate", "a day as far as it is known", [5]string{P0: "Year Month Day About"}},
		{"Age", "an age; the public reads a band", [5]string{P1: "Min Max AsOf"}},
		{"Span", "from and to", [5]string{P0: "Min Max"}},
		{"Seeker", "who looks for somebody", [5]string{P1: "ID Joined Told Relation Confirmed Lang", P2: "Name Contact", P4: "CodeHash"}},
		{"Source", "who tells of somebody", [5]string{
			P1: "Kind Trust Account Org TellsDeath Organisation ContactPoint Confirmed",
			P2: "Name Contact",
			P4: "CodeHash",
		}},
		{"Contact", "how to reach somebody", [5]string{P2: "Email Phone"}},
		{"Confirmed", "when an address was confirmed", [5]string{P1: "Email Phone"}},
		{"Origin", "where a copied record came from", [5]string{
			P1: "Record SourceName SourceURL SourceDate EntryDate Linked Batch",
			P2: "Author Contact",
		}},
		{"Departure", "that a seeker looks no longer", [5]string{P1: "Seeker Relation Reason Note At"}},
		{"Twin", "another notice of the same person", [5]string{P1: "Notice By At UndoneBy UndoneAt", P3: "Reason UndoneReason"}},
		{"Transfer", "to another hospital", [5]string{P1: "To ContactPoint By At UndoneBy UndoneAt", P3: "Reason UndoneReason"}},
		{"Review", "that a person has to look first", [5]string{P1: "Since By", P3: "Why Note"}},
		{"Hold", "who works on a pair", [5]string{P1: "By Since"}},
		{"Evidence", "a piece for or against; it quotes both sides", [5]string{P1: "Field Code Verdict Bits", P3: "Args"}},
		{"Decision", "what a person decided, and why", [5]string{P1: "To From By At Undone", P3: "Reason Basis"}},
		{"Urgency", "why a pair is urgent", [5]string{P1: "Child Medical AtRisk"}},
		{"Recipient", "whom a letter is for", [5]string{P1: "Record Seeker"}},
		{"Viewer", "who is looking", [5]string{P1: "Ring Account Org Scope Seeker"}},
		{"Ref", "the id of a record", [5]string{P0: "Kind ID"}},
	}
}
