/** F5 BIG-IP monitor `tcp` without strings: full open, full close. */
import type { Claim } from "../../model/assumptions";
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const f5Timing: Claim[] = [
  {
    about: ["timeoutMs", "fall"],
    text: "a member goes down once it has given no success for 16 s: told as fall 1 with a timeout of 16 s",
  },
  "a refused probe takes it down at once, as BIG-IP DNS documents it where ignore_down_response is off",
  {
    about: "timeoutMs",
    text: "a probe without an answer occupies its node for 16 s; whether BIG-IP sends the next one meanwhile is not documented",
  },
];

export const f5Tcp: Preset = {
  name: "f5-tcp",
  product: "F5 BIG-IP",
  summary: "F5 BIG-IP monitor `tcp` without send and receive strings",
  style: "fin",
  intervalMs: 5_000,
  timeoutMs: 16_000,
  rise: 1,
  fall: 1,
  nodes: 2,
  spread: "random",
  evidence: [
    {
      from: "documentation",
      text: "full open, full close; interval 5 s, timeout 16 s; one success brings a member up (rise 1)",
      url: "https://community.f5.com/kb/technicalarticles/monitoring-tcp-applications-01/277023",
    },
  ],
  assumptions: assumed("f5-tcp", ...f5Timing, {
    about: "nodes",
    text: "2 nodes: each unit of a pair is taken to check; NODES sets another number",
  }),
};
