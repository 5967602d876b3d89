/**
 * RST at once.
 *
 * On the wire the handshake is completed and torn down before the service can say a word. The connection stays in the
 * accept queue all the same: `accept()` returns it, and the first read or write on it fails with ECONNRESET.
 */
import type { Style } from "../checker";

/** A service that writes a greeting does so about this long after the handshake; a later RST finds the greeting written. */
export const AT_ONCE_MS = 1.5;

export const rst: Style = {
  name: "rst",
  summary: "completes the handshake and resets at once",
  takes: [],
  wire: () => ({
    handshake: "full",
    steps: [],
    ending: { kind: "rst" },
    prove: { closeGapMaxMs: AT_ONCE_MS, ended: "rst" },
  }),
};
