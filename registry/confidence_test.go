package registry_test

import (
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// TestLadder holds the table "What an identity confidence may do".
func TestLadder(t *testing.T) {
	tests := []struct {
		c                    registry.Confidence
		word                 string
		tell, confirm, close bool
	}{
		{registry.ConfidenceNone, "none", false, false, false},
		{registry.ConfidenceDescription, "description", false, false, false},
		{registry.ConfidenceBelongings, "belongings", true, false, false},
		{registry.ConfidenceSight, "sight", true, false, false},
		{registry.ConfidenceTold, "told", true, false, false},
		{registry.ConfidenceOwnWord, "own_word", true, true, false},
		{registry.ConfidenceDocument, "document", true, true, true},
		{registry.ConfidenceBiometric, "biometric", true, true, true},
	}
	if len(registry.Confidences()) != len(tests) {
		t.Errorf("the ladder has %d steps, the table %d", len(registry.Confidences()), len(tests))
	}
	for i, tt := range tests {
		if registry.Confidences()[i] != tt.c || tt.c.String() != tt.word {
			t.Errorf("step %d is %v", i, tt.c)
		}
		if tt.c.MayTell() != tt.tell || tt.c.MayConfirm() != tt.confirm || tt.c.MayClose() != tt.close {
			t.Errorf("%v may tell %v, confirm %v, close %v", tt.c, tt.c.MayTell(), tt.c.MayConfirm(), tt.c.MayClose())
		}
		if got, ok := registry.ParseConfidence(tt.word); !ok || got != tt.c {
			t.Errorf("%q reads as %v, %v", tt.word, got, ok)
		}
	}
	if c, ok := registry.ParseConfidence(""); !ok || c != registry.ConfidenceNone {
		t.Errorf("an empty word reads as %v, %v", c, ok)
	}
	if _, ok := registry.ParseConfidence("certain"); ok {
		t.Error("an unknown word passes")
	}
	if s := registry.Confidence(200).String(); s != "none" {
		t.Errorf("an impossible step is %q", s)
	}
}

// TestKnown: a claim counts as far as its source can know it.
func TestKnown(t *testing.T) {
	const (
		document = registry.ConfidenceDocument
		sight    = registry.ConfidenceSight
		own      = registry.ConfidenceOwnWord
		told     = registry.ConfidenceTold
	)
	tests := []struct {
		claim registry.Confidence
		kind  registry.SourceKind
		trust registry.Trust
		want  registry.Confidence
	}{
		{document, registry.SourceSelf, registry.TrustAnonymous, own},
		{document, registry.SourceSelf, registry.TrustContact, own},
		{document, registry.SourceHelper, registry.TrustAnonymous, told},
		{own, registry.SourceHelper, registry.TrustVolunteer, told},
		{document, registry.SourceHospital, registry.TrustAnonymous, told},
		{document, registry.SourceHospital, registry.TrustVolunteer, told},
		{document, registry.SourceHospital, registry.TrustOrganisation, document},
		{registry.ConfidenceBiometric, registry.SourceAuthority, registry.TrustAuthority, registry.ConfidenceBiometric},
		{sight, registry.SourceSelf, registry.TrustAnonymous, sight},
		{sight, registry.SourceHospital, registry.TrustAuthority, sight},
	}
	for _, tt := range tests {
		r := registry.Report{Confidence: tt.claim, Source: registry.Source{Kind: tt.kind, Trust: tt.trust}}
		if got := r.Known(); got != tt.want {
			t.Errorf("%v claimed by %q at trust %d counts as %v, want %v", tt.claim, tt.kind, tt.trust, got, tt.want)
		}
	}
}
