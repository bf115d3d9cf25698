package search

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	berrors "go.etcd.io/bbolt/errors"

	"github.com/retrouve/retrouve/registry"
	"github.com/retrouve/retrouve/search/internal/segment"
)

// Keys inside each Bleve index, written in the same batch as the documents.
const (
	keySeq     = "retrouve-seq"
	keyEpoch   = "retrouve-epoch"
	keyMapping = "retrouve-mapping"
)

// Names in the directory of the index.
const (
	fileCurrent = "current"
	fileOpening = "opening"
	dirPrefix   = "gen-"
)

// Why a generation is not used as it is.
var (
	errMapping = errors.New("index has another mapping")
	errMarker  = errors.New("index did not open the last time")
)

// generation is one pair of Bleve indexes on disk.
type generation struct {
	dir     string
	notices bleve.Index
	reports bleve.Index
	epoch   string
	sealed  bool
	seq     atomic.Uint64  // the log up to here is in both indexes
	users   sync.WaitGroup // searches that are running
}

func (g *generation) indexes() []bleve.Index { return []bleve.Index{g.notices, g.reports} }

// A query looks some eighty terms up in every segment: few of them can be merged
// while they serve, more are merged before.
const (
	fewSegments  = 4
	manySegments = 1 << 20 // more than there can be
)

// settings are given to Bleve at each opening: how many segments of a size are left
// before they are merged, and from how many documents on sizes are told apart.
func settings(wait time.Duration, segments, smallest int) map[string]any {
	return map[string]any{
		"bolt_timeout":           wait.String(),
		"forceSegmentType":       segment.Type,
		"forceSegmentVersion":    int(segment.Version),
		"scorchMergePlanOptions": map[string]any{"MaxSegmentsPerTier": segments, "SegmentsPerMergeTask": segments, "FloorSegmentSize": smallest},
	}
}

// compact makes one segment of each index that has more than so many. They are
// merged all at once, so that each is written once more only.
func (g *generation) compact(ctx context.Context, most int) error {
	for _, idx := range g.indexes() {
		if err := compactIndex(ctx, idx, most); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func compactIndex(ctx context.Context, idx bleve.Index, most int) error {
	v, err := openView(idx, nil)
	if err != nil {
		return err
	}
	many := len(v.segments) > most
	adv, errAdvanced := idx.Advanced()
	if err := errors.Join(errAdvanced, v.close()); err != nil || !many {
		return err
	}
	s, ok := adv.(*scorch.Scorch)
	if !ok {
		return errReader
	}
	plan := mergeplan.SingleSegmentMergePlanOptions
	plan.SegmentsPerMergeTask = manySegments
	return s.ForceMerge(ctx, &plan)
}

// createGeneration makes an empty generation that is to be filled and compacted
// before it is opened to serve: until then nothing is merged.
func createGeneration(dir, epoch string, opts Options) (*generation, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if err := hooks().use(dir, opts.Key); err != nil {
		return nil, err
	}
	g := &generation{dir: dir, epoch: epoch, sealed: opts.Key != nil}
	for _, part := range g.parts() {
		idx, err := bleve.NewUsing(part.path, newMapping(), scorch.Name, scorch.Name, settings(opts.LockTimeout, manySegments, 1))
		if err != nil {
			return nil, errors.Join(err, g.close())
		}
		*part.index = idx
	}
	return g, nil
}

type part struct {
	path  string
	index *bleve.Index
}

func (g *generation) parts() []part {
	return []part{{filepath.Join(g.dir, "notices"), &g.notices}, {filepath.Join(g.dir, "reports"), &g.reports}}
}

// openGeneration opens a generation and tries it out. A marker lies in the
// directory meanwhile: some damages end the process, and nothing but the marker
// can tell the next start. A panic is an error.
func openGeneration(dir string, opts Options) (g *generation, err error) {
	marker := filepath.Join(dir, fileOpening)
	if _, err := os.Stat(marker); err == nil {
		return nil, errMarker
	}
	if err := writeFile(marker, nil); err != nil {
		return nil, err
	}
	if err := hooks().use(dir, opts.Key); err != nil {
		return nil, err
	}
	g = &generation{dir: dir, sealed: opts.Key != nil}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("opening the index: %v", p)
		}
		if err != nil {
			err = errors.Join(err, g.close())
			g = nil
		}
		if err == nil || errors.Is(err, berrors.ErrTimeout) || errors.Is(err, errMapping) {
			err = errors.Join(err, os.Remove(marker))
		}
	}()
	for _, part := range g.parts() {
		idx, err := bleve.OpenUsing(part.path, settings(opts.LockTimeout, fewSegments, groupSize))
		if err != nil {
			return g, err
		}
		*part.index = idx
	}
	return g, g.probe()
}

// probe reads the internal keys and runs one search in each index.
func (g *generation) probe() error {
	for i, idx := range g.indexes() {
		if v, err := idx.GetInternal([]byte(keyMapping)); err != nil {
			return err
		} else if string(v) != g.mapping() {
			return errMapping
		}
		epoch, err := idx.GetInternal([]byte(keyEpoch))
		if err != nil {
			return err
		}
		seq, err := idx.GetInternal([]byte(keySeq))
		if err != nil {
			return err
		}
		if len(seq) != 8 || i > 0 && string(epoch) != g.epoch {
			return errors.New("index has no position")
		}
		g.epoch = string(epoch)
		if n := binary.BigEndian.Uint64(seq); i == 0 || n < g.seq.Load() {
			g.seq.Store(n)
		}
		if _, err := idx.Search(bleve.NewSearchRequestOptions(bleve.NewMatchAllQuery(), 1, 0, false)); err != nil {
			return err
		}
	}
	return nil
}

// close releases the files. It must not be called while searches run.
func (g *generation) close() error {
	var errs []error
	for _, idx := range g.indexes() {
		if idx != nil {
			errs = append(errs, idx.Close())
		}
	}
	hooks().forget(g.dir)
	return errors.Join(errs...)
}

// position writes the internal keys into a batch.
func (g *generation) position(b *batch, seq registry.Seq) {
	b.SetInternal([]byte(keySeq), binary.BigEndian.AppendUint64(nil, uint64(seq)))
	b.SetInternal([]byte(keyEpoch), []byte(g.epoch))
	b.SetInternal([]byte(keyMapping), []byte(g.mapping()))
}

// current returns the directory that the pointer file names, "" when there is none.
func current(dir string) (string, error) {
	b, err := os.ReadFile(filepath.Join(dir, fileCurrent))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	name := strings.TrimSpace(string(b))
	if err != nil || !strings.HasPrefix(name, dirPrefix) || name != filepath.Base(name) {
		return "", err
	}
	return filepath.Join(dir, name), nil
}

// nextGeneration returns a directory name that no generation has had.
func nextGeneration(dir string) (string, error) {
	last := 0
	err := eachGeneration(dir, func(path string) error {
		n, _ := strconv.Atoi(strings.TrimPrefix(filepath.Base(path), dirPrefix))
		last = max(last, n)
		return nil
	})
	return filepath.Join(dir, dirPrefix+strconv.Itoa(last+1)), err
}

// removeOthers deletes every generation but one.
func removeOthers(dir, keep string) error {
	return eachGeneration(dir, func(path string) error {
		if path == keep {
			return nil
		}
		return os.RemoveAll(path)
	})
}

func eachGeneration(dir string, f func(path string) error) error {
	list, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var errs []error
	for _, e := range list {
		if e.IsDir() && strings.HasPrefix(e.Name(), dirPrefix) {
			errs = append(errs, f(filepath.Join(dir, e.Name())))
		}
	}
	return errors.Join(errs...)
}
