package registry

import "context"

// Query is what somebody looks for. Text is a name or a description, Place a
// town, district or venue; at least one of them is needed.
type Query struct {
	Text  string
	Place string
	// Within is a distance in kilometres from Place, at most MaxWithin; 0 for the
	// place by its name. Where nobody knows the place it is looked for by name as well.
	Within float64
	Lang   string // BCP 47, the language of the page: what the words are likely in

	Event EventID     // "" for every event
	Sex   Sex         // SexUnknown for any
	Age   *Span       // years today; nil for any
	News  NewsFilter  // "" for any
	Since PartialDate // last seen on that day or later
	Until PartialDate // last seen on that day or earlier

	Offset, Limit int
	Verified      bool // searched by an account: full names of minors, notices for verified people
}

// MaxWithin is the largest Query.Within, in kilometres: beyond, a place says nothing.
const MaxWithin = 300

// NewsFilter narrows a search by the state that a card shows.
type NewsFilter string

// The values of NewsFilter.
const (
	NewsAny  NewsFilter = ""
	NewsNone NewsFilter = "looking"
	NewsSome NewsFilter = "news"
)

// Reason says in words why a notice is among the hits. The sentence lives in the
// catalogues under reason.<Field>.<Code>.
type Reason struct {
	Field string // name, looks, place
	Code  string // as the index lists them: search.ReasonCodes
	Args  map[string]string
}

// Hit is one notice that answers a query. It carries no data of the notice: what
// is shown is always read from the store.
type Hit struct {
	Notice  NoticeID
	Score   float64 // comparable within one answer only
	Reasons []Reason
}

// Index finds notices. It never holds a report where Search can reach it.
type Index interface {
	// Search returns the hits from q.Offset on, best first, at most q.Limit, and
	// how many there are in all (a lower bound when it stopped counting).
	Search(ctx context.Context, q Query) (hits []Hit, total int, err error)
	// Applied returns the position of the change log up to which the index knows
	// the store.
	Applied() Seq
	// WaitFor returns when the index has applied the log up to seq, or with the
	// context's error.
	WaitFor(ctx context.Context, seq Seq) error
}

// Candidate is a pair that may be one person.
type Candidate struct {
	Notice   NoticeID
	Report   ReportID
	Score    float64 // probability in [0,1]
	Evidence []Evidence
}

// Linker compares notices with reports. It proposes; the registry decides what a
// proposal may do.
type Linker interface {
	// ReportsFor returns the reports that may be the person of the notice, best first.
	ReportsFor(ctx context.Context, n *Notice) ([]Candidate, error)
	// NoticesFor returns the open notices that the report may be about, best first.
	NoticesFor(ctx context.Context, r *Report) ([]Candidate, error)
	// Compare scores one pair, whatever its score.
	Compare(n *Notice, r *Report) Candidate
}
