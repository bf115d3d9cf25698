package registry

import (
	"context"
	"time"
)

// Advice is what somebody recommends to who decides.
type Advice string

// The kinds of advice.
const (
	AdviceNone Advice = ""
	AdviceYes  Advice = "yes" // the same person
	AdviceNo   Advice = "no"  // not the same person
)

// MaxComments bounds what can be said about one pair.
const MaxComments = 100

// Comment is what people of the desk say to each other about a pair. No seeker,
// no source and nobody in public reads it.
type Comment struct {
	By     AccountID
	Ring   Ring
	Advice Advice
	Text   string
	Made   time.Time
}

// CommentLink is a remark on a pair, with a recommendation or without.
type CommentLink struct {
	Link   LinkID
	Text   string // the reason; needed
	Advice Advice
	Once   string // random id made with the form: the same one sent again adds nothing
}

// CommentLink keeps what a volunteer or moderator says about a pair that waits
// for a decision. It is a statement about the link, which nothing but Pair reads.
// The link keeps its version: a remark must not send away who is deciding.
func (s *Service) CommentLink(ctx context.Context, by Viewer, req CommentLink) error {
	return s.change(ctx, "CommentLink", func(r Reader, now time.Time) (b Batch, err error) {
		ref := Ref{KindLink, string(req.Link)}
		if !by.Reviews() || by.Ring == RingSystem {
			return b, &Error{Op: "CommentLink", Kind: KindForbidden, Ref: ref}
		}
		var l Link
		if _, err := r.Get(ref, &l); err != nil {
			return b, err
		}
		if !by.Moderates() && !l.undecided() {
			return b, &Error{Op: "CommentLink", Kind: KindNotFound, Ref: ref}
		}
		st, p := req.statement(by, now)
		if len(p) == 0 && len(all(r, IndexStatements, ref.String())) >= MaxComments {
			p.Add("comment", "too_many", "max", MaxComments)
		}
		if p != nil || r.Version(st.Ref()) != 0 {
			return b, p.Err()
		}
		b.put(st, 0, "link.commented", now)
		return b, nil
	})
}

// statement cleans the remark.
func (req CommentLink) statement(by Viewer, now time.Time) (*Statement, Problems) {
	var c Checker
	about := Ref{KindLink, string(req.Link)}
	text := c.Text("comment", req.Text, MaxText)
	if text == "" && len(c.Problems) == 0 {
		c.Problems.Add("comment", "needed")
	}
	switch req.Advice {
	case AdviceNone, AdviceYes, AdviceNo:
	default:
		c.Problems.Add("advice", "choose")
	}
	id := statementID(req.Once, about)
	return &Statement{ID: id, Kind: Commented, About: about, Text: text, Advice: req.Advice, By: by, Made: now}, c.Problems
}

// comments returns what was said about a link, oldest first.
func comments(r Reader, link LinkID) ([]Comment, error) {
	var list []Comment
	err := eachStatement(r, Ref{KindLink, string(link)}, func(st *Statement) {
		list = append(list, Comment{By: st.By.Account, Ring: st.By.Ring, Advice: st.Advice, Text: st.Text, Made: st.Made})
	})
	return list, err
}
