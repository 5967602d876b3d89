/** Google Cloud, TCP health check: several probers connect and close at about the same time. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const gcp: Preset = {
  name: "gcp",
  product: "Google Cloud Load Balancing",
  summary: "Google Cloud, TCP health check without request and response",
  style: "fin",
  intervalMs: 5_000,
  timeoutMs: 5_000,
  rise: 2,
  fall: 2,
  nodes: 6,
  spread: "aligned",
  evidence: [
    {
      from: "documentation",
      text: "gcloud's defaults: interval 5 s, timeout 5 s, rise 2, fall 2; from 35.191.0.0/16 and 130.211.0.0/22, several probers at the same time",
      url: "https://docs.cloud.google.com/load-balancing/docs/health-check-concepts",
    },
    {
      from: "third-party",
      text: "6 nodes at once",
      url: "https://github.com/kubernetes/ingress-gce/issues/137",
    },
  ],
  assumptions: assumed(
    "gcp",
    "a graceful FIN is assumed: no capture of its end is known",
    "all probers are taken to check at the same moment",
  ),
};
