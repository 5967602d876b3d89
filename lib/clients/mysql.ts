/**
 * A login without a password, as user `probe` unless CLIENT_USER names one, then COM_QUIT. MySQL and MariaDB count whoever leaves without a
 * login as a failed handshake, and block the address after `max_connect_errors` of them; a login that is denied is not counted.
 *
 * Whether the login was granted or denied, COM_QUIT follows: a server that has denied it has closed already, and takes no notice.
 */
import { be, hexOfText } from "../wire/bytes";
import {
  CAPABILITIES,
  COM_QUIT,
  loginHead,
  mysqlGreeting,
  mysqlPacket,
  userWithoutPassword,
} from "../wire/mysql-messages";
import type { Protocol } from "../wire/protocol-client";
import { begins, finds, isNot, send, skip } from "../wire/steps";

const TLS_CAPABILITY = 0x0800;
/** The server asks for another way to log in, and waits; after an error it closes. */
const ANOTHER_METHOD = "fe";

/** The greeting: packet 0, protocol 10. In a refusal an error (0xff) stands in its place. */
const GREETING = [skip(3), begins("000a")];

export const mysql: Protocol = {
  summary: "logs in without a password, then COM_QUIT",
  ports: [{ port: 3306 }],
  accepts: "a granted login; without CLIENT_USER also a denied one",
  refusals: ["error 1129: Host is blocked", "error 1040: Too many connections", "error 1130: Host is not allowed"],
  remark:
    "A login that is denied counts towards Aborted_connects and is a line in the server's log; it does not count towards max_connect_errors. " +
    "CLIENT_USER names an account without a password, for clients that leave no trace",
  login: "user",
  tls: "inside",
  greets: (received) => mysqlGreeting(received) !== null,
  steps: ({ user, tls }) => {
    const head = loginHead(CAPABILITIES | (tls === null ? 0 : TLS_CAPABILITY));
    const sequence = tls === null ? 1 : 2;
    return [
      ...GREETING,
      ...(tls === null ? [] : [send(mysqlPacket(1, head)), tls]),
      send(mysqlPacket(sequence, head + userWithoutPassword(hexOfText(user ?? "probe")))),
      skip(3),
      begins(be(sequence + 1, 1)),
      isNot(ANOTHER_METHOD),
      finds(user === null ? `^(\\x00|${DENIED})` : "^\\x00"),
      send(COM_QUIT),
    ];
  },
};

/**
 * An error that belongs to a login: SQLSTATE 28000 for access denied, whatever its number; error 1251 (e3 04) with SQLSTATE 08004 where the
 * server wants a way to log in that this client has not. Error 1040 (10 04), too many connections, has that SQLSTATE as well, and comes
 * behind a login when the last place is kept for an administrator.
 */
const DENIED = "[^\\x00-\\x7f]((?s:..)#28000|[^\\x00-\\x7f]\\x04#08004)";
