/**
 * Traefik, TCP service with a health check and no send or expect. It never carries a PROXY header, even where the data
 * path does.
 */
import type { Preset } from "../../model/checker";

export const traefik: Preset = {
  name: "traefik",
  product: "Traefik",
  summary: "Traefik, TCP health check without send and expect",
  style: "fin",
  intervalMs: 30_000,
  timeoutMs: 5_000,
  rise: 1,
  fall: 1,
  nodes: 1,
  spread: "random",
  cadence: "ticker",
  provenance: [
    {
      from: "source",
      text: "traefik/traefik@fd5a576d: pkg/healthcheck/healthcheck_tcp.go executeHealthCheck; interval 30 s, also while down, timeout 5 s, rise 1, fall 1; 1 node for each Traefik and service",
      url: "https://github.com/traefik/traefik/blob/fd5a576d/pkg/healthcheck/healthcheck_tcp.go",
    },
    { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK (Traefik 3.6)" },
  ],
};
