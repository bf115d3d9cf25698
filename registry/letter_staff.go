package registry

import "time"

// toldStaff says which letters to staff a change calls for, as told does for
// families. It answers nil for changes that staff are not told of.
func (m *mailing) toldStaff(c Change) ([]news, error) {
	if m.r.Count(KindMailbox) == 0 && c.Ref.Kind != KindInvitation {
		return nil, nil
	}
	switch c.What {
	case "invitation.made":
		return m.toldInvited(c.Ref)
	case "account.password_changed", "account.recovery_renewed", "account.factor_set", "account.reset", "account.reset_done":
		return m.toldOwner(c)
	case "account.guessed":
		return m.toldAccount(AccountID(c.Ref.ID), LetterGuessed, c.Ref)
	case "account.signed_in_anew":
		return m.toldAccount(AccountID(c.Ref.ID), LetterSignIn, c.Ref)
	case "contact.alarm":
		return m.toldAlarm()
	case "key.added":
		return m.toldMaker(c.Ref)
	case "task.taken":
		return m.toldTaker(c.Ref)
	case "task.added":
		var t Task
		if _, err := m.r.Get(c.Ref, &t); err != nil || t.Kind != TaskDeath && t.Kind != TaskDead {
			return nil, err
		}
		return m.toldUrgent()
	case "link.proposed":
		var l Link
		if _, err := m.r.Get(c.Ref, &l); err != nil || l.State != LinkProposed || !l.Urgency.Child || l.Score < urgentScore {
			return nil, err
		}
		return m.toldUrgent()
	case "claim.urgent":
		return m.toldUrgent()
	case "claim.withdrawn":
		return m.toldVerifier(c.Ref)
	}
	return nil, nil
}

// toldAccount tells the owner of an account.
func (m *mailing) toldAccount(id AccountID, kind LetterKind, about Ref) ([]news, error) {
	a, err := staffAddressee(m.r, id)
	if err != nil {
		return nil, err
	}
	return []news{{kind: kind, to: a, about: about}}, nil
}

// toldInvited sends an invitation that is not handed over by a person.
func (m *mailing) toldInvited(ref Ref) ([]news, error) {
	a, err := invitee(m.r, ref)
	if err != nil {
		return nil, err
	}
	var i invitedRecord
	_, err = m.r.Get(ref, &i)
	kind := LetterInvited
	if i.Account != "" {
		kind = LetterReset
	}
	return []news{{kind: kind, to: a, about: ref}}, err
}

// toldOwner tells the owner of an account that how one comes in with it changed.
// What they do on their first day they know.
func (m *mailing) toldOwner(c Change) ([]news, error) {
	acc, err := staffOf(m.r, AccountID(c.Ref.ID))
	if err != nil || c.What == "account.factor_set" && len(acc.Hands) < 2 && c.At.Sub(acc.Created) < 24*time.Hour {
		return nil, err
	}
	return m.toldAccount(acc.ID, LetterAccount, c.Ref)
}

// toldAlarm tells all admins that an account opens very many contacts. Whose it is
// stands in the audit log, where the letter leads.
func (m *mailing) toldAlarm() (list []news, err error) {
	err = m.mailboxes(func(box *Mailbox, _ Version, acc Staff) error {
		if acc.Role == RingAdmin && !acc.Shut(m.now) {
			list = append(list, news{kind: LetterAlarm, to: box.addressee(m.r)})
		}
		return nil
	})
	return list, err
}

// keyRecord reads who made a key for programs. It is never put.
type keyRecord struct {
	ID AccountID `json:"id"`
	By AccountID `json:"by"`
}

// Ref names the record.
func (k *keyRecord) Ref() Ref { return Ref{KindAPIKey, string(k.ID)} }

// Keys returns nothing: the entries are those of the whole key.
func (k *keyRecord) Keys() []Key { return nil }

// toldMaker tells who made a key for programs, if it really was them.
func (m *mailing) toldMaker(ref Ref) ([]news, error) {
	var k keyRecord
	if _, err := m.r.Get(ref, &k); err != nil {
		return nil, err
	}
	return m.toldAccount(k.By, LetterKey, ref)
}

// toldTaker tells the named human who tells a family of a death.
func (m *mailing) toldTaker(ref Ref) ([]news, error) {
	var t Task
	if _, err := m.r.Get(ref, &t); err != nil || t.Kind != TaskDeath || t.Takes == "" {
		return nil, err
	}
	return m.toldAccount(t.Takes, LetterTask, ref)
}

// toldVerifier tells who made sure of a claim that the person takes it back.
func (m *mailing) toldVerifier(ref Ref) ([]news, error) {
	var c Claim
	if _, err := m.r.Get(ref, &c); err != nil || c.State != ClaimVerified || c.Back.IsZero() || c.By.Account == "" {
		return nil, err
	}
	return m.toldAccount(c.By.Account, LetterClaim, ref)
}

// holdsStaff reports whether what a letter to staff tells is still so.
func (l *Letter) holdsStaff(r Reader, now time.Time) bool {
	switch l.Kind {
	case LetterTask:
		var t Task
		_, err := r.Get(l.About, &t)
		return err == nil && t.Done.IsZero() && string(t.Takes) == l.To.Record.ID
	case LetterTasks, LetterUrgent:
		var m Mailbox
		_, err := r.Get(mailboxRef(AccountID(l.To.Record.ID)), &m)
		return err == nil && !m.NoWork && (l.Kind == LetterTasks || urgentWaits(r))
	case LetterRole:
		acc, err := staffOf(r, AccountID(l.To.Record.ID))
		return err == nil && acc.Soon(now)
	}
	return true
}
