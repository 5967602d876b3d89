/** dnsdist, health check over TCP: one question, behind its length, and the answer to it. */
import type { Preset } from "../../model/checker";
import { connection } from "../../wire/connection";
import { dnsQuery } from "../../wire/dns-messages";
import { assumed } from "./assumed";

export const dnsdist: Preset = {
  name: "dnsdist",
  product: "dnsdist",
  summary: "dnsdist, health check of a backend over TCP",
  style: "send-expect",
  connections: () => [connection("full", dnsQuery("a.root-servers.net"), { kind: "fin" })],
  intervalMs: 1_000,
  timeoutMs: 1_000,
  rise: 1,
  fall: 1,
  nodes: 1,
  spread: "random",
  cadence: "after-completion",
  provenance: [
    {
      from: "documentation",
      text: "one query a second (interval 1 s), the address of a.root-servers.net",
      url: "https://dnsdist.org/guides/downstreams.html",
    },
    {
      from: "capture",
      text: "the query behind its length; it reads the two bytes of a length, and then as many, whatever they are",
    },
  ],
  assumptions: assumed(
    "dnsdist",
    {
      kind: "values",
      values: [
        { about: "timeoutMs", text: "timeout 1 s" },
        { about: "rise", text: "rise 1" },
        { about: "fall", text: "fall 1" },
      ],
      after: "taken for the defaults; recursion is taken to be asked for",
      otherwise: "recursion is taken to be asked for",
    },
    "it checks over TCP only where it is told to use nothing else",
    { about: "nodes", text: "1 node: a single dnsdist is assumed; NODES sets another number" },
  ),
};
