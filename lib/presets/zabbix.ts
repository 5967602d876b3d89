/** Zabbix, simple check net.tcp.service[tcp]: connect and close. */
import type { Preset } from "../checker";
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
  evidence: [{ from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK" }],
  assumptions: assumed(
    "zabbix",
    "the item says how often: interval 60 s and timeout 3 s are assumed",
    "rise 1 and fall 1 are assumed: triggers are the user's own",
    "1 node: a single server or proxy is assumed; NODES sets another number",
  ),
};
