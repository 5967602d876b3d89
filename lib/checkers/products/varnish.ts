/**
 * Varnish, backend probe: a request over HTTP whatever the backend speaks, read to its end.
 *
 * 3 (`threshold`) of the last 8 probes (`window`) must be good; a fresh backend begins with 2 good ones (`initial`), so
 * its first good probe brings it up.
 */
import type { Preset } from "../../model/checker";
import { connection } from "../../wire/connection";
import { httpRequest } from "../../wire/http-request";
import { httpStatus } from "../../wire/http-status";
import { readToEnd } from "../../wire/read-to-end";
import { assumed } from "./assumed";

export const varnish: Preset = {
  name: "varnish",
  product: "Varnish",
  summary: "Varnish backend probe",
  style: "send-expect",
  connections: ({ host }) => [
    connection(
      "full",
      [
        httpRequest({
          headers: [
            ["Host", host],
            ["Connection", "close"],
          ],
        }),
        { ...httpStatus("200"), keep: true },
        readToEnd,
      ],
      { kind: "drain-fin" },
    ),
  ],
  intervalMs: 5_000,
  timeoutMs: 2_000,
  rise: 3,
  fall: 6,
  nodes: 1,
  spread: "random",
  cadence: "after-completion",
  initially: "down-unproven",
  provenance: [
    {
      from: "source",
      text: "varnishcache/varnish-cache@27d2ce15: bin/varnishd/cache/cache_backend_probe.c vbp_poke; the next one is due an interval after its end; interval 5 s, timeout 2 s, window 8, threshold 3, initial 2; 1 node for each backend of each loaded VCL",
      url: "https://github.com/varnishcache/varnish-cache/blob/27d2ce15/bin/varnishd/cache/cache_backend_probe.c",
    },
    { from: "capture", text: "GET / HTTP/1.1, Host, Connection: close; it reads to the end" },
  ],
  assumptions: assumed(
    "varnish",
    {
      about: ["rise", "fall"],
      text: "the window is told in counts: rise 3 after many failures, and fall 6 leave fewer than 3 good probes of 8",
    },
    "an answer of 200 is expected, and Host names the target",
  ),
};
