/** Citrix NetScaler, monitor `tcp`: connect and close. A service that is down is left alone for downTime. */
import type { Claim } from "../../model/assumptions";
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const CLOSE_MONITOR_CONNECTION =
  "https://docs.citrix.com/en-us/citrix-adc/13/load-balancing/load-balancing-configure-monitors/close-monitor-connection.html";

/** No source for them is known. */
export const netscalerAssumptions: Claim[] = [
  {
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

export const netscaler: Preset = {
  name: "netscaler",
  product: "NetScaler",
  summary: "NetScaler monitor `tcp`",
  style: "fin",
  intervalMs: 5_000,
  downIntervalMs: 30_000,
  timeoutMs: 2_000,
  rise: 1,
  fall: 3,
  nodes: 2,
  spread: "random",
  evidence: [
    {
      from: "documentation",
      text: "monitorConnectionClose FIN, the default: the connection is closed by a FIN",
      url: CLOSE_MONITOR_CONNECTION,
    },
  ],
  assumptions: assumed("netscaler", ...netscalerAssumptions),
};
