package memstore_test

import (
	"testing"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/registry/memstore"
	"github.com/retrouve/retrouve/registry/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) registry.Store { return memstore.New() })
}
