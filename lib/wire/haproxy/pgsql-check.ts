/** `option pgsql-check`: StartupMessage of protocol 3.0, and any request for authentication for an answer; no Terminate; a FIN. */
import { hexOfBytes } from "../bytes";
import { startupPacket } from "../postgres-messages";
import { send } from "../steps";
import type { Rule } from "./rules";

export function pgsqlCheck(user: string): readonly Rule[] {
  return [
    { kind: "connect", default: true, linger: true },
    send(startupPacket(hexOfBytes(`user\0${user}\0`))),
    { kind: "expect", match: { kind: "regex", pattern: "^E" }, not: true, minBytes: 5 },
    {
      kind: "expect",
      match: { kind: "regex", pattern: "^R\\x00\\x00\\x00(?s:.)\\x00\\x00\\x00[\\x00\\x02-\\x07\\x09\\x0a]" },
      minBytes: 9,
      wrong: "L7STS",
    },
  ];
}
