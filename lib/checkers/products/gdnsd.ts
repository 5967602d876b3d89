/**
 * gdnsd, plugin tcp_connect: connect and close. It is slow to believe: ten failures until down, twenty successes until
 * up.
 */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const gdnsd: Preset = {
  name: "gdnsd",
  product: "gdnsd",
  summary: "gdnsd, plugin tcp_connect",
  style: "fin",
  intervalMs: 10_000,
  timeoutMs: 3_000,
  rise: 20,
  fall: 10,
  nodes: 1,
  spread: "random",
  cadence: "fixed-rate",
  provenance: [
    {
      from: "documentation",
      text: "interval 10 s, timeout 3 s, up_thresh 20, ok_thresh 10, down_thresh 10; it connects and closes at once",
      url: "https://man.archlinux.org/man/gdnsd-plugin-tcp_connect.8.en",
    },
    { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK" },
  ],
  assumptions: assumed(
    "gdnsd",
    "the manual's example is taken for the defaults",
    { about: ["rise", "fall"], text: "its thresholds are told as rise 20 and fall 10, and ok_thresh is left out" },
    { about: "nodes", text: "1 node: a single gdnsd is assumed; NODES sets another number" },
  ),
};
