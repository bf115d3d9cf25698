package vault

import (
	"bytes"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

var testRef = registry.Ref{Kind: registry.KindNotice, ID: "n1"}

func newTest(t testing.TB) *Vault {
	v, err := New(NewKey())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSealOpen(t *testing.T) {
	v, key, plain := newTest(t), NewKey(), []byte("Camille, last seen at the station")
	head := []byte("head")
	value, err := v.Seal(head, key, testRef, 3, plain)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(value, head) || bytes.Contains(value, plain[:8]) {
		t.Fatalf("sealed value %q must keep its head and hide the rest", value)
	}
	got, err := v.Open(head, key, testRef, 3, value[len(head):])
	if err != nil || !bytes.Equal(got, plain) {
		t.Fatalf("Open = %q, %v", got, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	v, key := newTest(t), NewKey()
	value, _ := v.Seal([]byte("head"), key, testRef, 3, []byte("plain"))
	sealed := value[4:]
	other := registry.Ref{Kind: registry.KindNotice, ID: "n2"}
	otherKind := registry.Ref{Kind: registry.KindReport, ID: "n1"}
	for name, open := range map[string]func() ([]byte, error){
		"another id":      func() ([]byte, error) { return v.Open([]byte("head"), key, other, 3, sealed) },
		"another kind":    func() ([]byte, error) { return v.Open([]byte("head"), key, otherKind, 3, sealed) },
		"another version": func() ([]byte, error) { return v.Open([]byte("head"), key, testRef, 4, sealed) },
		"another head":    func() ([]byte, error) { return v.Open([]byte("heat"), key, testRef, 3, sealed) },
		"another key":     func() ([]byte, error) { return v.Open([]byte("head"), NewKey(), testRef, 3, sealed) },
		"a short key":     func() ([]byte, error) { return v.Open([]byte("head"), key[:16], testRef, 3, sealed) },
		"nothing":         func() ([]byte, error) { return v.Open([]byte("head"), key, testRef, 3, nil) },
	} {
		if got, err := open(); err == nil {
			t.Errorf("%s opens: %q", name, got)
		}
	}
	for i := range len(sealed) * 8 {
		bad := bytes.Clone(sealed)
		bad[i/8] ^= 1 << (i % 8)
		if _, err := v.Open([]byte("head"), key, testRef, 3, bad); err == nil {
			t.Fatalf("opens with bit %d flipped", i)
		}
	}
}

func TestWrapUnwrap(t *testing.T) {
	v, key := newTest(t), NewKey()
	wrapped, err := v.Wrap(testRef, key)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := v.Unwrap(testRef, wrapped); err != nil || !bytes.Equal(got, key) {
		t.Fatalf("Unwrap = %x, %v", got, err)
	}
	if _, err := v.Unwrap(registry.Ref{Kind: registry.KindNotice, ID: "n2"}, wrapped); err == nil {
		t.Error("a key unwraps for another record")
	}
	if _, err := newTest(t).Unwrap(testRef, wrapped); err == nil {
		t.Error("a key unwraps under another master key")
	}
	if _, err := v.Wrap(testRef, key[:31]); err == nil {
		t.Error("a short key is wrapped")
	}
}

func TestForget(t *testing.T) {
	v := newTest(t)
	wrapped, err := v.Wrap(testRef, NewKey())
	if err != nil {
		t.Fatal(err)
	}
	v.Forget()
	if _, err := v.Unwrap(testRef, wrapped); err == nil {
		t.Error("a key is unwrapped by a vault that forgot")
	}
	if _, err := v.Wrap(testRef, NewKey()); err == nil {
		t.Error("a key is wrapped by a vault that forgot")
	}
}

func TestBindIsUnambiguous(t *testing.T) {
	a := bind("p", registry.Ref{Kind: "ab", ID: "c"}, 1, nil)
	b := bind("p", registry.Ref{Kind: "a", ID: "bc"}, 1, nil)
	if bytes.Equal(a, b) {
		t.Error("two records share their associated data")
	}
}

func FuzzOpen(f *testing.F) {
	v, key := newTest(f), NewKey()
	value, _ := v.Seal(nil, key, testRef, 1, []byte("plain"))
	f.Add("n1", uint64(2), value)
	f.Add("n2", uint64(1), value)
	f.Add("", uint64(0), []byte{})
	f.Fuzz(func(t *testing.T, id string, version uint64, sealed []byte) {
		ref := registry.Ref{Kind: registry.KindNotice, ID: id}
		if id == "n1" && version == 1 && bytes.Equal(sealed, value) {
			return
		}
		if _, err := v.Open(nil, key, ref, registry.Version(version), sealed); err == nil {
			t.Fatal("opens what was never sealed")
		}
		if _, err := v.Unwrap(ref, sealed); err == nil {
			t.Fatal("unwraps what was never wrapped")
		}
	})
}

func BenchmarkSealAndWrap(b *testing.B) {
	v, plain := newTest(b), make([]byte, 2000)
	for b.Loop() {
		key := NewKey()
		_, _ = v.Seal(nil, key, testRef, 1, plain)
		_, _ = v.Wrap(testRef, key)
	}
}
