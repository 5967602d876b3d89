/**
 * keepalived TCP_CHECK: connect and close, from each director (MASTER and BACKUP). One success brings a server back; a failed check is
 * repeated once, after a second.
 */
import type { Preset } from "../checker";
import { assumed } from "./assumed";

export const KEEPALIVED_DIRECTORS =
  "2 nodes: every director checks, and a pair of them is assumed; NODES sets another number";

export const keepalived: Preset = {
  name: "keepalived",
  product: "keepalived",
  summary: "keepalived TCP_CHECK (IPVS)",
  style: "fin",
  intervalMs: 60_000,
  fastIntervalMs: 1_000,
  timeoutMs: 5_000,
  rise: 1,
  fall: 2,
  nodes: 2,
  spread: "random",
  cadence: "after-completion",
  initially: "up-unproven",
  evidence: [
    {
      from: "source",
      text: "acassen/keepalived@9cbce3e2: keepalived/check/check_tcp.c tcp_check_thread, core/layer4.c: a plain close, nothing read",
      url: "https://github.com/acassen/keepalived/blob/9cbce3e2/keepalived/check/check_tcp.c",
    },
    {
      from: "source",
      text: "acassen/keepalived@9cbce3e2: check_data.c, check_api.c: delay_loop (interval 60 s), connect_timeout (timeout 5 s), one success (rise 1), retry 1 after 1 s (fall 2; 1 for the first check), a random first delay",
      url: "https://github.com/acassen/keepalived/blob/9cbce3e2/keepalived/check/check_data.c",
    },
    { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK" },
  ],
  assumptions: assumed("keepalived", KEEPALIVED_DIRECTORS),
};
