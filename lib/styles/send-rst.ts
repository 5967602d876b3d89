/**
 * Send a request and reset at once, without waiting for an answer.
 *
 * On the wire the request and the RST arrive back to back. The RST throws away what the service has not read yet: its read
 * fails with ECONNRESET, although bytes had been sent.
 */
import type { Style } from "../checker";
import { AT_ONCE_MS } from "./rst";
import { PING } from "./send-expect";

export const sendRst: Style = {
  name: "send-rst",
  summary: "sends a request (PING) and resets at once",
  ladder: ["→ SYN", "← SYN/ACK", "→ ACK", "→ request", "→ RST/ACK"],
  takes: [],
  wire: ({ send = PING }) => ({
    handshake: "full",
    steps: [{ kind: "send", hex: send }],
    ending: { kind: "rst" },
    prove: { closeGapMaxMs: AT_ONCE_MS, sentMin: send.length / 2, ended: "rst" },
  }),
};
