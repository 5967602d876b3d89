/**
 * MySQL and MariaDB: packets, the greeting, and a login without a password.
 * https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html
 *
 * A packet is three bytes of length, a sequence number, and its content. The answer to a password would have to be computed from the
 * server's challenge, so there is none. The login is most often denied; a denied login is an answer, and does not count towards
 * max_connect_errors, as a connection without a login does.
 */
import type { Step } from "../model/extension";
import { be, byteCount, hexOfText, latin1, le } from "./bytes";
import { send, skip } from "./steps";

/** Protocol 4.1, a challenge of 20 bytes, long passwords. */
export const CAPABILITIES = 0x8201;
const LONGEST_PACKET = 16 * 2 ** 20;
const UTF8 = "21";
const NO_PASSWORD = "00";

export const COM_QUIT = mysqlPacket(0, "01");

export function mysqlPacket(sequence: number, content: string): string {
  return le(byteCount(content), 3) + be(sequence, 1) + content;
}

/** What SSLRequest and HandshakeResponse41 begin with: what the client can do, its longest packet, its character set. */
export function loginHead(capabilities: number, longestPacket = LONGEST_PACKET): string {
  return le(capabilities, 4) + le(longestPacket, 4) + UTF8 + "00".repeat(23);
}

/** The end of a login. @param user hex */
export function userWithoutPassword(user: string): string {
  return `${user}00${NO_PASSWORD}`;
}

/** A checker's login: the greeting, the login, and the answer to it, whatever they say. */
export function mysqlLogin(user: string): Step[] {
  return [ANY_PACKET, send(mysqlPacket(1, loginHead(CAPABILITIES) + userWithoutPassword(hexOfText(user)))), ANY_PACKET];
}

/** The header of a packet, and at least a byte of content. */
const ANY_PACKET = skip(5);

/** What the first packet says of the server (its version, or an error's text); null when this is no such packet. */
export function mysqlGreeting(hex: string): string | null {
  const text = latin1(hex);
  const [low = 0, middle = 0, high = 0, sequence, kind] = [...text.slice(0, 5)].map((byte) => byte.charCodeAt(0));
  const length = low + middle * 0x100 + high * 0x10000;
  if (sequence !== 0 || length < 4 || length > 0x1000) return null;
  if (kind === 0x0a) return /^([0-9]+\.[ -~]*)\0/.exec(text.slice(5))?.[1] ?? null;
  if (kind === 0xff) return /^[ -~]{4,}$/.exec(text.slice(7, 4 + length))?.[0] ?? null;
  return null;
}
