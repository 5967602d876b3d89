/**
 * Send a request, wait for an answer, read it, then FIN (or RST, with ENDING=rst, as HAProxy ends most of its checks).
 *
 * On the wire a bare `send-expect` sends `PING\r\n`, a line that most text protocols answer, if only with an error, and takes
 * any bytes for the answer.
 */
import { byteCount, hexOfText } from "../../wire/bytes";
import type { Style } from "../../model/checker";

export const PING = hexOfText("PING\r\n");

export const sendExpect: Style = {
  name: "send-expect",
  summary: "sends a request (PING), reads the answer, then closes (or, with ENDING=rst, resets)",
  wireClass: "conversation",
  takes: ["ending"],
  wire: ({ send = PING, expect = { kind: "expect", match: { kind: "any" } }, ending = "fin" }) => ({
    handshake: "full",
    steps: [{ kind: "send", hex: send }, expect],
    ending: { kind: ending === "fin" ? "drain-fin" : "rst" },
    prove: { sentMin: byteCount(send), ended: ending },
  }),
};
