/**
 * Open and say nothing, for HOLD or to the end of the phase; then FIN (or RST, with ENDING=rst).
 *
 * On the wire nothing follows the handshake. A service that waits for the first bytes in its accept loop, or has one worker
 * per connection, serves nobody else meanwhile. Eight connections, because small worker pools are about that size; opened within
 * the first second. One that the target ends early is opened again; what it was held for counts, and less than half a second proves
 * nothing.
 */
import type { Style } from "../../model/checker";
import { LEAST_HOLD_MS } from "../../wire/prove-steps";

export const hold: Style = {
  name: "hold",
  summary: "keeps 8 silent connections open, for HOLD or to the end of the phase",
  wireClass: "hold",
  takes: ["holdMs", "ending"],
  nodes: 8,
  intervalMs: 1000,
  wire: ({ holdMs, ending = "fin" }) => ({
    handshake: "full",
    steps: [holdMs === undefined ? { kind: "hold" } : { kind: "hold", ms: holdMs }],
    ending: { kind: ending },
    prove: { heldMinMs: Math.min(holdMs ?? LEAST_HOLD_MS, LEAST_HOLD_MS) },
  }),
};
