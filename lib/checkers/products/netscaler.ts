/** Citrix NetScaler, monitor `tcp`: it connects and closes, by a FIN or by an RST. */
import type { Claim } from "../../model/assumptions";
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

/** One monitor, however its connections are closed. A service that is down is left alone for downTime. */
const CADENCE = {
  intervalMs: 5_000,
  downIntervalMs: 30_000,
  timeoutMs: 2_000,
  rise: 1,
  fall: 3,
  spread: "random",
  cadence: "fixed-rate",
} as const;

/** No source for the cadence is known. */
const NETSCALER_ASSUMPTIONS: Claim[] = [
  {
    kind: "values",
    values: [
      { about: "intervalMs", text: "interval 5 s" },
      { about: "timeoutMs", text: "timeout 2 s" },
      { about: "rise", text: "rise 1" },
      { about: "fall", text: "fall 3" },
      { about: "intervalMs", text: "30 s between checks of a service that is down" },
    ],
    after: "taken for the defaults",
  },
  { about: "nodes", text: "2 nodes: each appliance of a pair is taken to check; NODES sets another number" },
];

const CLOSE_MONITOR_CONNECTION =
  "https://docs.citrix.com/en-us/citrix-adc/13/load-balancing/load-balancing-configure-monitors/close-monitor-connection.html";

const netscaler: Preset = {
  name: "netscaler",
  product: "NetScaler",
  summary: "NetScaler monitor `tcp`",
  style: "fin",
  ...CADENCE,
  nodes: 2,
  provenance: [
    {
      from: "documentation",
      text: "monitorConnectionClose FIN, the default: the connection is closed by a FIN",
      url: CLOSE_MONITOR_CONNECTION,
    },
  ],
  assumptions: assumed("netscaler", ...NETSCALER_ASSUMPTIONS),
};

/** With `set lb parameter -monitorConnectionClose RESET`. */
const netscalerReset: Preset = {
  name: "netscaler-reset",
  product: "NetScaler",
  summary: "NetScaler monitor `tcp` with monitorConnectionClose RESET",
  style: "rst",
  ...CADENCE,
  nodes: 2,
  provenance: [
    {
      from: "documentation",
      text: "monitorConnectionClose RESET: the connection is closed by an RST",
      url: CLOSE_MONITOR_CONNECTION,
    },
  ],
  assumptions: assumed(
    "netscaler-reset",
    "the documentation has the connection closed after the SYN/ACK; a completed handshake is assumed",
    ...NETSCALER_ASSUMPTIONS,
  ),
};

export const netscalerPresets = [netscaler, netscalerReset];
