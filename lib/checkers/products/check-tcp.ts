/** check_tcp of the monitoring plugins (Nagios, Icinga): connect and close. */
import type { Claim } from "../../model/assumptions";
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const checkTcpAssumptions: Claim[] = [
  {
    before: "the monitoring says how often: ",
    values: [
      { about: "intervalMs", text: "interval 60 s" },
      { about: "timeoutMs", text: "timeout 10 s" },
      { about: "rise", text: "rise 1" },
      { about: "fall", text: "fall 3" },
    ],
    after: "assumed",
  },
  { about: "nodes", text: "1 node: a single host that monitors is assumed; NODES sets another number" },
];

export const checkTcp: Preset = {
  name: "check-tcp",
  product: "Monitoring Plugins",
  summary: "check_tcp of Nagios and Icinga",
  style: "fin",
  intervalMs: 60_000,
  timeoutMs: 10_000,
  rise: 1,
  fall: 3,
  nodes: 1,
  spread: "random",
  evidence: [{ from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK" }],
  assumptions: assumed("check-tcp", ...checkTcpAssumptions),
};
