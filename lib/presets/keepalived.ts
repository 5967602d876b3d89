/** keepalived TCP_CHECK: connect and close, from each director (MASTER and BACKUP). One success brings a server back. */
import type { Preset } from "../checker";

export const keepalived: Preset = {
  name: "keepalived",
  summary: "keepalived TCP_CHECK (IPVS)",
  style: "fin",
  intervalMs: 60_000,
  timeoutMs: 5_000,
  rise: 1,
  fall: 2,
  nodes: 2,
  spread: "random",
  evidence: [
    "source, acassen/keepalived@9cbce3e2: keepalived/check/check_tcp.c tcp_check_thread, core/layer4.c",
    "defaults, acassen/keepalived@9cbce3e2: check_data.c (delay_loop 60 s, connect_timeout 5 s, retry 1), check_api.c (random first delay)",
    "captured: SYN, SYN/ACK, ACK, FIN/ACK",
  ],
  assumptions: [
    "keepalived: two directors are assumed, NODES sets another number",
    "keepalived: a failed check is repeated at the next interval here, where keepalived repeats it once after 1 s",
  ],
};
