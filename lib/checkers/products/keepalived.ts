/**
 * keepalived TCP_CHECK: connect and close, from each director (MASTER and BACKUP). One success brings a server back; a failed check is
 * repeated once, after a second.
 */
import type { Claim } from "../../model/assumptions";
import type { Evidence, Preset } from "../../model/checker";
import { assumed } from "./assumed";

export const KEEPALIVED_DIRECTORS: Claim = {
  about: "nodes",
  text: "2 nodes: every director checks, and a pair of them is assumed; NODES sets another number",
};

/** What all of its checkers share. How soon a failed check is repeated is a matter of each (`delay_before_retry`). */
export const KEEPALIVED_SHARED = {
  product: "keepalived",
  intervalMs: 60_000,
  timeoutMs: 5_000,
  rise: 1,
  fall: 2,
  nodes: 2,
  spread: "random",
  cadence: "after-completion",
  initially: "up-unproven",
} as const satisfies Partial<Preset>;

/** @param retry `1 s`: how soon a failed check is repeated, and where that is said */
export function keepalivedTimes(retry: string): Evidence {
  return {
    from: "source",
    text: `acassen/keepalived@9cbce3e2: check_data.c, check_api.c: delay_loop (interval 60 s), connect_timeout (timeout 5 s), one success (rise 1), retry 1 after ${retry} (fall 2; 1 for the first check), a random first delay`,
    url: "https://github.com/acassen/keepalived/blob/9cbce3e2/keepalived/check/check_data.c",
  };
}

export const keepalived: Preset = {
  ...KEEPALIVED_SHARED,
  name: "keepalived",
  summary: "keepalived TCP_CHECK (IPVS)",
  style: "fin",
  fastIntervalMs: 1_000,
  evidence: [
    {
      from: "source",
      text: "acassen/keepalived@9cbce3e2: keepalived/check/check_tcp.c tcp_check_thread, core/layer4.c socket_bind_connect (SO_LINGER{1,5}): a plain close, nothing read",
      url: "https://github.com/acassen/keepalived/blob/9cbce3e2/keepalived/check/check_tcp.c",
    },
    keepalivedTimes("1 s"),
    { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK (keepalived 2.2.7)" },
  ],
  assumptions: assumed(
    "keepalived",
    KEEPALIVED_DIRECTORS,
    "keepalived 2.1 or newer is assumed; older ones end with an RST: keepalived-pre-2-1",
  ),
};
