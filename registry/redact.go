package registry

import "log/slog"

// What holds a person's data redacts itself when it is handed to slog as a
// value of its own; a record shows its id. A slice or map of such values does
// not: log ids, not lists.

// LogValue shows the id only.
func (n Notice) LogValue() slog.Value { return slog.StringValue(n.Ref().String()) }

// LogValue shows the id only.
func (r Report) LogValue() slog.Value { return slog.StringValue(r.Ref().String()) }

// LogValue shows the id only.
func (s Statement) LogValue() slog.Value { return slog.StringValue(s.Ref().String()) }

// LogValue shows the id only: the evidence of a link quotes both sides.
func (l Link) LogValue() slog.Value { return slog.StringValue(l.Ref().String()) }

// LogValue shows the id only.
func (t Task) LogValue() slog.Value { return slog.StringValue(t.Ref().String()) }

// LogValue shows the kind only: its id follows from the token.
func (d Draft) LogValue() slog.Value { return slog.StringValue("draft of a " + string(d.Kind)) }

// LogValue redacts the draft's token.
func (Sending) LogValue() slog.Value { return redacted }

// LogValue shows the record only, not its code.
func (r Receipt) LogValue() slog.Value { return slog.StringValue(r.Record.String()) }

// LogValue redacts the person.
func (Person) LogValue() slog.Value { return redacted }

// LogValue redacts the body.
func (Body) LogValue() slog.Value { return redacted }

// LogValue redacts the mark.
func (Mark) LogValue() slog.Value { return redacted }

// LogValue redacts the thing.
func (Thing) LogValue() slog.Value { return redacted }

// LogValue redacts the seeker.
func (Seeker) LogValue() slog.Value { return redacted }

// LogValue redacts the source.
func (Source) LogValue() slog.Value { return redacted }

// LogValue redacts the sighting.
func (Sighting) LogValue() slog.Value { return redacted }

// LogValue redacts all but the record id.
func (o Origin) LogValue() slog.Value { return slog.StringValue(string(o.Record)) }

// LogValue redacts the evidence.
func (Evidence) LogValue() slog.Value { return redacted }

// LogValue shows the ids only.
func (c Candidate) LogValue() slog.Value {
	return slog.StringValue(string(PairID(c.Notice, c.Report)))
}

// LogValue shows the id only.
func (h Hit) LogValue() slog.Value { return slog.StringValue(string(h.Notice)) }

// LogValue redacts the decision, whose reason is free text.
func (Decision) LogValue() slog.Value { return redacted }

// LogValue redacts the request.
func (FileNotice) LogValue() slog.Value { return redacted }

// LogValue redacts the request.
func (ReportFound) LogValue() slog.Value { return redacted }

// LogValue redacts the item.
func (Item) LogValue() slog.Value { return redacted }

// LogValue redacts the decision.
func (DecideLink) LogValue() slog.Value { return redacted }

// LogValue redacts the remark.
func (Comment) LogValue() slog.Value { return redacted }

// LogValue redacts the remark.
func (CommentLink) LogValue() slog.Value { return redacted }

// LogValue shows the id of the task only.
func (q SecondClose) LogValue() slog.Value { return slog.StringValue(string(q.Task)) }

// LogValue redacts what somebody looks for.
func (Query) LogValue() slog.Value { return redacted }

// LogValue redacts the reason, which quotes names.
func (Reason) LogValue() slog.Value { return redacted }

// LogValue redacts the contacts.
func (Contacts) LogValue() slog.Value { return redacted }

// LogValue shows the reference only.
func (v PublicNotice) LogValue() slog.Value { return slog.StringValue(v.Reference.String()) }

// LogValue redacts the looks.
func (Looks) LogValue() slog.Value { return redacted }

// LogValue redacts the statement.
func (PublicStatement) LogValue() slog.Value { return redacted }

// LogValue shows the id only.
func (v SeekerNotice) LogValue() slog.Value { return slog.StringValue(string(v.ID)) }

// LogValue redacts whom to call.
func (SeekerLink) LogValue() slog.Value { return redacted }

// LogValue redacts the statement.
func (SeekerStatement) LogValue() slog.Value { return redacted }

// LogValue shows the id only.
func (v ModeratorNotice) LogValue() slog.Value { return slog.StringValue(string(v.ID)) }

// LogValue shows the id only.
func (v ModeratorReport) LogValue() slog.Value { return slog.StringValue(string(v.ID)) }

// LogValue shows the id only.
func (v SourceReport) LogValue() slog.Value { return slog.StringValue(string(v.ID)) }

// LogValue shows the id only.
func (p Pair) LogValue() slog.Value { return slog.StringValue(string(p.ID)) }

// LogValue shows the id of the link only.
func (q QueueItem) LogValue() slog.Value { return slog.StringValue(string(q.Link)) }

// LogValue shows the id only.
func (t TaskItem) LogValue() slog.Value { return slog.StringValue(string(t.ID)) }

// LogValue redacts why somebody left.
func (Departure) LogValue() slog.Value { return redacted }

// LogValue redacts the request.
func (JoinNotice) LogValue() slog.Value { return redacted }

// LogValue redacts the transfer, whose reason is free text.
func (Transfer) LogValue() slog.Value { return redacted }

// LogValue redacts the request.
func (MarkLater) LogValue() slog.Value { return redacted }

// LogValue shows the id only.
func (c ChainReport) LogValue() slog.Value { return slog.StringValue(string(c.ID)) }

// LogValue redacts the mark, whose reason is free text.
func (Twin) LogValue() slog.Value { return redacted }

// LogValue shows the id only.
func (v DeskTwins) LogValue() slog.Value { return slog.StringValue(string(v.ID)) }

// LogValue shows the id only.
func (t DeskTwin) LogValue() slog.Value { return slog.StringValue(string(t.Notice)) }

// LogValue redacts the review, whose note is free text.
func (Review) LogValue() slog.Value { return redacted }

// LogValue redacts the answer, whose note is free text.
func (ReviewNotice) LogValue() slog.Value { return redacted }

// LogValue shows the id only.
func (v ReviewItem) LogValue() slog.Value { return slog.StringValue(string(v.ID)) }

// LogValue redacts the seeker.
func (DeskSeeker) LogValue() slog.Value { return redacted }

// LogValue shows the id only.
func (o Organisation) LogValue() slog.Value { return slog.StringValue(o.Ref().String()) }

// LogValue redacts the key.
func (Secret) LogValue() slog.Value { return redacted }

// LogValue redacts whom somebody looked for.
func (AskedQuery) LogValue() slog.Value { return redacted }

// LogValue shows the id only.
func (v OwnReport) LogValue() slog.Value { return slog.StringValue(string(v.ID)) }

// LogValue redacts the report.
func (MaskedReport) LogValue() slog.Value { return redacted }

// LogValue shows the reference only.
func (v VerifiedNotice) LogValue() slog.Value { return slog.StringValue(v.Reference.String()) }

// LogValue shows what came only, not by which ways.
func (a Arrival) LogValue() slog.Value { return slog.StringValue(a.Of.String()) }

// LogValue shows the kind only.
func (w Way) LogValue() slog.Value { return slog.StringValue(string(w.Kind())) }

// LogValue shows the id only: a flag may accuse.
func (f Flag) LogValue() slog.Value { return slog.StringValue(f.Ref().String()) }

// LogValue redacts the request.
func (FlagNotice) LogValue() slog.Value { return redacted }

// LogValue redacts the answer, whose note is free text.
func (AnswerFlags) LogValue() slog.Value { return redacted }

// LogValue shows the id only.
func (v Flagged) LogValue() slog.Value { return slog.StringValue(string(v.ID)) }

// LogValue shows the act only: the note is free text.
func (w Sweep) LogValue() slog.Value { return slog.StringValue("sweep") }

// LogValue redacts the request.
func (SweepWay) LogValue() slog.Value { return redacted }

// LogValue redacts the way.
func (c WayCount) LogValue() slog.Value { return redacted }

// LogValue redacts the page.
func (WayPage) LogValue() slog.Value { return redacted }

// LogValue redacts the request, whose reason is free text.
func (TakeBack) LogValue() slog.Value { return redacted }

// LogValue redacts the statement.
func (DeskStatement) LogValue() slog.Value { return redacted }

// LogValue redacts the flag, which may accuse.
func (DeskFlag) LogValue() slog.Value { return redacted }
