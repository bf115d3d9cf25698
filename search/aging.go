package search

import "sync"

// aging is a map of bounded size that forgets what was not asked for lately. It is
// safe for concurrent use. What was put or asked for since half of the size was
// filled is young; when the young fill half of it again, the rest is forgotten.
type aging[K comparable, V any] struct {
	half int // bytes
	size func(V) int

	mu         sync.RWMutex
	young, old map[K]V
	filled     int // by the young
}

func newAging[K comparable, V any](bytes int, size func(V) int) *aging[K, V] {
	return &aging[K, V]{half: bytes / 2, size: size, young: map[K]V{}}
}

func (a *aging[K, V]) get(k K) (V, bool) {
	a.mu.RLock()
	v, young := a.young[k]
	ok := young
	if !young {
		v, ok = a.old[k]
	}
	a.mu.RUnlock()
	if ok && !young {
		a.mu.Lock()
		if _, still := a.old[k]; still {
			a.add(k, v)
		}
		a.mu.Unlock()
	}
	return v, ok
}

func (a *aging[K, V]) put(k K, v V) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.add(k, v)
}

func (a *aging[K, V]) add(k K, v V) {
	if _, ok := a.young[k]; ok {
		return
	}
	n := a.size(v)
	if a.filled+n > a.half {
		a.old, a.young, a.filled = a.young, map[K]V{}, 0
	}
	a.young[k] = v
	a.filled += n
}

// drop forgets the keys of which gone says so.
func (a *aging[K, V]) drop(gone func(K) bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for k, v := range a.young {
		if gone(k) {
			a.filled -= a.size(v)
			delete(a.young, k)
		}
	}
	for k := range a.old {
		if gone(k) {
			delete(a.old, k)
		}
	}
}
