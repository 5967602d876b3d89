/** Google Cloud, TCP health checks: several probers connect and close at about the same time. */
import type { Claim } from "../../model/assumptions";
import type { Provenance, Preset } from "../../model/checker";
import { connection } from "../../wire/connection";
import { assumed } from "./assumed";

/** gcloud's defaults, with and without a PROXY header. */
const CADENCE = {
  intervalMs: 5_000,
  timeoutMs: 5_000,
  rise: 2,
  fall: 2,
  spread: "aligned",
  cadence: "fixed-rate",
} as const;

const CADENCE_SOURCE: Provenance = {
  from: "documentation",
  text: "gcloud's defaults: interval 5 s, timeout 5 s, rise 2, fall 2; from 35.191.0.0/16 and 130.211.0.0/22, several probers at the same time",
  url: "https://docs.cloud.google.com/load-balancing/docs/health-check-concepts",
};

const PROBERS: Provenance = {
  from: "third-party",
  text: "6 nodes at once",
  url: "https://github.com/kubernetes/ingress-gce/issues/137",
};

const GCP_ASSUMPTIONS: Claim[] = [
  "a graceful FIN is assumed: no capture of its end is known",
  "all probers are taken to check at the same moment",
];

/** Without request and response. */
export const gcp: Preset = {
  name: "gcp",
  product: "Google Cloud Load Balancing",
  summary: "Google Cloud, TCP health check without request and response",
  style: "fin",
  ...CADENCE,
  nodes: 6,
  provenance: [CADENCE_SOURCE, PROBERS],
  assumptions: assumed("gcp", ...GCP_ASSUMPTIONS),
};

/** With `--proxy-header=PROXY_V1`: the header says that there is no client. */
const gcpProxy: Preset = {
  name: "gcp-proxy",
  product: "Google Cloud Load Balancing",
  summary: "Google Cloud, TCP health check with a PROXY header",
  style: "proxy-header",
  connections: () => [connection("full", [{ kind: "proxy", version: 1, command: "local" }], { kind: "fin" })],
  ...CADENCE,
  nodes: 6,
  provenance: [
    CADENCE_SOURCE,
    PROBERS,
    {
      from: "third-party",
      text: "the header is `PROXY UNKNOWN`",
      url: "https://github.com/mastercactapus/caddy2-proxyprotocol/issues/12",
    },
  ],
  assumptions: assumed("gcp-proxy", ...GCP_ASSUMPTIONS),
};

export const gcpPresets = [gcp, gcpProxy];
