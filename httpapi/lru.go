package httpapi

import "container/list"

// lru remembers at most a number of values, and forgets the one that was asked
// for longest ago: a flood of addresses cannot fill the memory. It is not safe
// for concurrent use.
type lru[K comparable, V any] struct {
	most  int
	order *list.List // of lruEntry, the latest first
	by    map[K]*list.Element
}

type lruEntry[K comparable, V any] struct {
	key   K
	value V
}

func newLRU[K comparable, V any](most int) *lru[K, V] {
	return &lru[K, V]{most: most, order: list.New(), by: map[K]*list.Element{}}
}

// get returns the value of a key, the zero value when there is none.
func (l *lru[K, V]) get(key K) (value V, ok bool) {
	e, ok := l.by[key]
	if !ok {
		return value, false
	}
	l.order.MoveToFront(e)
	return e.Value.(*lruEntry[K, V]).value, true
}

func (l *lru[K, V]) put(key K, value V) {
	if e, ok := l.by[key]; ok {
		e.Value.(*lruEntry[K, V]).value = value
		l.order.MoveToFront(e)
		return
	}
	l.by[key] = l.order.PushFront(&lruEntry[K, V]{key, value})
	if l.order.Len() > l.most {
		last := l.order.Back()
		delete(l.by, l.order.Remove(last).(*lruEntry[K, V]).key)
	}
}
