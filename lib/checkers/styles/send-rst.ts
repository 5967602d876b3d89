/**
 * Send a request and reset at once, without waiting for an answer.
 *
 * On the wire the request and the RST arrive back to back. A service on Linux still reads the request, and then fails with
 * ECONNRESET where it answers or reads on: it has done the work for nobody.
 */
import type { Style } from "../../model/checker";
import { byteCount } from "../../wire/bytes";
import { AT_ONCE_MS } from "../../wire/prove-steps";
import { PING } from "./send-expect";

export const sendRst: Style = {
  name: "send-rst",
  summary: "sends a request (PING) and resets at once",
  wireClass: "conversation",
  takes: [],
  wire: ({ send = PING }) => ({
    handshake: "full",
    steps: [{ kind: "send", hex: send }],
    ending: { kind: "rst" },
    prove: { closeGapMaxMs: AT_ONCE_MS, sentMin: byteCount(send), ended: "rst" },
  }),
};
