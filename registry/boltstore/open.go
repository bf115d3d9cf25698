package boltstore

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math/bits"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// Options says how to open a store. Only Sealer is needed.
type Options struct {
	Sealer   Sealer
	Timeout  time.Duration // how long to wait for another process; 0: two seconds
	ReadOnly bool          // refuse every commit; several processes may read at once
	MaxSize  int64         // bytes that the file may grow to; 0: as the disk allows
	Retry    time.Duration // wait before a failed disk is tried again, doubled up to a minute; 0: one second
	Log      *slog.Logger  // told when the store stops and resumes writing; nil: nobody is

	migrations []migration // instead of the real ones, for tests
}

// withDefaults fills in what was left out.
func (o Options) withDefaults() Options {
	if o.Timeout == 0 {
		o.Timeout = 2 * time.Second
	}
	if o.Retry == 0 {
		o.Retry = firstRetry
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.migrations == nil {
		o.migrations = migrations()
	}
	return o
}

// Open opens the store in a file, and makes the file when there is none and
// ReadOnly is not set. What it refuses it refuses with a sentence for the
// operator: a file in use, damaged, of a newer version or of another master key, and
// a folder that cannot be written.
func Open(path string, opts Options) (*Store, error) {
	if opts.Sealer == nil {
		return nil, errors.New("boltstore: a store needs a sealer")
	}
	opts = opts.withDefaults()
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && !opts.ReadOnly {
		if err := create(path, opts); err != nil {
			return nil, explain(path, err)
		}
	}
	db, err := openFile(path, opts)
	if err != nil {
		return nil, explain(path, err)
	}
	var hiding []byte
	err = attempt(func() error {
		if err := adopt(db, opts); err != nil {
			return err
		}
		return db.View(func(tx *bbolt.Tx) (err error) { hiding, err = hidingKey(tx, opts.Sealer); return err })
	})
	if err != nil {
		return nil, errors.Join(explain(path, err), db.Close())
	}
	return start(db, hiding, opts), nil
}

// start begins to serve an open file.
func start(db *bbolt.DB, hiding []byte, opts Options) *Store {
	s := &Store{
		db: db, sealer: opts.Sealer, hiding: hiding, log: opts.Log,
		queue: make(chan *request, maxGroup), stopped: make(chan struct{}),
	}
	s.health.first = opts.Retry
	if opts.ReadOnly {
		s.health.err = errors.New("the store was opened for reading only")
	}
	go (&writer{Store: s}).run()
	return s
}

// openFile opens a bbolt file that exists. bbolt panics on some damaged files and
// would read past the end of one that was cut; both become errors.
func openFile(path string, opts Options) (db *bbolt.DB, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() < 2*int64(os.Getpagesize()) { // bbolt would fill an empty file anew
		return nil, &damagedError{cause: fmt.Sprintf("the file has only %d bytes", info.Size())}
	}
	var file *os.File // closed by bbolt, but not when it panics
	err = attempt(func() (err error) {
		db, err = bbolt.Open(path, fileMode, boltOptions(opts, &file))
		if err != nil {
			return err
		}
		if err := checkPlace(file, path); err != nil {
			return err
		}
		return checkLength(db, path)
	})
	if err == nil {
		return db, nil
	}
	if db != nil {
		_ = db.Close()
	} else if file != nil && isDamage(err) {
		abandon(file)
	}
	return nil, err
}

func boltOptions(opts Options, file **os.File) *bbolt.Options {
	return &bbolt.Options{
		Timeout:         opts.Timeout,
		ReadOnly:        opts.ReadOnly,
		FreelistType:    bbolt.FreelistMapType,
		PreLoadFreelist: true, // for Verify, also when reading only
		InitialMmapSize: initialMap(),
		MaxSize:         int(opts.MaxSize),
		OpenFile: func(name string, flag int, mode os.FileMode) (f *os.File, err error) {
			*file, err = os.OpenFile(name, flag&^os.O_CREATE, mode)
			return *file, err
		},
	}
}

// initialMap is how many bytes of address space the file is mapped to from the
// start, so that a growing file does not have to wait for its readers. It costs
// nothing but addresses, of which 32 bits have too few.
func initialMap() int {
	if bits.UintSize < 64 {
		return 0
	}
	size := int64(16 << 30)
	return int(size)
}

// checkPlace refuses a file that got another one in its place while this opening
// waited for it: what is written to it would be lost.
func checkPlace(file *os.File, path string) error {
	mine, err := file.Stat()
	if err != nil {
		return err
	}
	now, err := os.Stat(path)
	if err == nil && !os.SameFile(mine, now) {
		err = errReplaced
	}
	return err
}

// checkLength compares the length of the file with what its root says.
func checkLength(db *bbolt.DB, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return db.View(func(tx *bbolt.Tx) error {
		if info.Size() < tx.Size() {
			return &damagedError{cause: fmt.Sprintf("%d of its %d bytes are missing", tx.Size()-info.Size(), tx.Size())}
		}
		return nil
	})
}

// explain turns an error of opening into a sentence for the operator.
func explain(path string, err error) error {
	dir := filepath.Dir(path)
	switch {
	case isDamage(err), errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		return fmt.Errorf("the database %s is damaged; keep the file and restore the last backup: %w", path, err)
	case errors.Is(err, bolterrors.ErrTimeout):
		return fmt.Errorf("another retrouve is running on this folder (%s): %w", dir, err)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no registry in the folder %s: %w", dir, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("this user may not write in the folder %s or to the database in it: %w", dir, err)
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("the disk of the folder %s is full: %w", dir, err)
	}
	return fmt.Errorf("the database %s cannot be opened: %w", path, err)
}
