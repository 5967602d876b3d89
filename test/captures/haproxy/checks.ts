/**
 * HAProxy's health checks, each against a service that answers as its protocol has it: the configuration, the service's moves,
 * the result that must come out.
 *
 * HAProxy ends with an RST unless it knows that the service has closed. So each check that gets an answer meets two services: one
 * that stays until the checker has ended, and one that leaves in the very segment of its answer.
 */
import { hexOfText } from "../../../lib/wire/bytes";
import { exchanges, type Name } from "./exchanges";
import type { Move } from "./peer";
import { endedOtherwise, maskHello, maskProxyHeader, maskTls, type Mask } from "./telling";

export interface Check {
  name: Name;
  /** HAProxy's configuration: lines of the backend, parameters of its `server`. */
  lines?: string[];
  server?: string;
  service: Move[];
  status: "L4OK" | "L6OK" | "L7OK";
  /** What differs from one check to the next: hidden, with the rest compared. */
  mask?: Mask;
  /** A real race: from one of its outcomes to the other. */
  race?: (text: string) => string;
}

const hears = (line: string): Move => ({ hear: hexOfText(line) });
const says = (line: string): Move => ({ say: hexOfText(line) });

const MYSQL_GREETING = [
  "4a000000",
  "0a" + hexOfText("8.0.36\0") + "07000000" + hexOfText("abcdefgh\0"),
  "fff7" + "21" + "0200" + "ffff" + "15" + "00".repeat(10),
  hexOfText("ijklmnopqrst\0mysql_native_password\0"),
].join("");
const MYSQL_OK = "0700000200000002000000";
const MYSQL_LOGIN_BYTES = 4 + 41;

/** AuthenticationOk. */
const PGSQL_OK = "520000000800000000";

const LDAP_BIND_BYTES = 14;
const LDAP_BOUND = "300c" + "020101" + "6107" + "0a0100" + "0400" + "0400";

const SSL_HELLO_BYTES = 126;
/** A fatal alert, handshake_failure: what a TLS service makes of an SSLv3 ClientHello. */
const TLS_REFUSAL = "15" + "0300" + "0002" + "0228";

const stays: Check[] = [
  { name: "check", service: [], status: "L4OK" },
  { name: "tcp-check", lines: ["option tcp-check"], service: [], status: "L4OK" },
  {
    name: "tcp-check connect linger",
    lines: ["option tcp-check", "tcp-check connect linger"],
    service: [],
    status: "L4OK",
  },
  {
    name: "tcp-check expect",
    lines: ["option tcp-check", "tcp-check expect string ready"],
    service: [says("220 ready\r\n")],
    status: "L7OK",
  },
  {
    name: "tcp-check send, expect",
    lines: ["option tcp-check", "tcp-check send PING\\r\\n", "tcp-check expect string PONG"],
    service: [hears("PING\r\n"), says("PONG\r\n")],
    status: "L7OK",
  },
  {
    name: "tcp-check send, send, expect",
    lines: [
      "option tcp-check",
      "tcp-check send USER\\ probe\\r\\n",
      "tcp-check send PING\\r\\n",
      "tcp-check expect string PONG",
    ],
    service: [hears("PING\r\n"), says("PONG\r\n")],
    status: "L7OK",
  },
  {
    name: "httpchk",
    lines: ["option httpchk"],
    service: [hears("\r\n\r\n"), says("HTTP/1.0 200 OK\r\n\r\n")],
    status: "L7OK",
  },
  {
    name: "ssl-hello-chk",
    lines: ["option ssl-hello-chk"],
    service: [{ hear: SSL_HELLO_BYTES }, { say: TLS_REFUSAL }],
    status: "L6OK",
    mask: maskHello,
  },
  { name: "check-ssl", server: "check-ssl verify none", service: [{ tls: true }], status: "L6OK", mask: maskTls },
  {
    name: "mysql-check user",
    lines: ["option mysql-check user haproxy"],
    service: [{ say: MYSQL_GREETING }, { hear: MYSQL_LOGIN_BYTES }, { say: MYSQL_OK }],
    status: "L7OK",
  },
  {
    name: "pgsql-check",
    lines: ["option pgsql-check user haproxy"],
    service: [hears("haproxy\0\0"), { say: PGSQL_OK }],
    status: "L7OK",
  },
  {
    name: "smtpchk",
    lines: ["option smtpchk"],
    service: [
      says("220 mx.test ESMTP\r\n"),
      hears("HELO localhost\r\n"),
      says("250 mx.test\r\n"),
      hears("QUIT\r\n"),
      says("221 bye\r\n"),
    ],
    status: "L7OK",
  },
  {
    name: "redis-check",
    lines: ["option redis-check"],
    service: [hears("PING\r\n"), says("+PONG\r\n")],
    status: "L7OK",
  },
  {
    name: "ldap-check",
    lines: ["option ldap-check"],
    service: [{ hear: LDAP_BIND_BYTES }, { say: LDAP_BOUND }],
    status: "L7OK",
  },
  { name: "check-send-proxy", server: "check-send-proxy", service: [], status: "L4OK", mask: maskProxyHeader },
  {
    name: "check-send-proxy, tcp-check send, expect",
    lines: ["option tcp-check", "tcp-check send PING\\r\\n", "tcp-check expect string PONG"],
    server: "check-send-proxy",
    service: [hears("PING\r\n"), says("PONG\r\n")],
    status: "L7OK",
    mask: maskProxyHeader,
  },
];

const leaves = stays.flatMap((check): Check[] => {
  const last = check.service[check.service.length - 1];
  if (last === undefined || !("say" in last)) return [];
  const left = { ...check, service: [...check.service.slice(0, -1), { ...last, leave: true }] };
  // A read that gets all the answer tells nothing of the FIN behind it. HAProxy looks again only where its poller has
  // reported the FIN: not when it found the answer before it had asked the poller, which is a matter of microseconds.
  return [exchanges[check.name].ending.kind === "drain-rst" ? { ...left, race: endedOtherwise } : left];
});

export const checks: readonly (Check & { title: string })[] = [
  ...stays.map((check) => ({ ...check, title: check.name })),
  ...leaves.map((check) => ({ ...check, title: `${check.name}; the service leaves with its answer` })),
];
