/** Envoy, `tcp_health_check: {}` in a cluster with TLS: the check makes the whole TLS handshake first. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";
import { envoy, envoyAssumptions } from "./envoy";

export const envoyTls: Preset = {
  ...envoy,
  name: "envoy-tls",
  summary: "Envoy tcp_health_check in a cluster with TLS",
  style: "tls-handshake",
  evidence: [
    ...envoy.evidence.slice(0, 1),
    { from: "capture", text: "a full TLS handshake, close_notify, FIN/ACK (Envoy 1.40)" },
  ],
  assumptions: assumed("envoy-tls", ...envoyAssumptions()),
};
