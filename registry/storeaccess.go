package registry

// The kinds of record of who may come in, see package access.
const (
	KindInvitation Kind = "invitation"
	KindAPIKey     Kind = "key"
	KindKeyUse     Kind = "key-use"
)

// The indexes of who may come in.
const (
	IndexAccountSessions IndexName = "account-sessions"
	IndexInvitation      IndexName = "invitation"
	IndexAPIKey          IndexName = "key"
)
