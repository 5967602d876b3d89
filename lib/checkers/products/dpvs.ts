/** DPVS's own health check: connect and close, whatever is configured for send, receive or PROXY. */
import type { Preset } from "../../model/checker";

export const dpvs: Preset = {
  name: "dpvs",
  product: "DPVS",
  summary: "DPVS healthcheck, method tcp",
  style: "fin",
  intervalMs: 3_000,
  timeoutMs: 2_000,
  rise: 1,
  fall: 1,
  nodes: 1,
  spread: "random",
  cadence: "ticker",
  provenance: [
    {
      from: "source",
      text: "iqiyi/dpvs@4582d20d: tools/healthcheck/pkg/checker/tcp_checker.go; interval 3 s, timeout 2 s, up-retry (rise 1), down-retry (fall 1); 1 node for each box",
      url: "https://github.com/iqiyi/dpvs/blob/4582d20d/tools/healthcheck/pkg/checker/tcp_checker.go",
    },
    { from: "capture", text: "connect and FIN only, with send, receive and PROXY configured" },
  ],
};
