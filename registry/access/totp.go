package access

import (
	"bytes"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"image/png"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"
)

// What every authenticator app understands (RFC 6238): SHA-1, six digits, steps
// of thirty seconds. One step of skew to either side is for clocks and for slow
// typing (RFC 6238, section 5.2).
const (
	totpStep = 30 * time.Second
	totpSkew = 1
	totpSize = 20 // bytes, as long as the hash (RFC 4226, section 4)
)

var base32Plain = base32.StdEncoding.WithPadding(base32.NoPadding)

// newSecret returns a fresh secret of a second factor.
func newSecret() string {
	var b [totpSize]byte
	rand.Read(b[:])
	return base32Plain.EncodeToString(b[:])
}

// matchTOTP returns the step whose code this is. A code of a step up to the last
// used one never matches: who looks over a shoulder cannot use it again.
func matchTOTP(secret, code string, last int64, now time.Time) (step int64, ok bool) {
	code = strings.Join(strings.Fields(code), "")
	if secret == "" || len(code) != otp.DigitsSix.Length() {
		return 0, false
	}
	middle := now.Unix() / int64(totpStep/time.Second)
	for s := middle - totpSkew; s <= middle+totpSkew; s++ {
		want, err := hotp.GenerateCodeCustom(secret, uint64(s), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 && s > last {
			step, ok = s, true
		}
	}
	return step, ok
}

// secretImage draws the secret for an app's camera, as a PNG.
func secretImage(issuer, name, secret string) ([]byte, error) {
	raw, err := base32Plain.DecodeString(secret)
	if err != nil {
		return nil, err
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: name, Secret: raw})
	if err != nil {
		return nil, err
	}
	img, err := key.Image(264, 264)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = png.Encode(&b, img)
	return b.Bytes(), err
}
