package access

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"math/bits"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// A proof of work makes a machine that asks ten thousand times pay, and a person
// wait for a second. It is a price, not a gate: nobody is kept from reporting a
// person by it. The scheme is that of Hashcash (Back, 2002) with SHA-256 and a
// challenge of the server; several small puzzles instead of a large one, so that
// no phone is unlucky for long.

// ProofMode says when a proof is asked for.
type ProofMode string

// The modes.
const (
	ProofOff  ProofMode = "off"
	ProofAuto ProofMode = "auto" // while the register is under attack
	ProofOn   ProofMode = "on"
)

// Proof says how hard a proof is, and when it is asked for.
type Proof struct {
	Mode   ProofMode
	Bits   int           // zero bits that each hash must begin with
	Harder int           // bits more while strangers find too many records
	Rounds int           // hashes to find
	Life   time.Duration // of a challenge
	Calm   time.Duration // without a sign of attack, after which ProofAuto asks no more
}

// Wanted reports whether a proof is asked for, attacked being the last sign of an
// attack, or zero.
func (p Proof) Wanted(attacked, now time.Time) bool {
	return p.Mode == ProofOn || p.Mode == ProofAuto && !attacked.IsZero() && now.Before(attacked.Add(p.Calm))
}

// ProofKey signs challenges. It need not outlive the process.
type ProofKey [32]byte

// NewProofKey returns a fresh key.
func NewProofKey() (k ProofKey) {
	rand.Read(k[:])
	return k
}

// ErrProof means that a proof is missing, wrong, late or for something else.
var ErrProof = errors.New("no proof of work")

// Challenge returns what a visitor has to solve for a purpose:
// until.bits.rounds.nonce.seal, of which the seal is what is hashed. It is good
// for that purpose, that address and that time only.
func (k ProofKey) Challenge(p Proof, purpose string, who netip.Prefix, now time.Time) string {
	var nonce [9]byte
	rand.Read(nonce[:])
	head := fmt.Sprintf("%d.%d.%d.%s", now.Add(p.Life).Unix(), p.Bits, p.Rounds, base64.RawURLEncoding.EncodeToString(nonce[:]))
	return head + "." + k.seal(head, purpose, who)
}

func (k ProofKey) seal(head, purpose string, who netip.Prefix) string {
	m := hmac.New(sha256.New, k[:])
	fmt.Fprintf(m, "retrouve proof\x00%s\x00%s\x00%s", head, purpose, who)
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil)[:16])
}

// Check returns the seal of a challenge that was solved, which the caller keeps
// until the time given so that it is used once; ErrProof otherwise. solution is
// one number for each round, with dots between.
func (k ProofKey) Check(challenge, solution, purpose string, who netip.Prefix, now time.Time) (seal string, until time.Time, err error) {
	part := strings.Split(challenge, ".")
	if len(part) != 5 || len(challenge) > 200 || len(solution) > 1000 {
		return "", until, ErrProof
	}
	head := strings.Join(part[:4], ".")
	if !hmac.Equal([]byte(part[4]), []byte(k.seal(head, purpose, who))) {
		return "", until, ErrProof
	}
	var n [3]int64 // signed by us, so they are numbers
	for i := range n {
		n[i], _ = strconv.ParseInt(part[i], 10, 64)
	}
	if until = time.Unix(n[0], 0); !now.Before(until) {
		return "", until, ErrProof
	}
	answers := strings.Split(solution, ".")
	if int64(len(answers)) != n[2] {
		return "", until, ErrProof
	}
	for i, a := range answers {
		if !solves(part[4], i, a, int(n[1])) {
			return "", until, ErrProof
		}
	}
	return part[4], until, nil
}

// solves reports whether SHA-256(seal:round:answer) begins with that many zero bits.
func solves(seal string, round int, answer string, zeros int) bool {
	h := sha256.Sum256([]byte(seal + ":" + strconv.Itoa(round) + ":" + answer))
	n := 0
	for _, b := range h {
		n += bits.LeadingZeros8(b)
		if b != 0 {
			break
		}
	}
	return n >= zeros
}

// Solve finds a solution, as the script of the pages does; for tests and for
// programs that have to file many records.
func Solve(challenge string) (string, error) {
	part := strings.Split(challenge, ".")
	if len(part) != 5 {
		return "", ErrProof
	}
	zeros, _ := strconv.Atoi(part[1])
	rounds, _ := strconv.Atoi(part[2])
	if zeros > 32 || rounds > 256 {
		return "", ErrProof
	}
	answers := make([]string, rounds)
	for i := range answers {
		for n := 0; ; n++ {
			if answers[i] = strconv.Itoa(n); solves(part[4], i, answers[i], zeros) {
				break
			}
		}
	}
	return strings.Join(answers, "."), nil
}
