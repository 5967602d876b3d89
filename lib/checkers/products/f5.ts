/** F5 BIG-IP, the monitors `tcp` and `tcp_half_open`. */
import type { Claim } from "../../model/assumptions";
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

/**
 * Both monitors have it. F5 counts no failures: it waits `timeout` for a success, so one failure that long is told as
 * fall 1.
 */
const CADENCE = {
  intervalMs: 5_000,
  timeoutMs: 16_000,
  rise: 1,
  fall: 1,
  spread: "random",
  cadence: "fixed-rate",
} as const;

const F5_ASSUMPTIONS: Claim[] = [
  {
    about: ["timeoutMs", "fall"],
    text: "a member goes down once it has given no success for 16 s: told as fall 1 with a timeout of 16 s",
  },
  "a refused probe takes it down at once, as BIG-IP DNS documents it where ignore_down_response is off",
  {
    about: "timeoutMs",
    text: "a probe without an answer occupies its node for 16 s; whether BIG-IP sends the next one meanwhile is not documented",
  },
  { about: "nodes", text: "2 nodes: each unit of a pair is taken to check; NODES sets another number" },
];

const MONITORING = "https://community.f5.com/kb/technicalarticles/monitoring-tcp-applications-01/277023";

/** `tcp` without strings: full open, full close. */
const f5Tcp: Preset = {
  name: "f5-tcp",
  product: "F5 BIG-IP",
  summary: "F5 BIG-IP monitor `tcp` without send and receive strings",
  style: "fin",
  ...CADENCE,
  nodes: 2,
  provenance: [
    {
      from: "documentation",
      text: "full open, full close; interval 5 s, timeout 16 s; one success brings a member up (rise 1)",
      url: MONITORING,
    },
  ],
  assumptions: assumed("f5-tcp", ...F5_ASSUMPTIONS),
};

/** `tcp_half_open`: half open, closed by an RST. */
const f5HalfOpen: Preset = {
  name: "f5-half-open",
  product: "F5 BIG-IP",
  summary: "F5 BIG-IP monitor `tcp_half_open`",
  style: "half-open",
  ...CADENCE,
  nodes: 2,
  provenance: [
    {
      from: "documentation",
      text: "half open, RST close; interval 5 s, timeout 16 s; one success brings a member up (rise 1)",
      url: MONITORING,
    },
  ],
  assumptions: assumed("f5-half-open", ...F5_ASSUMPTIONS),
};

export const f5Presets = [f5Tcp, f5HalfOpen];
