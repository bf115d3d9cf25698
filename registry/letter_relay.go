package registry

// toldMessage tells a seeker that somebody wrote to them. The outside party left
// no address: an informer comes back with their code, an organisation has the page
// of its threads.
func toldMessage(r Reader, ref Ref) ([]news, error) {
	var m Message
	if _, err := r.Get(ref, &m); err != nil || m.Side != SideOutside || !m.arrives() {
		return nil, err
	}
	var t Thread
	if _, err := r.Get(Ref{KindThread, string(m.Thread)}, &t); err != nil || !t.Blocked.IsZero() || !t.Closed.IsZero() {
		return nil, err
	}
	a, err := Recipient{t.notice(), t.Seeker}.find(r)
	if err != nil {
		return nil, err
	}
	return []news{{kind: LetterMessage, to: a}}, nil
}
