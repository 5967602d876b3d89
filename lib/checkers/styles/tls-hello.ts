/**
 * Send a ClientHello, wait for any answer, then RST (or FIN, with ENDING=fin); the TLS handshake is never finished.
 *
 * On the wire a TLS service has sent its whole first flight and waits for the client's when the end comes. A service that makes
 * the handshake in its accept loop is stuck there until then.
 */
import type { Style } from "../../model/checker";

export const tlsHello: Style = {
  name: "tls-hello",
  summary: "sends a ClientHello, takes any answer and resets (or, with ENDING=fin, closes)",
  wireClass: "tls",
  takes: ["ending"],
  wire: ({ serverName, ending = "rst" }) => ({
    handshake: "full",
    steps: [
      serverName === undefined ? { kind: "tls-hello" } : { kind: "tls-hello", serverName },
      { kind: "expect", match: { kind: "any" } },
    ],
    ending: { kind: ending === "fin" ? "drain-fin" : "rst" },
    prove: { sentMin: 1, ended: ending },
  }),
};
