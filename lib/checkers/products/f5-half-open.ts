/** F5 BIG-IP monitor `tcp_half_open`: half open, closed by an RST. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";
import { f5Tcp, f5Timing } from "./f5-tcp";

export const f5HalfOpen: Preset = {
  ...f5Tcp,
  name: "f5-half-open",
  summary: "F5 BIG-IP monitor `tcp_half_open`",
  style: "half-open",
  evidence: [
    {
      from: "documentation",
      text: "half open, RST close; interval 5 s, timeout 16 s; one success brings a member up (rise 1)",
      url: "https://community.f5.com/kb/technicalarticles/monitoring-tcp-applications-01/277023",
    },
  ],
  assumptions: assumed("f5-half-open", ...f5Timing, {
    about: "nodes",
    text: "2 nodes: each unit of a pair is taken to check; NODES sets another number",
  }),
};
