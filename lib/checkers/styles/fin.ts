/**
 * FIN at once: a plain close right after the handshake, as most checkers do it.
 *
 * On the wire the service reads the end of the stream. Where it speaks first and its greeting arrives before the close, the
 * kernel sends an RST instead of the FIN; such a check fails its proof.
 */
import type { Style } from "../../model/checker";

export const fin: Style = {
  name: "fin",
  summary: "completes the handshake and closes at once, reading nothing",
  wireClass: "close",
  takes: [],
  wire: ({ lingerSeconds }) => ({
    handshake: "full",
    steps: [],
    ending: lingerSeconds === undefined ? { kind: "fin" } : { kind: "fin", lingerSeconds },
    prove: { ended: "fin" },
  }),
};
