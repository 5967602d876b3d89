/** Zabbix, simple check net.tcp.service[tcp]: connect and close. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const zabbix: Preset = {
  name: "zabbix",
  product: "Zabbix",
  summary: "Zabbix, simple check net.tcp.service[tcp]",
  style: "fin",
  intervalMs: 60_000,
  timeoutMs: 3_000,
  rise: 1,
  fall: 1,
  nodes: 1,
  spread: "random",
  cadence: "fixed-rate",
  provenance: [{ from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK" }],
  assumptions: assumed(
    "zabbix",
    {
      before: "the item says how often: ",
      kind: "values",
      values: [
        { about: "intervalMs", text: "interval 60 s" },
        { about: "timeoutMs", text: "timeout 3 s" },
      ],
      after: "assumed",
    },
    {
      kind: "values",
      values: [
        { about: "rise", text: "rise 1" },
        { about: "fall", text: "fall 1" },
      ],
      after: "assumed: triggers are the user's own",
    },
    { about: "nodes", text: "1 node: a single server or proxy is assumed; NODES sets another number" },
  ),
};
