/**
 * A whole TLS handshake, any certificate, then close_notify and FIN (or, with ENDING=rst, RST without close_notify, as HAProxy's
 * `check-ssl` does).
 *
 * On the wire nothing is said inside TLS. Session tickets that have arrived are read before the close, so that the FIN stays a
 * FIN. What the service says after that (late tickets, a close_notify of its own) meets a closed socket: an RST answers it.
 */
import type { Style } from "../../model/checker";

export const tlsHandshake: Style = {
  name: "tls-handshake",
  summary: "completes a TLS handshake, any certificate, then closes (or, with ENDING=rst, resets)",
  wireClass: "tls",
  takes: ["ending"],
  wire: ({ serverName, ending = "fin" }) => ({
    handshake: "full",
    steps: [serverName === undefined ? { kind: "tls", verify: false } : { kind: "tls", serverName, verify: false }],
    ending: { kind: ending === "fin" ? "drain-fin" : "rst" },
    prove: { ended: ending },
  }),
};
