/**
 * `option ssl-hello-chk`: an SSLv3 ClientHello, and any handshake message or alert for an answer.
 *
 * The time in it, four bytes, is zero here; HAProxy puts its clock there.
 */
import { be, hexOfBytes } from "../bytes";
import { is, send } from "../steps";
import type { Rule } from "./rules";

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

/** Header of the record and of the message; the time, 28 fixed bytes, no session, 39 cipher suites, no compression. */
const SSL_HELLO = [
  "16" + "0300" + "0079",
  "01" + "000075" + "0300",
  "00000000" + hexOfBytes("HAPROXYSSLCHK\nHAPROXYSSLCHK\n"),
  "00",
  "004e" + [...range(0x01, 0x1b), ...range(0x2f, 0x3a)].map((suite) => be(suite, 2)).join(""),
  "0100",
].join("");

export const sslHelloCheck: readonly Rule[] = [
  send(SSL_HELLO),
  { ...is("^[\\x15\\x16]", 5), ok: "L6OK", wrong: "L6RSP", late: "L6TOUT" },
];
