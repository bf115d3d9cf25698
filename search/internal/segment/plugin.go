package segment

import (
	"errors"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/zapx/v17"
)

// Type is what an index says in its settings to be made of such segments.
const Type = "terms"

// Version is that of the format, which is Bleve's.
const Version = zap.Version

// Plugin makes segments of documents that are Sources; see scorch.SegmentPlugin.
// Reading and merging are Bleve's own.
type Plugin struct{ zap.ZapPlugin }

// Source is a document in a batch of Bleve.
type Source interface {
	index.Document
	Terms() *Document
}

var errSource = errors.New("the document has no terms")

// Type returns Type.
func (*Plugin) Type() string { return Type }

// New makes a segment in memory.
func (p *Plugin) New(batch []index.Document) (segment.Segment, uint64, error) {
	return p.NewUsing(batch, nil)
}

// NewUsing makes a segment in memory.
func (*Plugin) NewUsing(batch []index.Document, config map[string]any) (segment.Segment, uint64, error) {
	docs := make([]*Document, len(batch))
	for i, d := range batch {
		s, ok := d.(Source)
		if !ok {
			return nil, 0, errSource
		}
		docs[i] = s.Terms()
	}
	return newFresh(docs, config), 0, nil
}

// Merge makes one segment of several.
func (p *Plugin) Merge(list []segment.Segment, drops []*roaring.Bitmap, path string, stop chan struct{}, s segment.StatsReporter) ([][]uint64, uint64, error) {
	list, err := bare(list)
	if err != nil {
		return nil, 0, err
	}
	return p.ZapPlugin.Merge(list, drops, path, stop, s)
}

// MergeUsing makes one segment of several.
func (p *Plugin) MergeUsing(list []segment.Segment, drops []*roaring.Bitmap, path string, stop chan struct{}, s segment.StatsReporter, config map[string]any) ([][]uint64, uint64, error) {
	list, err := bare(list)
	if err != nil {
		return nil, 0, err
	}
	return p.ZapPlugin.MergeUsing(list, drops, path, stop, s, config)
}

// bare returns segments as Bleve knows them.
func bare(list []segment.Segment) ([]segment.Segment, error) {
	out := make([]segment.Segment, len(list))
	for i, s := range list {
		out[i] = s
		if f, ok := s.(*fresh); ok {
			base, err := f.base()
			if err != nil {
				return nil, err
			}
			out[i] = base
		}
	}
	return out, nil
}
