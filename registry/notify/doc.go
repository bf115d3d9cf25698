// Package notify carries news out of the registry: letters by e-mail (SMTP) and
// short message (a gateway asked over HTTP), and signed webhooks.
//
// The registry decides what is told to whom and keeps the letters
// (registry.Letter); this package sends them. A letter is tried at least once,
// and sent twice only when the program ends between the server's answer and the
// commit that notes it: its Message-ID is the same then. What a server answers is
// kept as a code, since its words often repeat the address.
package notify
