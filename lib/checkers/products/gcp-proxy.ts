/** Google Cloud with `--proxy-header=PROXY_V1`: the header says that there is no client. */
import type { Preset } from "../../model/checker";
import { connection } from "../../wire/connection";
import { gcp } from "./gcp";
import { assumed } from "./assumed";

export const gcpProxy: Preset = {
  ...gcp,
  name: "gcp-proxy",
  summary: "Google Cloud, TCP health check with a PROXY header",
  style: "proxy-header",
  connections: () => [connection("full", [{ kind: "proxy", version: 1, command: "local" }], { kind: "fin" })],
  evidence: [
    ...gcp.evidence,
    {
      from: "third-party",
      text: "the header is `PROXY UNKNOWN`",
      url: "https://github.com/mastercactapus/caddy2-proxyprotocol/issues/12",
    },
  ],
  assumptions: assumed(
    "gcp-proxy",
    "a graceful FIN is assumed: no capture of its end is known",
    "all probers are taken to check at the same moment",
  ),
};
