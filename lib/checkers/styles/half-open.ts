/**
 * Half-open: the RST takes the place of the final ACK.
 *
 * On the wire the handshake is never completed, so `accept()` never returns the connection and the service sees nothing.
 * The kernel sends the ACK by itself about 200 ms after the SYN/ACK: a check that stalls for longer has become `rst`, and
 * fails its proof. Linux only.
 */
import type { Style } from "../../model/checker";

export const halfOpen: Style = {
  name: "half-open",
  summary: "answers the SYN/ACK with an RST, so that the service never sees a connection (Linux only)",
  wireClass: "half-open",
  takes: [],
  wire: () => ({
    handshake: "half-open",
    steps: [],
    ending: { kind: "rst" },
    prove: { segsOut: 1, ended: "rst" },
  }),
};
