/**
 * MySQL: the greeting, a login without a password, and the answer to it.
 * https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html
 *
 * The answer to a password would have to be computed from the server's challenge. So the login is most often denied; a denied login is an
 * answer, and does not count towards max_connect_errors, as a connection without a login does.
 */
import type { Step } from "../model/extension";
import { be, hexOfText, le } from "./bytes";

/** Protocol 4.1, a challenge of 20 bytes, long passwords. */
const CAPABILITIES = 0x8201;
const LONGEST_PACKET = 16 * 2 ** 20;
const UTF8 = "21";
const NO_PASSWORD = "00";

/** The header of a packet (three bytes of length, a sequence number), and at least a byte of content. */
const packet: Step = { kind: "expect", match: { kind: "length", bytes: 5 } };

export const COM_QUIT: Step = { kind: "send", hex: mysqlPacket(0, "01") };

export function mysqlLogin(user: string): Step[] {
  const login = `${le(CAPABILITIES, 4)}${le(LONGEST_PACKET, 4)}${UTF8}${"00".repeat(23)}${hexOfText(`${user}\0`)}`;
  return [packet, { kind: "send", hex: mysqlPacket(1, login + NO_PASSWORD) }, packet];
}

function mysqlPacket(sequence: number, content: string): string {
  return le(content.length / 2, 3) + be(sequence, 1) + content;
}
