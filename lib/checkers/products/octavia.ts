/** OpenStack Octavia, TCP monitor: a generated HAProxy configuration with a plain `check`. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";
import { haproxy } from "./haproxy";

export const octavia: Preset = {
  ...haproxy,
  name: "octavia",
  product: "OpenStack Octavia",
  summary: "OpenStack Octavia, TCP health monitor (HAProxy)",
  intervalMs: 5_000,
  timeoutMs: 5_000,
  rise: 3,
  evidence: [
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
