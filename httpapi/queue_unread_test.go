package httpapi_test

import (
	"context"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// noTasks is a store in which no task can be read.
type noTasks struct{ registry.Store }

type noTasksReader struct{ registry.Reader }

func (r noTasksReader) Get(ref registry.Ref, into registry.Record) (registry.Version, error) {
	if ref.Kind == registry.KindTask {
		return 0, &registry.Error{Op: "Get", Kind: registry.KindInternal, Ref: ref}
	}
	return r.Reader.Get(ref, into)
}

func (s noTasks) View(ctx context.Context, f func(registry.Reader) error) error {
	return s.Store.View(ctx, func(r registry.Reader) error { return f(noTasksReader{r}) })
}

// TestUnreadTask: moderators read that a task is missing which cannot be read, and go
// on with the rest.
func TestUnreadTask(t *testing.T) {
	c := newCast(t)
	ask := func(role string) string {
		rec := c.ask("GET", "/en/desk/queue", role, c.session(role), nil, nil)
		if rec.Code != 200 {
			t.Fatalf("%s: %d", role, rec.Code)
		}
		return rec.Body.String()
	}
	const missing = "cannot be read and"
	if strings.Contains(ask("moderator"), missing) {
		t.Error("a task is said to be missing")
	}
	c.service.Store = noTasks{c.service.Store}
	if page := ask("moderator"); !strings.Contains(page, missing) || !strings.Contains(page, "retrouve check") {
		t.Error("nothing says that a task is missing")
	}
	if strings.Contains(ask("volunteer"), missing) {
		t.Error("a volunteer reads of tasks")
	}
}
