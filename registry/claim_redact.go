package registry

import "log/slog"

// What people say about themselves tells a log its id only.

// LogValue shows the id only.
func (c Claim) LogValue() slog.Value { return slog.StringValue(c.Ref().String()) }

// LogValue redacts the request.
func (ClaimNotice) LogValue() slog.Value { return redacted }

// LogValue redacts the claim.
func (ClaimPage) LogValue() slog.Value { return redacted }

// LogValue shows the id only.
func (v DeskClaim) LogValue() slog.Value { return slog.StringValue(string(v.ID)) }

// LogValue shows the id of the claim only.
func (v VerifyClaim) LogValue() slog.Value { return slog.StringValue(string(v.Claim)) }

// LogValue redacts the hash.
func (Silence) LogValue() slog.Value { return redacted }
