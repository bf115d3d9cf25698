package main

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/index/scorch"
)

// plainBatch is how many names go into one batch, as many as search writes at once.
const plainBatch = 2000

// plainIndex is Bleve's own text index of names: one field with all defaults, on
// disk. It is the floor: it neither knows how names are written nor reads records.
type plainIndex struct {
	dir      string
	index    bleve.Index
	analyzer analysis.Analyzer
	batch    *bleve.Batch
	names    int
	took     time.Duration // in Bleve
	ran      time.Duration // on a processor, in its batches
}

func newPlainIndex(dir string) (*plainIndex, error) {
	m := bleve.NewIndexMapping()
	doc := bleve.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt("name", bleve.NewTextFieldMapping())
	m.DefaultMapping = doc
	index, err := bleve.NewUsing(dir, m, scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, err
	}
	return &plainIndex{dir: dir, index: index, batch: index.NewBatch(), analyzer: m.AnalyzerNamed(m.DefaultAnalyzer)}, nil
}

// add indexes a name some time before flush returns.
func (p *plainIndex) add(name string) error {
	start := time.Now()
	err := p.batch.Index(strconv.Itoa(p.names), struct {
		Name string `json:"name"`
	}{name})
	p.names++
	p.took += time.Since(start)
	if err != nil || p.batch.Size() < plainBatch {
		return err
	}
	return p.flush()
}

// flush returns when everything is on disk.
func (p *plainIndex) flush() error {
	start, ran := time.Now(), cpuOf(allThreads)
	err := p.index.Batch(p.batch)
	p.batch.Reset()
	p.took += time.Since(start)
	p.ran += cpuOf(allThreads) - ran
	return err
}

// times asks for the last word of each name, in turn.
func (p *plainIndex) times(ctx context.Context, people []probe, hits int) ([]time.Duration, error) {
	var times []time.Duration
	for _, who := range people {
		words := p.analyzer.Analyze([]byte(who.name))
		if len(words) == 0 {
			continue
		}
		term := bleve.NewTermQuery(string(words[len(words)-1].Term))
		term.SetField("name")
		start := time.Now()
		if _, err := p.index.SearchInContext(ctx, bleve.NewSearchRequestOptions(term, hits, 0, false)); err != nil {
			return nil, err
		}
		times = append(times, time.Since(start))
	}
	return times, nil
}

// report closes the index and compares it with the product's.
func (p *plainIndex) report(built building, t *figures) error {
	err := p.index.Close()
	size, errSize := treeSize(p.dir)
	t.add("plain Bleve text index of the same names", "%.1f s, %.0f names a second, %.1f MiB", p.took.Seconds(), rate(p.names, p.took), mib(size))
	floor := max(p.took.Seconds(), 1e-6)
	t.add("building ours, in times of that", "%.2f", built.all.Seconds()/floor)
	if p.ran > 0 {
		t.add("the same by processor time", "%.2f, plain %.1f s", built.ran.Seconds()/p.ran.Seconds(), p.ran.Seconds())
	}
	t.add("the same without reading and unsealing", "%.2f", (built.all-built.reading).Seconds()/floor)
	return errors.Join(err, errSize)
}
