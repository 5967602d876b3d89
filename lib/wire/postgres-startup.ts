/**
 * PostgreSQL: the startup packet of protocol 3.0, the answer, and Terminate. https://www.postgresql.org/docs/current/protocol-flow.html
 *
 * No password is known here: a request for one is an answer, and so is a denied login. The server forks a process for each.
 */
import type { Step } from "../model/extension";
import { be, hexOfText } from "./bytes";

const VERSION_3 = "00030000";
/** AuthenticationOk, a request for a password, or an error. */
const ANSWER = "^[RE]";
const TERMINATE = "5800000004";

export function postgresStartup({ user, database }: { user: string; database: string }): Step[] {
  const text = hexOfText(`user\0${user}\0database\0${database}\0\0`);
  return [
    { kind: "send", hex: be(8 + text.length / 2, 4) + VERSION_3 + text },
    { kind: "expect", match: { kind: "regex", pattern: ANSWER } },
    { kind: "send", hex: TERMINATE },
  ];
}
