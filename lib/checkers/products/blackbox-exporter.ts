/** Prometheus blackbox_exporter, prober tcp: connect and close, at each scrape. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const blackboxExporter: Preset = {
  name: "blackbox-exporter",
  product: "Prometheus blackbox_exporter",
  summary: "blackbox_exporter, prober tcp without query_response",
  style: "fin",
  intervalMs: 15_000,
  timeoutMs: 10_000,
  rise: 1,
  fall: 1,
  nodes: 1,
  spread: "random",
  cadence: "fixed-rate",
  provenance: [{ from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK" }],
  assumptions: assumed(
    "blackbox-exporter",
    {
      before: "Prometheus decides how often: ",
      kind: "values",
      values: [
        { about: "intervalMs", text: "interval 15 s" },
        { about: "timeoutMs", text: "timeout 10 s" },
      ],
      after: "assumed",
    },
    { about: ["rise", "fall"], text: "it has no opinion of its own: rise 1 and fall 1, one for each scrape" },
    { about: "nodes", text: "1 node: a single Prometheus is assumed; a pair scrapes twice, NODES=2" },
  ),
};
