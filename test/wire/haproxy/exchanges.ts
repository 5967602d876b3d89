/** HAProxy's health checks as exchanges: what goes over the wire, each by the name that HAProxy gives it. */
import { hexOfText } from "../../../lib/bytes";
import type { Wire } from "../../../lib/checker";
import type { Step } from "../../../xk6/healthcheck";

export type Said = Omit<Wire, "prove">;

const hex = (bytes: string): Step => ({ kind: "send", hex: bytes });
const text = (line: string): Step => hex(hexOfText(line));
const regex = (pattern: string): Step => ({ kind: "expect", match: { kind: "regex", pattern } });
const length = (bytes: number): Step => ({ kind: "expect", match: { kind: "length", bytes } });

const uint = (bytes: number) => (value: number) => value.toString(16).padStart(2 * bytes, "0");
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

/** No rule, or data to be sent first: the final ACK is withheld, and what comes next carries it. */
const withheld = "half-open";
/** The service speaks first, so the handshake is completed. */
const completed = "full";
/** An RST, but a clean close where the service has closed already. */
const resets = { kind: "drain-rst" } as const;
/** `connect linger`: everything read, a clean close. */
const closes = { kind: "drain-fin" } as const;

const PLAIN: Said = { handshake: withheld, steps: [], ending: { kind: "rst" } };

/** An SSLv3 ClientHello: the time, 28 fixed bytes, no session, 39 cipher suites, no compression. Its time is zero here. */
const SSL_HELLO = [
  "16" + "0300" + "0079",
  "01" + "000075" + "0300",
  "00000000" + hexOfText("HAPROXYSSLCHK\nHAPROXYSSLCHK\n"),
  "00",
  "004e" + [...range(0x01, 0x1b), ...range(0x2f, 0x3a)].map(uint(2)).join(""),
  "0100",
].join("");

/** MySQL: HandshakeResponse41 without a password, capabilities 0x8200, packets of 16 MB, utf8; then COM_QUIT. */
const MYSQL_LOGIN =
  "29000001" + "00820000" + "00800001" + "21" + "00".repeat(23) + hexOfText("haproxy\0") + "00" + "01000000" + "01";

/** PostgreSQL: StartupMessage of protocol 3.0. */
const PGSQL_STARTUP = uint(4)(15 + "haproxy".length) + "00030000" + hexOfText("user\0haproxy\0\0");

/** LDAPv3: an anonymous simple bind. */
const LDAP_BIND = "300c" + "020101" + "6007" + "020103" + "0400" + "8000";

export const exchanges = {
  check: PLAIN,
  "tcp-check": PLAIN,
  "tcp-check connect linger": { handshake: withheld, steps: [], ending: { kind: "fin" } },
  "tcp-check expect": { handshake: completed, steps: [regex("ready")], ending: resets },
  "tcp-check send, expect": { handshake: withheld, steps: [text("PING\r\n"), regex("PONG")], ending: resets },
  "tcp-check send, send, expect": {
    handshake: withheld,
    steps: [text("USER probe\r\n"), text("PING\r\n"), regex("PONG")],
    ending: resets,
  },
  httpchk: {
    handshake: withheld,
    steps: [text("OPTIONS / HTTP/1.0\r\n\r\n"), regex("^HTTP/1\\.[01] [23]")],
    ending: resets,
  },
  "ssl-hello-chk": { handshake: withheld, steps: [hex(SSL_HELLO), regex("^[\\x15\\x16]")], ending: resets },
  // The groups that OpenSSL offered before its post-quantum ones, so that the ClientHello is one segment.
  "check-ssl": {
    handshake: withheld,
    steps: [{ kind: "tls", verify: false, groups: ["x25519", "secp256r1", "secp384r1", "secp521r1"] }],
    ending: resets,
  },
  "mysql-check user": { handshake: withheld, steps: [hex(MYSQL_LOGIN), length(78), length(11)], ending: closes },
  "pgsql-check": { handshake: withheld, steps: [hex(PGSQL_STARTUP), regex("^R")], ending: closes },
  smtpchk: {
    handshake: completed,
    steps: [
      regex("^2\\d\\d "),
      text("HELO localhost\r\n"),
      regex("^2\\d\\d[- ]"),
      text("QUIT\r\n"),
      regex("^2\\d\\d[- ]"),
    ],
    ending: closes,
  },
  "redis-check": { handshake: withheld, steps: [text("*1\r\n$4\r\nPING\r\n"), regex("^\\+PONG\r\n")], ending: resets },
  "ldap-check": { handshake: withheld, steps: [hex(LDAP_BIND), length(14)], ending: resets },
  "check-send-proxy": {
    handshake: withheld,
    steps: [{ kind: "proxy", version: 1, command: "proxy" }],
    ending: resets,
  },
  "check-send-proxy, tcp-check send, expect": {
    handshake: withheld,
    steps: [{ kind: "proxy", version: 1, command: "proxy" }, text("PING\r\n"), regex("PONG")],
    ending: resets,
  },
} satisfies Record<string, Said>;

export type Name = keyof typeof exchanges;
