/**
 * ldirectord, `checktype=negotiate` with `service=simpletcp`: it sends, closes its own direction with a FIN, and only then reads. A service
 * that takes the end of the stream for the end of the client never answers.
 */
import type { Preset } from "../../model/checker";
import { connection } from "../../wire/connection";
import { PING } from "../styles/send-expect";
import { assumed } from "./assumed";
import { ldirectord } from "./ldirectord";

const NEGOTIATE_TIMEOUT_MS = 30_000;

export const ldirectordNegotiate: Preset = {
  ...ldirectord,
  name: "ldirectord-negotiate",
  summary: "ldirectord, checktype negotiate, service simpletcp",
  style: "send-expect",
  connections: ({ timeoutMs }) => [
    connection("full", [{ kind: "send", hex: PING }], { kind: "half-close", withinMs: timeoutMs }),
  ],
  timeoutMs: NEGOTIATE_TIMEOUT_MS,
  evidence: [
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
