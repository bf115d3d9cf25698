package vault

import (
	"bytes"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"
)

// header leads the key file, for whoever finds it.
const header = `# Retrouve master key. It opens the records in the data folder; without it
# nobody can read them. Keep this file beside the data folder, never inside it,
# readable by its owner only, and keep a copy in a safe place elsewhere.
`

// format returns the text of a key file: the header, the key in groups that a
// person can copy from paper, and its id, which shows a mistake in copying.
func format(master []byte) []byte {
	text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(master)
	var b bytes.Buffer
	fmt.Fprintf(&b, "%skey %s\nid %s\n", header, groups(text), keyID(master))
	return b.Bytes()
}

// groups puts a space after every fourth letter.
func groups(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// parse reads the text of a key file. It is generous with case, spaces, dashes
// and line ends, and strict with everything else.
func parse(text []byte) ([]byte, error) {
	fields := map[string]string{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, _ := strings.Cut(line, " ")
		if _, twice := fields[name]; twice || name != "key" && name != "id" {
			return nil, errors.New(`it must have one line "key ..." and one line "id ..." and nothing else but comments`)
		}
		fields[name] = strings.NewReplacer(" ", "", "-", "").Replace(value)
	}
	master, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(fields["key"]))
	if err != nil || len(master) != KeySize {
		return nil, errors.New("the key must be 52 letters A-Z and digits 2-7")
	}
	if id := strings.ToLower(fields["id"]); id != keyID(master) {
		return nil, errors.New("the key does not agree with its id, so a letter of one of them is wrong")
	}
	return master, nil
}
