/**
 * `option mysql-check`: reads the greeting; with a user, a login without a password and COM_QUIT are sent before the greeting was
 * read, all in one segment, and the answer to the login decides. A FIN at the end.
 *
 * https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html
 */
import { hexOfBytes, le } from "../bytes";
import { COM_QUIT, loginHead, mysqlPacket, userWithoutPassword } from "../mysql-messages";
import { finds, send } from "../steps";
import type { Expect, Rule } from "./rules";

/** Header: three bytes of length, the sequence number. */
const HEADER = "(?s:.){4}";
/** 0xff begins an error, and then its number, which is from 1,000 to 4,999. A byte above 0x7f is no more than that to a pattern. */
const ERROR = "[^\\x00-\\x7f](?s:.)[\\x03-\\x13]";
/** Version; connection, challenge, capabilities, character set and status; the rest of the challenge; the name of a plugin. */
const GREETING = `^${HEADER}\\x0a[^\\x00]*\\x00(?s:.){16,31}[^\\x00]+\\x00`;
const ANSWER = `${GREETING}(?:[^\\x00]*\\x00)?(?s:.){2}\\x00\\x02`;

/** Capabilities and the longest packet; before 4.1 in two and three bytes. post-80 (3.4) names the plugin for its password. */
const LOGIN_HEAD = {
  "post-41": loginHead(0x8200, 0x1008000),
  "post-80": loginHead(0x88200, 0x1008000),
  "pre-41": le(0x8000, 2) + le(0x10000, 3),
};
const PLUGIN = hexOfBytes("mysql_native_password\0");

export interface MysqlLogin {
  user: string;
  /** Default `post-41`. */
  protocol?: keyof typeof LOGIN_HEAD;
}

export function mysqlCheck(login?: MysqlLogin): readonly Rule[] {
  const greeted: Rule[] = [
    regex({ pattern: `^${HEADER}${ERROR}`, not: true, wrong: "L7STS", minBytes: 7 }),
    regex({ pattern: GREETING, wrong: "L7RSP" }),
  ];
  const connect: Rule = { kind: "connect", default: true, linger: true };
  if (login === undefined) return [connect, ...greeted];
  const { user, protocol = "post-41" } = login;
  const plugin = protocol === "post-80" ? PLUGIN : "";
  const content = LOGIN_HEAD[protocol] + userWithoutPassword(hexOfBytes(user)) + plugin;
  return [
    connect,
    send(mysqlPacket(1, content), COM_QUIT),
    ...greeted,
    regex({ pattern: `${ANSWER}(?s:.)`, wrong: "L7RSP" }),
    regex({ pattern: `${ANSWER}${ERROR}`, not: true, wrong: "L7STS", minBytes: 0 }),
  ];
}

function regex({ pattern, ...others }: Omit<Expect, "kind" | "match"> & { pattern: string }): Expect {
  return { ...finds(pattern), ...others };
}
