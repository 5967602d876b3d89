/** Asks for the version, then says quit: https://github.com/memcached/memcached/blob/master/doc/protocol.txt */
import type { Protocol } from "../wire/protocol-client";
import { beginsWith, finds, sendLine } from "../wire/steps";

export const memcached: Protocol = {
  summary: "says version, then quit",
  ports: [{ port: 11211 }],
  accepts: "an answer that begins with VERSION",
  refusals: ["ERROR Too many open connections (maxconns_fast)", "no answer: it does not accept beyond its limit"],
  steps: () => [sendLine("version"), beginsWith("VERSION "), finds("\\n"), sendLine("quit")],
};
