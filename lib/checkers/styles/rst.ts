/**
 * RST at once.
 *
 * On the wire the handshake is completed and torn down before the service can say a word. The connection stays in the
 * accept queue all the same: `accept()` returns it, and the first read or write on it fails with ECONNRESET.
 */
import type { Style } from "../../model/checker";
import { AT_ONCE_MS } from "../../wire/prove-steps";

export const rst: Style = {
  name: "rst",
  summary: "completes the handshake and resets at once",
  wireClass: "reset",
  takes: [],
  wire: () => ({
    handshake: "full",
    steps: [],
    ending: { kind: "rst" },
    prove: { closeGapMaxMs: AT_ONCE_MS, ended: "rst" },
  }),
};
