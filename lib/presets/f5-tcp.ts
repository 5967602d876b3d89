/** F5 BIG-IP monitor `tcp` without strings: full open, full close. */
import type { Preset } from "../checker";
import { assumed } from "./assumed";

export const f5Tcp: Preset = {
  name: "f5-tcp",
  product: "F5 BIG-IP",
  summary: "F5 BIG-IP monitor `tcp` without send and receive strings",
  style: "fin",
  intervalMs: 5_000,
  timeoutMs: 16_000,
  rise: 1,
  fall: 3,
  nodes: 2,
  spread: "random",
  evidence: [
    {
      from: "documentation",
      text: "full open, full close; interval 5 s, timeout 16 s; one success brings a member up (rise 1)",
      url: "https://community.f5.com/kb/technicalarticles/monitoring-tcp-applications-01/277023",
    },
  ],
  assumptions: assumed(
    "f5-tcp",
    "a member goes down 16 s after its last success: told as fall 3, the checks that fit in",
    "2 nodes: each unit of a pair is taken to check; NODES sets another number",
  ),
};
