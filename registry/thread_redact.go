package registry

import "log/slog"

// What people write to each other tells a log its id only.

// LogValue shows the id only.
func (t Thread) LogValue() slog.Value { return slog.StringValue(t.Ref().String()) }

// LogValue shows the id only.
func (m Message) LogValue() slog.Value { return slog.StringValue(m.Ref().String()) }

// LogValue redacts the message.
func (OpenThread) LogValue() slog.Value { return redacted }

// LogValue shows the id of the thread only.
func (m SendMessage) LogValue() slog.Value { return slog.StringValue(string(m.Thread)) }

// LogValue shows the id only.
func (p ThreadPage) LogValue() slog.Value { return slog.StringValue(string(p.ID)) }

// LogValue redacts the message.
func (ThreadMessage) LogValue() slog.Value { return redacted }

// LogValue redacts the message.
func (HeldMessage) LogValue() slog.Value { return redacted }

// LogValue shows the id of the thread only.
func (a AnswerThread) LogValue() slog.Value { return slog.StringValue(string(a.Thread)) }
