/**
 * Wait for the service to speak first, read what it says, then FIN (or RST, with ENDING=rst).
 *
 * On the wire the close comes after the service's first bytes, all of them read, so that the FIN stays a FIN. Against a
 * service that does not speak first this is a silent connection held for the whole TIMEOUT; the check fails, and the report
 * says what it became.
 */
import type { Style } from "../../model/checker";

export const greetingWait: Style = {
  name: "greeting-wait",
  summary: "waits for the service's greeting, reads it, then closes (or, with ENDING=rst, resets)",
  wireClass: "conversation",
  takes: ["ending"],
  wire: ({ ending = "fin" }) => ({
    handshake: "full",
    steps: [{ kind: "expect", match: { kind: "any" } }],
    ending: { kind: ending === "fin" ? "drain-fin" : "rst" },
    prove: { ended: ending },
  }),
};
