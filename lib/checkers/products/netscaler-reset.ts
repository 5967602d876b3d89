/** NetScaler with `set lb parameter -monitorConnectionClose RESET`. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";
import { CLOSE_MONITOR_CONNECTION, netscaler, netscalerAssumptions } from "./netscaler";

export const netscalerReset: Preset = {
  ...netscaler,
  name: "netscaler-reset",
  summary: "NetScaler monitor `tcp` with monitorConnectionClose RESET",
  style: "rst",
  evidence: [
    {
      from: "documentation",
      text: "monitorConnectionClose RESET: the connection is closed by an RST",
      url: CLOSE_MONITOR_CONNECTION,
    },
  ],
  assumptions: assumed(
    "netscaler-reset",
    "the documentation has the connection closed after the SYN/ACK; a completed handshake is assumed",
    ...netscalerAssumptions,
  ),
};
