package search

import (
	"context"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/places"
)

// eventPlaces is what is known of the places of one event.
type eventPlaces struct {
	*places.Resolver
	places []registry.EventPlace
}

// resolver returns the resolver of an event, which is read from the store once
// and again after a place changed.
func (x *Index) resolver(ctx context.Context, event registry.EventID) (*eventPlaces, error) {
	x.mu.RLock()
	r := x.resolvers[event]
	x.mu.RUnlock()
	if r != nil {
		return r, nil
	}
	r = &eventPlaces{}
	var e registry.Event
	err := x.store.View(ctx, func(reader registry.Reader) error {
		for p, err := range registry.EventPlaces(reader, event) {
			if err == nil { // a damaged one is left out
				r.places = append(r.places, p)
			}
		}
		_, err := x.found(reader, registry.Ref{Kind: registry.KindEvent, ID: string(event)}, &e)
		return err
	})
	if err != nil {
		return nil, err
	}
	r.Resolver = places.NewResolver(r.places, e.Area.Point)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.resolvers[event] = r
	return r, nil
}

// forgetPlaces is called when a place of an event changed.
func (x *Index) forgetPlaces() {
	x.mu.Lock()
	defer x.mu.Unlock()
	clear(x.resolvers)
}
