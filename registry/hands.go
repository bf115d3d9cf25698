package registry

import "time"

// Where two people must agree, one person with two accounts is one person. An
// admin who invites or resets an account holds its link, and may have used it: for
// HandLife what that account does may be the admin's doing.

// Hand is that somebody could have come in with an account that is another's.
type Hand struct {
	By AccountID `json:"by"` // who made the link by which it was made, or reset
	At time.Time `json:"at"` // when the link was used
}

// HandLife is for how long an account counts as in the hands of who invited or
// reset it. Its owner has complained by then, or uses it.
const HandLife = 7 * 24 * time.Hour

// deed is something that an account did.
type deed struct {
	by AccountID
	at time.Time
}

// hands returns all accounts whose owner may have done a deed: the one that did
// it, who had invited or reset that, who had invited or reset them, and so on.
// What the machine itself makes is in nobody's hands: who is at the machine has
// other ways.
func hands(r Reader, d deed) (map[AccountID]bool, error) {
	all, todo := map[AccountID]bool{}, []deed{d}
	for seen := map[deed]bool{}; len(todo) > 0; {
		d, todo = todo[0], todo[1:]
		if seen[d] {
			continue
		}
		seen[d], all[d.by] = true, true
		acc, err := staffOf(r, d.by)
		if err != nil && KindOf(err) == KindNotFound {
			continue
		} else if err != nil {
			return nil, err
		}
		for _, h := range acc.Hands {
			if !h.At.After(d.at) && d.at.Sub(h.At) < HandLife {
				todo = append(todo, deed{h.By, h.At})
			}
		}
	}
	return all, nil
}

// Codes of the problem that two deeds are not of two people.
const (
	sameAccount = "second_same"
	sameHands   = "second_hands"
)

// checkTwo refuses a second person who is, or may be, the first. Whatever needs
// two people asks here.
func checkTwo(r Reader, first, second deed, field string, p *Problems) error {
	if first.by == second.by {
		p.Add(field, sameAccount)
		return nil
	}
	mine, err := hands(r, first)
	if err != nil {
		return err
	}
	yours, err := hands(r, second)
	for id := range yours {
		if mine[id] {
			p.Add(field, sameHands)
			break
		}
	}
	return err
}
