package httpapi

import (
	"sync"

	"github.com/retrouve/retrouve/templates"
)

// Parsed is the pages, parsed once for all tests: it is half of what a site costs.
var Parsed = sync.OnceValues(templates.New)
