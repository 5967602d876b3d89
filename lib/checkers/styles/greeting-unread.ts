/**
 * Wait until the service's greeting lies in the socket, then close without reading it.
 *
 * On the wire the plain close becomes an RST, each time: the kernel sends one when received bytes lie unread, and looking at
 * them (`MSG_PEEK`) is not reading. This is the race that every FIN checker sometimes loses, made certain. A service that
 * does not speak first sees a silent connection held for the whole TIMEOUT, then a FIN; the report says so.
 */
import type { Style } from "../../model/checker";

export const greetingUnread: Style = {
  name: "greeting-unread",
  summary: "waits for the service's greeting and closes without reading it, which is an RST",
  wireClass: "reset",
  takes: [],
  wire: () => ({
    handshake: "full",
    steps: [{ kind: "expect", match: { kind: "any" }, peek: true }],
    ending: { kind: "fin" },
    // Nothing to prove: the kernel itself turns the close into an RST, and without a greeting there is none to leave unread.
    prove: {},
  }),
};
