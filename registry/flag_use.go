package registry

import (
	"context"
	"strings"
	"time"
)

// FlagNotice is a request to have a notice looked at.
type FlagNotice struct {
	Reference  Reference
	Reason     FlagReason
	Text       string
	Near, Wide string // keyed hashes of the address and of the provider's network
	Doubts     []Doubt
}

// Most flags that one notice keeps, and of them from one provider's network: a
// flood neither fills the store nor crowds out the flags of others.
const (
	maxFlags     = 1000
	maxFlagsWide = 20
)

// FlagNotice records that something is wrong with a public notice, and hides it
// until a person looked where FlagsHide says so. A second flag of one source
// changes nothing, and no answer tells a sender what became of theirs.
func (s *Service) FlagNotice(ctx context.Context, by Viewer, req FlagNotice) error {
	return s.change(ctx, "FlagNotice", func(r Reader, now time.Time) (b Batch, err error) {
		n, err := publicNotice(r, req.Reference, now)
		if err != nil {
			return b, err
		}
		f, p := req.flag(n.ID, by, now)
		if err := p.Err(); err != nil {
			return b, err
		}
		if r.Version(f.Ref()) != 0 || crowded(r, f) {
			return b, nil
		}
		b.put(f, 0, "flag.made", now)
		flags, err := flagsOf(r, n.ID)
		if err != nil || !FlagsHide(append(flags, *f), n.vouched(r)) {
			return b, err
		}
		return b, putHeld(r, &b, n, r.Version(n.Ref()), System, "", []Doubt{DoubtFlags}, now)
	})
}

func (req FlagNotice) flag(id NoticeID, by Viewer, now time.Time) (*Flag, Problems) {
	var c Checker
	text := c.Text("text", req.Text, MaxText)
	known := false
	for _, r := range FlagReasons() {
		known = known || r == req.Reason
	}
	if !known {
		c.Problems.Add("reason", "choose")
	}
	if req.Reason == FlagOther && text == "" && len(c.Problems) == 0 {
		c.Problems.Add("text", "empty")
	}
	near := req.Near
	if by.Account != "" {
		near = string(by.Account)
	}
	flag := PairID(id, ReportID("flag\x00"+near))
	return &Flag{
		ID: FlagID(flag), Notice: id, Reason: req.Reason, Text: text, Made: now, By: by, Near: near, Wide: req.Wide, Doubts: req.Doubts,
	}, c.Problems
}

// crowded reports whether a notice has as many flags as it keeps.
func crowded(r Reader, f *Flag) bool {
	total, wide := 0, 0
	for v := range r.Find(IndexFlags, string(f.Notice)+" ") {
		if total++; v == string(f.Notice)+" "+f.Wide {
			wide++
		}
	}
	return total >= maxFlags || wide >= maxFlagsWide
}

// flagsOf returns the flags of a notice when they come from enough networks to
// matter, so that a thousand from one cost nothing to read.
func flagsOf(r Reader, id NoticeID) ([]Flag, error) {
	var refs []Ref
	wides := map[string]int{}
	for v, ref := range r.Find(IndexFlags, string(id)+" ") {
		if wides[v]++; wides[v] <= flagMost {
			refs = append(refs, ref)
		}
	}
	if len(wides) < flagSources-1 {
		return nil, nil
	}
	return getFlags(r, refs)
}

func getFlags(r Reader, refs []Ref) ([]Flag, error) {
	var flags []Flag
	for _, ref := range refs {
		var f Flag
		if _, err := r.Get(ref, &f); err != nil {
			return nil, err
		}
		flags = append(flags, f)
	}
	return flags, nil
}

// Flagged is a notice with the flags that nobody answered.
type Flagged struct {
	ModeratorNotice
	Vouched bool       // never hidden by flags
	Flags   []DeskFlag // at most so many
	Total   int
	Sources int // distinct networks
}

// DeskFlag is a flag as moderators read it: not from where it came.
type DeskFlag struct {
	Reason FlagReason
	Text   string
	Made   time.Time
	By     Ring // empty: anybody
	Doubts []Doubt
}

// maxShownFlags is how many flags of one notice a moderator sees at once.
const maxShownFlags = 20

// FlagQueue returns the notices with open flags, from an offset on, and how many
// there are. Reading them is noted.
func (s *Service) FlagQueue(ctx context.Context, by Viewer, offset, limit int) (list []Flagged, total int, err error) {
	if !by.Moderates() {
		return nil, 0, &Error{Op: "FlagQueue", Kind: KindForbidden}
	}
	err = s.Store.View(ctx, func(r Reader) error {
		open := map[string][]Ref{}
		var order []string
		for notice, ref := range r.Find(IndexOpenFlags, "") {
			if len(open[notice]) == 0 {
				order = append(order, notice)
			}
			open[notice] = append(open[notice], ref)
		}
		total = len(order)
		for _, id := range order[min(offset, total):min(offset+limit, total)] {
			v, err := s.flagged(r, NoticeID(id), open[id])
			if err != nil {
				return err
			}
			if v != nil {
				list = append(list, *v)
			}
		}
		return nil
	})
	return list, total, s.watch(ctx, by, "flags.read", Ref{}, err)
}

func (s *Service) flagged(r Reader, id NoticeID, refs []Ref) (*Flagged, error) {
	var n Notice
	at := Ref{KindNotice, string(id)}
	if _, err := r.Get(at, &n); s.damaged(err, at) || KindOf(err) == KindNotFound && err != nil {
		return nil, nil // erased since
	} else if err != nil {
		return nil, err
	}
	flags, err := getFlags(r, refs[:min(len(refs), maxShownFlags)])
	if err != nil {
		return nil, err
	}
	wides := map[string]bool{}
	for v := range r.Find(IndexFlags, string(id)+" ") {
		_, wide, _ := strings.Cut(v, " ")
		wides[wide] = true
	}
	shown := make([]DeskFlag, len(flags))
	for i, f := range flags {
		shown[i] = DeskFlag{Reason: f.Reason, Text: f.Text, Made: f.Made, By: f.By.Ring, Doubts: f.Doubts}
	}
	sortByTime(shown, func(f DeskFlag) time.Time { return f.Made })
	return &Flagged{n.ForModerator(s.Clock.Now()), n.vouched(r), shown, len(refs), len(wides)}, nil
}
