/** Monit, `if failed port`: connect and close, once in each of its cycles. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const monit: Preset = {
  name: "monit",
  product: "Monit",
  summary: "Monit, `if failed port` without send and expect",
  style: "fin",
  intervalMs: 60_000,
  timeoutMs: 5_000,
  rise: 1,
  fall: 1,
  nodes: 1,
  spread: "random",
  cadence: "after-completion",
  provenance: [
    { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK" },
    {
      from: "third-party",
      text: "its maintainer: timeout 5 s by default",
      url: "https://bitbucket.org/tildeslash/monit/issues/118/connect-timout-is-5000-seconds",
    },
  ],
  assumptions: assumed(
    "monit",
    { about: "intervalMs", text: "`set daemon` says how long a cycle is; interval 60 s is assumed" },
    {
      kind: "values",
      values: [
        { about: "rise", text: "rise 1" },
        { about: "fall", text: "fall 1" },
      ],
      after: "assumed",
    },
    { about: "nodes", text: "1 node: a single Monit is assumed; NODES sets another number" },
  ),
};
