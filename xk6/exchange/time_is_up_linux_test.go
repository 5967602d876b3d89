package exchange

import (
	"context"
	"errors"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// Bytes lie ready, and there is room for more, so that no call ever waits: the first one of a step goes through however late it is,
// and the next one ends the step.
func TestTimeIsUpAlsoForAPeerThatNeverKeepsUsWaiting(t *testing.T) {
	for name, call := range map[string]func(c *conversation) error{
		"read": func(c *conversation) error {
			_, err := c.readMore(nil, mostExpected)
			return err
		},
		"peek": func(c *conversation) error {
			_, err := c.peekMore(nil, mostExpected)
			return err
		},
		"write": func(c *conversation) error {
			_, err := c.writeWire([]byte("x"))
			return err
		},
		"read inside TLS": func(c *conversation) error {
			_, err := (&wire{c: c}).Read(make([]byte, 1))
			return err
		},
	} {
		for reason, want := range map[string]error{"late": errTimeout, "cancelled": errCancelled} {
			t.Run(name+", "+reason, func(t *testing.T) {
				ends, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_NONBLOCK, 0)
				if err != nil {
					t.Fatal(err)
				}
				defer unix.Close(ends[0])
				defer unix.Close(ends[1])
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				c := &conversation{ctx: ctx, sock: sock{ctx: ctx, fd: ends[0]}}
				until := time.Now().Add(time.Hour)
				if reason == "late" {
					until = longAgo
				} else {
					cancel()
				}
				c.beginStep(until)
				for i, expected := range []error{nil, want, want} {
					if _, err := unix.Write(ends[1], make([]byte, 8<<10)); err != nil {
						t.Fatal(err)
					}
					if err := call(c); !errors.Is(err, expected) {
						t.Errorf("call %d: %v, want %v", i, err, expected)
					}
				}
			})
		}
	}
}
