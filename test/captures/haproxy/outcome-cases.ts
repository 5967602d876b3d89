/**
 * Rules and answers, and what HAProxy calls the outcome. PORT is the service's own port in these lines, PORT2 a second one, SHUT one
 * where nobody listens.
 */
import { hexOfText } from "../../../lib/wire/bytes";
import type { Move } from "./peer";

export interface OutcomeCase {
  title: string;
  /** Lines of the backend; `server`: parameters of its server behind `check`. */
  lines?: string[];
  server?: string;
  /** On PORT; left out: nobody listens there. */
  service?: Move[];
  second?: Move[];
  word: string;
  /** How long a check takes until it is given up, ms. */
  lastsMs?: number;
}

export const hears = (line: string): Move => ({ hear: hexOfText(line) });
export const says = (line: string, leave = false): Move => ({ say: hexOfText(line), ...(leave && { leave }) });
const END: Move = { end: true };
const RESET: Move = { reset: true };

const tcp = (...rules: string[]) => ["option tcp-check", ...rules.map((rule) => `tcp-check ${rule}`)];
const http = (...rules: string[]) => ["option httpchk GET / HTTP/1.1", ...rules.map((rule) => `http-check ${rule}`)];
const answers = (answer: string, leave = true): Move[] => [hears("\r\n\r\n"), says(answer, leave)];
const OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-State: up, ready\r\n\r\nready";
const MISSING = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
const packet = (sequence: number, content: string) =>
  (content.length / 2).toString(16).padStart(2, "0") + "0000" + sequence.toString(16).padStart(2, "0") + content;
const GREETING = packet(
  0,
  "0a" +
    hexOfText("8.0.36\0") +
    "00020000" +
    hexOfText("abcdefgh\0") +
    "fff7" +
    "21" +
    "0200" +
    "ffff" +
    "15" +
    "00".repeat(10) +
    hexOfText("ijklmnopqrst\0mysql_native_password\0"),
);
const DENIED = packet(2, "ff1504" + hexOfText("#28000Access denied"));
const BLOCKED = packet(0, "ff6904" + hexOfText("Host is blocked"));
const SWITCH = packet(2, "fe" + hexOfText("mysql_native_password\0abcdefghijklmnopqrst\0"));
const mysql = ["option mysql-check user haproxy"];

export const outcomeCases: readonly OutcomeCase[] = [
  { title: "connects", service: [], word: "L4OK" },
  { title: "refused", word: "L4CON" },
  // What connects, TLS included, has `timeout connect` (1 s) or `inter`; what follows has `timeout check` (1.5 s).
  { title: "nobody there", server: "addr 10.77.0.99", word: "L4TOUT", lastsMs: 1_000 },
  {
    title: "nobody there, who was to speak",
    lines: tcp("expect string ready"),
    server: "addr 10.77.0.99",
    word: "L4TOUT",
    lastsMs: 1_000,
  },
  {
    title: "nobody there, more time to connect than for the answer",
    lines: ["timeout connect 2s", "timeout check 500ms", ...tcp("expect string ready")],
    server: "addr 10.77.0.99 inter 3s",
    word: "L4TOUT",
    lastsMs: 2_000,
  },
  {
    title: "nobody there, a shorter inter",
    lines: ["timeout connect 2s", "timeout check 500ms", ...tcp("expect string ready")],
    server: "addr 10.77.0.99 inter 1s",
    word: "L4TOUT",
    lastsMs: 1_000,
  },
  {
    title: "no TLS from a service that was to speak inside",
    lines: tcp("expect string ready"),
    server: "check-ssl verify none",
    service: [],
    word: "L6TOUT",
    lastsMs: 1_000,
  },
  {
    title: "silence inside TLS",
    lines: tcp("expect string ready"),
    server: "check-ssl verify none",
    service: [{ tls: true }],
    word: "L7TOUT",
    lastsMs: 1_500,
  },
  {
    title: "silence inside TLS that came late",
    lines: tcp("expect string ready"),
    server: "check-ssl verify none",
    service: [{ pause: 600 }, { tls: true }],
    word: "L7TOUT",
    lastsMs: 2_000,
  },
  { title: "accepted and reset", service: [RESET], word: "L4OK" },
  // Strings.
  { title: "string, there", lines: tcp("expect string ready"), service: [says("220 ready\r\n")], word: "L7OK" },
  {
    title: "string, in two parts",
    lines: tcp("expect string ready"),
    service: [says("220 re"), { pause: 50 }, says("ady\r\n")],
    word: "L7OK",
  },
  {
    title: "string, another, silence",
    lines: tcp("expect string ready"),
    service: [says("500 no\r\n")],
    word: "L7TOUT",
  },
  {
    title: "string, another, end",
    lines: tcp("expect string ready"),
    service: [says("500 no\r\n", true)],
    word: "L7RSP",
  },
  { title: "string, nothing, end", lines: tcp("expect string ready"), service: [END], word: "L7RSP" },
  {
    title: "string, nothing, silence",
    lines: tcp("expect string ready"),
    service: [],
    word: "L7TOUT",
    lastsMs: 1_500,
  },
  {
    title: "string, nothing, reset",
    lines: tcp("expect string ready"),
    service: [{ pause: 50 }, RESET],
    word: "SOCKERR",
  },
  {
    title: "string, another, reset",
    lines: tcp("expect string ready"),
    service: [says("500 no\r\n"), { pause: 50 }, RESET],
    word: "L7RSP",
  },
  {
    title: "sent, nothing, reset",
    lines: tcp("send PING", "expect string PONG"),
    service: [hears("PING"), RESET],
    word: "SOCKERR",
  },
  {
    title: "min-recv, enough, another",
    lines: tcp("expect min-recv 4 string ready"),
    service: [says("500 no\r\n")],
    word: "L7RSP",
  },
  {
    title: "min-recv 0, another",
    lines: tcp("expect min-recv 0 string no"),
    service: [says("500\r\n")],
    word: "L7RSP",
  },
  {
    title: "min-recv 0, shorter than the string",
    lines: tcp("expect min-recv 0 string ready"),
    service: [says("500")],
    word: "L7TOUT",
  },
  {
    title: "min-recv, too few",
    lines: tcp("expect min-recv 40 string ready"),
    service: [says("500 no\r\n")],
    word: "L7TOUT",
  },
  {
    title: "min-recv, too few, end",
    lines: tcp("expect min-recv 40 string ready"),
    service: [says("ready\r\n", true)],
    word: "L7OK",
  },
  // Negated.
  { title: "! string, there", lines: tcp("expect ! string error"), service: [says("an error\r\n")], word: "L7RSP" },
  {
    title: "! string, not there, silence",
    lines: tcp("expect ! string error"),
    service: [says("ready\r\n")],
    word: "L7TOUT",
  },
  {
    title: "! string, not there, end",
    lines: tcp("expect ! string error"),
    service: [says("ready\r\n", true)],
    word: "L7OK",
  },
  {
    title: "! string with min-recv",
    lines: tcp("expect min-recv 5 ! string error"),
    service: [says("ready\r\n")],
    word: "L7OK",
  },
  {
    title: "!! string is no negation",
    lines: tcp("expect !!string ready"),
    service: [says("ready\r\n")],
    word: "L7OK",
  },
  {
    title: "! string, then string, on one answer",
    lines: tcp("expect min-recv 3 !string 500", "expect string ready"),
    service: [says("220 ready\r\n")],
    word: "L7OK",
  },
  {
    title: "two strings on one answer",
    lines: tcp("expect string ready", "expect string 220"),
    service: [says("220 ready\r\n")],
    word: "L7OK",
  },
  {
    title: "the second of two, silence",
    lines: tcp("expect string 220", "expect string gone"),
    service: [says("220 ready\r\n")],
    word: "L7TOUT",
  },
  // Patterns.
  {
    title: "rstring, there",
    lines: tcp("expect rstring ^2[0-9]{2}\\ ready\\r?$"),
    service: [says("220 ready\r\n")],
    word: "L7OK",
  },
  {
    title: "rstring, $ before the last newline",
    lines: tcp("expect rstring ready$"),
    service: [says("220 ready\n")],
    word: "L7OK",
  },
  {
    title: "rstring, $ and more, end",
    lines: tcp("expect rstring ready$"),
    service: [says("220 ready\nand more", true)],
    word: "L7RSP",
  },
  {
    title: "rstring, not there, end",
    lines: tcp("expect rstring ^3"),
    service: [says("220 ready\r\n", true)],
    word: "L7RSP",
  },
  { title: "! rstring, there", lines: tcp("expect !rstring ^[45]"), service: [says("421 busy\r\n")], word: "L7RSP" },
  { title: "binary, there", lines: tcp("expect binary 0a0B"), service: [{ say: "ff0a0b" }], word: "L7OK" },
  { title: "rbinary, there", lines: tcp("expect rbinary ^FF0[A-C]"), service: [{ say: "ff0a0b" }], word: "L7OK" },
  {
    title: "binary, not there, end",
    lines: tcp("expect binary 0a0b"),
    service: [{ say: "ff0a", leave: true }],
    word: "L7RSP",
  },
  // Words of the rule's own.
  {
    title: "error-status",
    lines: tcp("expect min-recv 1 error-status L7STS string ready"),
    service: [says("500 no")],
    word: "L7STS",
  },
  { title: "tout-status", lines: tcp("expect tout-status L6TOUT string ready"), service: [], word: "L6TOUT" },
  { title: "ok-status", lines: tcp("expect ok-status L6OK string ready"), service: [says("ready")], word: "L6OK" },
  {
    title: "error-status, nothing, end",
    lines: tcp("expect error-status L7STS string ready"),
    service: [END],
    word: "L7STS",
  },
  // Several connections.
  { title: "send and no expect", lines: tcp("send QUIT"), service: [], word: "L7OK" },
  {
    title: "two ports",
    lines: tcp("connect port PORT", "expect string one", "connect port PORT2", "expect string two"),
    service: [says("one")],
    second: [says("two")],
    word: "L7OK",
  },
  {
    title: "two ports, the second refused",
    lines: tcp("connect port PORT", "connect port SHUT"),
    service: [],
    word: "L4CON",
  },
  {
    title: "two ports, the first refused",
    lines: tcp("connect port SHUT", "connect port PORT"),
    service: [],
    word: "L4CON",
  },
  {
    title: "two ports, both silent",
    lines: tcp("connect port PORT", "connect port PORT2"),
    service: [],
    second: [],
    word: "L4OK",
  },
  {
    title: "two ports, the second says another",
    lines: tcp("connect port PORT", "connect port PORT2", "expect string two"),
    service: [],
    second: [says("three", true)],
    word: "L7RSP",
  },
  { title: "check port", server: "port SHUT", service: [], word: "L4CON" },
  { title: "linger", lines: tcp("connect linger"), service: [], word: "L4OK" },
  // TLS.
  { title: "TLS", server: "check-ssl verify none", service: [{ tls: true }], word: "L6OK" },
  {
    title: "TLS to a service without, which answers",
    server: "check-ssl verify none",
    service: [says("220 ready\r\n")],
    word: "L6RSP",
  },
  {
    title: "TLS to a silent service",
    server: "check-ssl verify none",
    service: [],
    word: "L6TOUT",
    lastsMs: 1_000,
  },
  { title: "TLS to a service that ends", server: "check-ssl verify none", service: [{ hear: 1 }, END], word: "L6RSP" },
  {
    title: "TLS to a service that resets",
    server: "check-ssl verify none",
    service: [{ hear: 1 }, RESET],
    word: "L6RSP",
  },
  { title: "TLS inherited from ssl", server: "ssl verify none", service: [{ tls: true }], word: "L6OK" },
  { title: "TLS denied for checks", server: "ssl verify none no-check-ssl", service: [], word: "L4OK" },
  {
    title: "TLS not inherited where the port is another",
    server: "ssl verify none port PORT",
    service: [],
    word: "L4OK",
  },
  {
    title: "tcp-check connect without default has no TLS",
    lines: tcp("connect"),
    server: "check-ssl verify none",
    service: [],
    word: "L4OK",
  },
  {
    title: "tcp-check connect ssl",
    lines: tcp("connect ssl"),
    server: "verify none",
    service: [{ tls: true }],
    word: "L6OK",
  },
  // HTTP.
  { title: "httpchk, 200", lines: http(), service: answers(OK), word: "L7OK" },
  { title: "httpchk, 200, the connection stays", lines: http(), service: answers(OK, false), word: "L7OK" },
  { title: "httpchk, 302", lines: http(), service: answers("HTTP/1.1 302 Found\r\n\r\n"), word: "L7OK" },
  {
    title: "httpchk, 503",
    lines: http(),
    service: answers("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", false),
    word: "L7STS",
  },
  {
    title: "httpchk, headers without end, silence",
    lines: http(),
    service: answers("HTTP/1.1 200 OK\r\nServer: x\r\n", false),
    word: "L7TOUT",
  },
  {
    title: "httpchk, headers without end, end",
    lines: http(),
    service: answers("HTTP/1.1 200 OK\r\nServer: x\r\n"),
    word: "L7RSP",
  },
  { title: "httpchk, no HTTP", lines: http(), service: answers("220 ready\r\n", false), word: "L7RSP" },
  { title: "httpchk, end", lines: http(), service: [hears("\r\n\r\n"), END], word: "L7RSP" },
  { title: "httpchk, reset", lines: http(), service: [hears("\r\n\r\n"), RESET], word: "SOCKERR" },
  { title: "httpchk, silence", lines: http(), service: [], word: "L7TOUT" },
  {
    title: "status, another",
    lines: http("expect status 200,301-303"),
    service: answers("HTTP/1.1 304 x\r\n\r\n"),
    word: "L7STS",
  },
  {
    title: "status, in a range",
    lines: http("expect status 200,301-303"),
    service: answers("HTTP/1.1 302 x\r\n\r\n"),
    word: "L7OK",
  },
  { title: "! status, there", lines: http("expect ! status 200"), service: answers(OK), word: "L7STS" },
  { title: "! status, another", lines: http("expect !status 500-599"), service: answers(OK), word: "L7OK" },
  { title: "rstatus", lines: http("expect rstatus ^2[0-9][0-9]$"), service: answers(OK), word: "L7OK" },
  { title: "rstatus, another", lines: http("expect rstatus ^3"), service: answers(OK), word: "L7STS" },
  { title: "! rstatus", lines: http("expect ! rstatus ^5"), service: answers(OK), word: "L7OK" },
  { title: "body string, there", lines: http("expect string ready"), service: answers(OK), word: "L7OK" },
  {
    title: "body string, only in the headers",
    lines: http("expect string X-State"),
    service: answers(OK),
    word: "L7RSP",
  },
  { title: "body string, no body", lines: http("expect string ready"), service: answers(MISSING), word: "L7RSP" },
  { title: "! body string, there", lines: http("expect ! string ready"), service: answers(OK), word: "L7RSP" },
  { title: "body rstring", lines: http("expect rstring ^rea"), service: answers(OK), word: "L7OK" },
  {
    title: "status, then body",
    lines: http("expect status 200", "expect string ready"),
    service: answers(OK),
    word: "L7OK",
  },
  {
    title: "hdr, one of its values",
    lines: http("expect hdr name x-state value ready"),
    service: answers(OK),
    word: "L7OK",
  },
  {
    title: "hdr, none of its values",
    lines: http("expect hdr name X-State value read"),
    service: answers(OK),
    word: "L7STS",
  },
  {
    title: "hdr, beginning",
    lines: http("expect hdr name -m beg X-St value -m beg rea"),
    service: answers(OK),
    word: "L7OK",
  },
  { title: "hdr, its name", lines: http("expect hdr name x-state"), service: answers(OK), word: "L7OK" },
  { title: "hdr, no such name", lines: http("expect hdr name x-other"), service: answers(OK), word: "L7STS" },
  {
    title: "fhdr, whole",
    lines: http("expect fhdr name x-state value up,\\ ready"),
    service: answers(OK),
    word: "L7OK",
  },
  { title: "fhdr, part", lines: http("expect fhdr name x-state value ready"), service: answers(OK), word: "L7STS" },
  {
    title: "fhdr, pattern",
    lines: http("expect fhdr name x-state value -m reg ^up.*y$"),
    service: answers(OK),
    word: "L7OK",
  },
  {
    title: "disable-on-404",
    lines: http("disable-on-404", "expect status 200"),
    service: answers(MISSING),
    word: "L7OKC",
  },
  // Protocols.
  {
    title: "redis, PONG",
    lines: ["option redis-check"],
    service: [hears("PING\r\n"), says("+PONG\r\n")],
    word: "L7OK",
  },
  {
    title: "redis, error, silence",
    lines: ["option redis-check"],
    service: [hears("PING\r\n"), says("-NOAUTH\r\n")],
    word: "L7TOUT",
  },
  {
    title: "redis, error, end",
    lines: ["option redis-check"],
    service: [hears("PING\r\n"), says("-NOAUTH\r\n", true)],
    word: "L7STS",
  },
  {
    title: "smtp",
    lines: ["option smtpchk EHLO mail.test"],
    service: [
      says("220 mx\r\n"),
      hears("EHLO mail.test\r\n"),
      says("250-mx\r\n250 HELP\r\n"),
      hears("QUIT\r\n"),
      says("221 bye\r\n"),
    ],
    word: "L7OK",
  },
  { title: "smtp, 554", lines: ["option smtpchk"], service: [says("554 no\r\n")], word: "L7STS" },
  { title: "smtp, no SMTP", lines: ["option smtpchk"], service: [says("SSH-2.0-x\r\n")], word: "L7RSP" },
  {
    title: "smtp, a banner of two lines",
    lines: ["option smtpchk"],
    service: [says("220-mx\r\n220 mx\r\n")],
    word: "L7RSP",
  },
  {
    title: "pgsql",
    lines: ["option pgsql-check user haproxy"],
    service: [{ hear: 22 }, { say: "520000000800000000" }],
    word: "L7OK",
  },
  {
    title: "pgsql, asks for a password",
    lines: ["option pgsql-check user haproxy"],
    service: [{ hear: 22 }, { say: "52000000170000000a" }],
    word: "L7OK",
  },
  {
    title: "pgsql, error",
    lines: ["option pgsql-check user haproxy"],
    service: [{ hear: 22 }, { say: "4500000010" + "53464154414c00" }],
    word: "L7RSP",
  },
  {
    title: "pgsql, something else",
    lines: ["option pgsql-check user haproxy"],
    service: [{ hear: 22 }, { say: "520000000800000001" }],
    word: "L7STS",
  },
  {
    title: "mysql",
    lines: mysql,
    service: [{ say: GREETING }, { hear: 45 }, { say: packet(2, "00000002000000") }],
    word: "L7OK",
  },
  { title: "mysql, denied", lines: mysql, service: [{ say: GREETING }, { hear: 45 }, { say: DENIED }], word: "L7STS" },
  {
    title: "mysql, another plugin",
    lines: mysql,
    service: [{ say: GREETING }, { hear: 45 }, { say: SWITCH }],
    word: "L7OK",
  },
  { title: "mysql, blocked", lines: mysql, service: [{ say: BLOCKED }], word: "L7STS" },
  { title: "mysql without a user", lines: ["option mysql-check"], service: [{ say: GREETING }], word: "L7OK" },
  { title: "mysql, no answer to the login", lines: mysql, service: [{ say: GREETING }], word: "L7TOUT" },
  {
    title: "ldap",
    lines: ["option ldap-check"],
    service: [{ hear: 14 }, { say: "300c0201016107" + "0a010004000400" }],
    word: "L7OK",
  },
  {
    title: "ldap, denied",
    lines: ["option ldap-check"],
    service: [{ hear: 14 }, { say: "300c0201016107" + "0a013104000400" }],
    word: "L7STS",
  },
  {
    title: "ldap, no LDAP",
    lines: ["option ldap-check"],
    service: [{ hear: 14 }, says("220 here is no LDAP\r\n")],
    word: "L7RSP",
  },
  {
    title: "ssl-hello-chk, alert",
    lines: ["option ssl-hello-chk"],
    service: [{ hear: 126 }, { say: "15030000020228" }],
    word: "L6OK",
  },
  {
    title: "ssl-hello-chk, no TLS",
    lines: ["option ssl-hello-chk"],
    service: [{ hear: 126 }, says("220 ready\r\n")],
    word: "L6RSP",
  },
  { title: "ssl-hello-chk, silence", lines: ["option ssl-hello-chk"], service: [], word: "L6TOUT" },
  {
    title: "spop, no agent",
    lines: ["option spop-check"],
    service: [{ hear: 82 }, { say: "0000000566" + "00000001" }],
    word: "L7RSP",
  },
];
