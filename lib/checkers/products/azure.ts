/**
 * Azure Load Balancer, TCP probe: the connection of one probe is closed only when the next one is due. So the target
 * holds a silent connection all the time, longer than many services wait for a first byte.
 */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const azureLb: Preset = {
  name: "azure-lb",
  product: "Azure Load Balancer",
  summary: "Azure Load Balancer, TCP probe",
  style: "hold",
  holdsToNextCheck: true,
  intervalMs: 5_000,
  timeoutMs: 5_000,
  rise: 1,
  fall: 1,
  nodes: 1,
  spread: "random",
  cadence: "fixed-rate",
  provenance: [
    {
      from: "documentation",
      text: "a full handshake, closed by four packets; an RST of the backend fails the probe; interval 5 s (the portal's), fall 1; 1 node, 168.63.129.16",
      url: "https://learn.microsoft.com/en-us/azure/load-balancer/load-balancer-custom-probe-overview",
    },
    {
      from: "third-party",
      text: "the FIN is sent only with the next probe: the connection stays open for the whole interval",
      url: "https://github.com/MicrosoftDocs/azure-docs/issues/34281",
    },
  ],
  assumptions: assumed(
    "azure-lb",
    { about: "timeoutMs", text: "a TCP probe has no timeout of its own; timeout 5 s is assumed, the interval" },
    { about: "rise", text: "rise 1 is assumed" },
  ),
};
