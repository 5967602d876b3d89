/** ldirectord (IPVS): the director checks one server after the other, by `checktype=connect` or `negotiate`. */
import type { Preset } from "../../model/checker";
import { connection } from "../../wire/connection";
import { PING } from "../styles/send-expect";
import { assumed } from "./assumed";

/** `checktype=connect`: connect and close. */
export const ldirectord: Preset = {
  name: "ldirectord",
  product: "ldirectord",
  summary: "ldirectord, checktype connect (IPVS)",
  style: "fin",
  intervalMs: 10_000,
  timeoutMs: 5_000,
  rise: 1,
  fall: 1,
  nodes: 1,
  spread: "random",
  cadence: "after-completion",
  provenance: [
    {
      from: "source",
      text: "ClusterLabs/resource-agents@bf01ad08: ldirectord/ldirectord.in check_connect; checkinterval (interval 10 s), checktimeout (timeout 5 s), failurecount (fall 1), one success (rise 1); 1 node: the director that runs it",
      url: "https://github.com/ClusterLabs/resource-agents/blob/bf01ad08/ldirectord/ldirectord.in",
    },
    { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK" },
  ],
};

/**
 * `checktype=negotiate` with `service=simpletcp`: it sends, closes its own direction with a FIN, and only then reads. A
 * service that takes the end of the stream for the end of the client never answers.
 */
export const ldirectordNegotiate: Preset = {
  name: "ldirectord-negotiate",
  product: "ldirectord",
  summary: "ldirectord, checktype negotiate, service simpletcp",
  style: "send-expect",
  connections: ({ timeoutMs }) => [
    connection("full", [{ kind: "send", hex: PING }], { kind: "half-close", withinMs: timeoutMs }),
  ],
  intervalMs: 10_000,
  timeoutMs: 30_000,
  rise: 1,
  fall: 1,
  nodes: 1,
  spread: "random",
  cadence: "after-completion",
  provenance: [
    {
      from: "source",
      text: "ClusterLabs/resource-agents@bf01ad08: ldirectord/ldirectord.in; checkinterval (interval 10 s), negotiatetimeout (timeout 30 s), failurecount (fall 1), one success (rise 1); 1 node: the director that runs it",
      url: "https://github.com/ClusterLabs/resource-agents/blob/bf01ad08/ldirectord/ldirectord.in",
    },
    { from: "capture", text: "request, FIN/ACK, then the answer" },
  ],
  assumptions: assumed(
    "ldirectord-negotiate",
    "the request is PING, as none is prescribed",
    "the answer is read, and not compared with `receive`",
  ),
};

export const ldirectordPresets = [ldirectord, ldirectordNegotiate];
