/**
 * A login without a password, as user `probe` unless CLIENT_USER names one, then COM_QUIT. MySQL and MariaDB count whoever leaves without a
 * login as a failed handshake, and block the address after `max_connect_errors` of them; a login that is denied is not counted.
 *
 * https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html: a packet is three bytes of length, a sequence
 * number, and its content. The answer to a password would have to be computed from the server's challenge, so there is none. Whether the
 * login was granted or denied, COM_QUIT follows: a server that has denied it has closed already, and takes no notice.
 */
import { be, hexOfText, le } from "../wire/bytes";
import type { Protocol } from "../wire/protocol-client";
import { begins, finds, isNot, latin1, lengthOf, send, skip } from "../wire/say";

/** Protocol 4.1, a challenge of 20 bytes, long passwords; and TLS. */
const CAPABILITIES = 0x8201;
const TLS_CAPABILITY = 0x0800;
const UTF8 = "21";
const COM_QUIT = "01";
/** The server asks for another way to log in, and waits; after an error it closes. */
const ANOTHER_METHOD = "fe";

/** The greeting: packet 0, protocol 10. In a refusal an error (0xff) stands in its place. */
const GREETING = [skip(3), begins("000a")];

export const mysql: Protocol = {
  summary: "logs in without a password, then COM_QUIT",
  ports: "3306",
  accepts: "a granted login; without CLIENT_USER also a denied one",
  refusals: ["error 1129: Host is blocked", "error 1040: Too many connections", "error 1130: Host is not allowed"],
  remark:
    "A login that is denied counts towards Aborted_connects and is a line in the server's log; it does not count towards max_connect_errors. " +
    "CLIENT_USER names an account without a password, for clients that leave no trace",
  login: "user",
  tls: "inside",
  greets: (received) => mysqlGreeting(received) !== null,
  steps: ({ user, tls }) => {
    const capabilities = CAPABILITIES | (tls === null ? 0 : TLS_CAPABILITY);
    const beginning = `${le(capabilities, 4)}${le(16 * 2 ** 20, 4)}${UTF8}${"00".repeat(23)}`;
    const name = `${hexOfText(user ?? "probe")}00`;
    const noPassword = "00";
    const sequence = tls === null ? 1 : 2;
    return [
      ...GREETING,
      ...(tls === null ? [] : [send(packet(1, beginning)), tls]),
      send(packet(sequence, beginning + name + noPassword)),
      skip(3),
      begins(be(sequence + 1, 1)),
      isNot(ANOTHER_METHOD),
      finds(user === null ? `^(\\x00|${DENIED})` : "^\\x00"),
      send(packet(0, COM_QUIT)),
    ];
  },
};

/**
 * An error that belongs to a login: SQLSTATE 28000 for access denied, whatever its number; error 1251 (e3 04) with SQLSTATE 08004 where the
 * server wants a way to log in that this client has not. Error 1040 (10 04), too many connections, has that SQLSTATE as well, and comes
 * behind a login when the last place is kept for an administrator.
 */
const DENIED = "[^\\x00-\\x7f]((?s:..)#28000|[^\\x00-\\x7f]\\x04#08004)";

function packet(sequence: number, content: string): string {
  return le(lengthOf(content), 3) + be(sequence, 1) + content;
}

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
