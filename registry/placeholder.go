package registry

import "time"

// Placeholder is what stays of an erased notice or report, so that its page, the
// link on a poster and other registries can tell that it is over. It has the id of
// the record and holds nothing of any person.
type Placeholder struct {
	ID        string    `json:"id"`
	Of        Kind      `json:"of"` // notice or report
	Reference Reference `json:"reference"`
	Event     EventID   `json:"event"`
	Hidden    bool      `json:"hidden,omitzero"` // the public never knew of it
	Filed     time.Time `json:"filed"`
	Ended     time.Time `json:"ended,omitzero"`   // closed or faded
	Matched   time.Time `json:"matched,omitzero"` // a link of the notice was confirmed
	Erased    time.Time `json:"erased"`
}

// Ref names the record.
func (p *Placeholder) Ref() Ref { return Ref{KindPlaceholder, p.ID} }

// Keys lists its entries in the secondary indexes.
func (p *Placeholder) Keys() []Key {
	return append(dueKey(p.Erased.Add(KeepPlaceholder)), Key{IndexReference, string(p.Reference)}, Key{IndexEventRecords, string(p.Event)})
}

// gone is the answer to the public about what was erased: that it is over, or
// nothing where they never knew of it.
func (p *Placeholder) gone(op string) error {
	if p.Of != KindNotice || p.Hidden {
		return &Error{Op: op, Kind: KindNotFound}
	}
	return &Error{Op: op, Kind: KindGone}
}

// goneByID returns the answer about a notice that is not there: KindGone when it
// was erased and the public knew of it, else KindNotFound.
func goneByID(r Reader, op string, id string) error {
	var p Placeholder
	if _, err := r.Get(Ref{KindPlaceholder, id}, &p); err != nil {
		return &Error{Op: op, Kind: KindNotFound}
	}
	return p.gone(op)
}
