package healthcheck

import (
	"context"
	"fmt"
	"sync"

	"github.com/grafana/sobek"
)

// board is where VUs leave each other word; it outlives pages. Of each topic it keeps the latest post and the number of posts.
type board struct {
	mutex  sync.Mutex
	topics map[string]*topic
}

type topic struct {
	posts   int64
	text    string
	changed chan struct{} // closed at the next post: it wakes all that wait, however many
}

// topic is called with the mutex held.
func (b *board) topic(name string) *topic {
	t, ok := b.topics[name]
	if !ok {
		if b.topics == nil {
			b.topics = map[string]*topic{}
		}
		t = &topic{changed: make(chan struct{})}
		b.topics[name] = t
	}
	return t
}

// post returns the sequence number, which is how many posts the topic has had.
func (b *board) post(name, text string) int64 {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	t := b.topic(name)
	t.posts++
	t.text = text
	close(t.changed)
	t.changed = make(chan struct{})
	return t.posts
}

// await returns the latest post once its number is above after; ok is false when ctx has ended.
func (b *board) await(ctx context.Context, name string, after int64) (sequence int64, text string, ok bool) {
	for ctx.Err() == nil {
		b.mutex.Lock()
		t := b.topic(name)
		sequence, text, changed := t.posts, t.text, t.changed
		b.mutex.Unlock()
		if sequence > after {
			return sequence, text, true
		}
		select {
		case <-changed:
		case <-ctx.Done():
		}
	}
	return 0, "", false
}

func (m *instance) awaitPost(name string, after int64) (sobek.Value, error) {
	if m.vu.State() == nil {
		return nil, fmt.Errorf("awaitPost is %w", errInitContext)
	}
	sequence, text, ok := m.board.await(m.context(), name, after)
	if !ok {
		return sobek.Null(), nil
	}
	post := m.vu.Runtime().NewObject()
	_ = post.Set("sequence", sequence) // fails on frozen objects only
	_ = post.Set("text", text)
	return post, nil
}
