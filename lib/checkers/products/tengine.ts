/** Tengine's upstream_check, type tcp: it looks whether bytes have come, without reading them, and closes. */
import type { Preset } from "../../model/checker";

export const tengine: Preset = {
  name: "tengine",
  product: "Tengine",
  summary: "Tengine upstream_check, type tcp",
  style: "fin",
  intervalMs: 30_000,
  timeoutMs: 1_000,
  rise: 2,
  fall: 5,
  nodes: 1,
  spread: "random",
  initially: "down",
  evidence: [
    {
      from: "source",
      text: "alibaba/tengine@fcebbd12: need_keepalive is 0 for tcp: a look, then a close; interval 30 s, timeout 1 s, rise 2, fall 5, default_down; 1 node: the worker that holds the lock",
      url: "https://github.com/alibaba/tengine/tree/fcebbd12",
    },
    { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK; an RST/ACK where a greeting had come" },
  ],
};
