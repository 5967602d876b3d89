/**
 * PostgreSQL: the startup packet of protocol 3.0, the answer, and Terminate. https://www.postgresql.org/docs/current/protocol-flow.html
 *
 * No password is known here: a request for one is an answer, and so is a denied login. The server forks a process for each.
 */
import type { Step } from "../model/extension";
import { be, byteCount, hexOfText } from "./bytes";
import { is, send } from "./steps";

const VERSION_3 = "00030000";
/** AuthenticationOk, a request for a password, or an error. */
const ANSWER = "^[RE]";
const TERMINATE = "5800000004";

/** @param parameters hex: each name and each value with a zero byte behind it */
export function startupPacket(parameters: string): string {
  const content = `${VERSION_3}${parameters}00`;
  return be(4 + byteCount(content), 4) + content;
}

export function startupParameters(...parameters: [name: string, value: string][]): string {
  return hexOfText(parameters.map(([name, value]) => `${name}\0${value}\0`).join(""));
}

/** A checker's session: it begins, takes whatever is answered, and ends. The first byte turns down what is no answer. */
export function postgresSession({ user, database }: { user: string; database: string }): Step[] {
  return [
    send(startupPacket(startupParameters(["user", user], ["database", database]))),
    is(ANSWER, 1),
    send(TERMINATE),
  ];
}
