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
		a.put(k, v)
	}
	return v, ok
}

func (a *aging[K, V]) put(k K, v V) {
	a.mu.Lock()
	defer a.mu.Unlock()
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
