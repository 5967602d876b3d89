/**
 * Handshake, a pause of DELAY, then RST (or FIN, with ENDING=fin).
 *
 * On the wire the pause decides what the service gets done before the end comes: a greeting written within it leaves
 * without an error. The checker reads nothing, so with ENDING=fin a greeting that arrives within the pause turns the FIN into an
 * RST, and the check fails its proof.
 */
import type { Style } from "../../model/checker";
import { AT_ONCE_MS } from "../../wire/prove-steps";

const DEFAULT_DELAY_MS = 10;

export const delayedClose: Style = {
  name: "delayed-close",
  summary: "completes the handshake, is silent for DELAY (10ms), then resets (or, with ENDING=fin, closes)",
  wireClass: "reset",
  takes: ["delayMs", "ending"],
  wire: ({ delayMs = DEFAULT_DELAY_MS, ending = "rst" }) => ({
    handshake: "full",
    steps: delayMs > 0 ? [{ kind: "wait", ms: delayMs }] : [],
    ending: { kind: ending },
    prove: { closeGapMinMs: delayMs, closeGapMaxMs: delayMs + Math.max(AT_ONCE_MS, delayMs * 0.2), ended: ending },
  }),
};
