/** OpenStack Octavia, TCP monitor: it writes a HAProxy configuration with a plain `check`, and times of its own. */
import type { Preset } from "../../model/checker";
import { connectionsOf, PLAIN } from "../../wire/haproxy/rules";
import { assumed } from "./assumed";

export const octavia: Preset = {
  name: "octavia",
  product: "OpenStack Octavia",
  summary: "OpenStack Octavia, TCP health monitor (HAProxy)",
  style: "half-open",
  connections: () => connectionsOf(PLAIN),
  intervalMs: 5_000,
  timeoutMs: 5_000,
  rise: 3,
  fall: 3,
  nodes: 1,
  spread: "staggered",
  cadence: "after-completion",
  initially: "up-unproven",
  vocabulary: "haproxy",
  provenance: [
    {
      from: "source",
      text: "openstack/octavia@0e6ea11c: renders `check inter <delay> fall <max_retries_down> rise <max_retries>`; fall 3 by default; a TLS-HELLO monitor is the same bare `check`",
      url: "https://github.com/openstack/octavia/tree/0e6ea11c",
    },
    {
      from: "capture",
      text: "SYN, SYN/ACK, RST/ACK (HAProxy 2.6); a fresh server is UP, and its first failed check takes it down",
    },
  ],
  assumptions: assumed(
    "octavia",
    {
      before: "its API demands delay, timeout and max_retries: ",
      kind: "values",
      values: [
        { about: "intervalMs", text: "interval 5 s" },
        { about: "timeoutMs", text: "timeout 5 s" },
        { about: "rise", text: "rise 3" },
      ],
      after: "assumed",
    },
    {
      about: "nodes",
      text: "1 node: topology SINGLE; NODES=2 stands for ACTIVE_STANDBY, whose two amphorae are taken to check both",
    },
  ),
};
