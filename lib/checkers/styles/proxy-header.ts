/**
 * Send a PROXY protocol header, version 1, with the connection's own addresses, then FIN.
 *
 * On the wire one text line follows the handshake and nothing else. A service that demands the header takes the check for a
 * client that left; one that does not know it takes the line for a broken request.
 */
import type { Style } from "../../model/checker";

/** `PROXY TCP6 :: :: 1 1\r\n`, the shortest there is. */
const SHORTEST_HEADER = 22;

export const proxyHeader: Style = {
  name: "proxy-header",
  summary: "sends a PROXY v1 header with its own addresses and closes",
  wireClass: "proxy-header",
  takes: [],
  wire: () => ({
    handshake: "full",
    steps: [{ kind: "proxy", version: 1, command: "proxy" }],
    ending: { kind: "fin" },
    prove: { sentMin: SHORTEST_HEADER, ended: "fin" },
  }),
};
