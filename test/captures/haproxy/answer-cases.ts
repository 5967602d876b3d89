/** HTTP answers by their length and chunks, long answers, LDAP, SPOP and patterns in hex, and what HAProxy calls the outcome. */
import { hexOfText } from "../../../lib/wire/bytes";
import { says, hears, type OutcomeCase } from "./outcome-cases";
import type { Move } from "./peer";

const tcp = (...rules: string[]) => ["option tcp-check", ...rules.map((rule) => `tcp-check ${rule}`)];
const http = (...rules: string[]) => ["option httpchk GET / HTTP/1.1", ...rules.map((rule) => `http-check ${rule}`)];
/** The connection stays open behind it. */
const answers = (answer: string): Move[] => [hears("\r\n\r\n"), says(answer)];
const ends = (answer: string): Move[] => [hears("\r\n\r\n"), says(answer, true)];

const OK = "HTTP/1.1 200 OK\r\n";
const sized = (body: string) => `${OK}Content-Length: ${body.length}\r\n\r\n${body}`;
const CHUNKED = `${OK}Transfer-Encoding: chunked\r\n\r\n`;
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
const LAST = "0\r\n\r\n";

const bodies: readonly OutcomeCase[] = [
  {
    title: "a text over two chunks",
    lines: http("expect string HELLO"),
    service: answers(CHUNKED + chunk("HEL") + chunk("LO")),
    word: "L7OK",
  },
  {
    title: "a chunk's size is not in the body",
    lines: http("expect ! string a"),
    service: answers(CHUNKED + chunk("0123456789") + LAST),
    word: "L7OK",
  },
  {
    title: "a body without the unwanted text, by its length",
    lines: http("expect ! string ERR"),
    service: answers(sized("fine")),
    word: "L7OK",
  },
  { title: "the unwanted text", lines: http("expect ! string ERR"), service: answers(sized("an ERR")), word: "L7RSP" },
  {
    title: "another body, by its length",
    lines: http("expect string RIGHT"),
    service: answers(sized("WRONG")),
    word: "L7RSP",
  },
  {
    title: "another body, by its last chunk",
    lines: http("expect string RIGHT"),
    service: answers(CHUNKED + chunk("WRONG") + LAST),
    word: "L7RSP",
  },
  { title: "an empty body", lines: http("expect ! string RIGHT"), service: answers(sized("")), word: "L7RSP" },
  {
    title: "no content",
    lines: http("expect string RIGHT"),
    service: answers("HTTP/1.1 204 No Content\r\n\r\n"),
    word: "L7RSP",
  },
  {
    title: "what comes behind the length",
    lines: http("expect string RIGHT"),
    service: answers(`${sized("WRONG")}RIGHT`),
    word: "L7RSP",
  },
  {
    title: "the body of an answer to HEAD",
    lines: ["option httpchk HEAD / HTTP/1.1", "http-check expect string RIGHT"],
    service: answers(sized("RIGHT")),
    word: "L7RSP",
  },
  {
    title: "a body that ends with the connection",
    lines: http("expect ! string ERR"),
    service: ends(`${OK}\r\nfine`),
    word: "L7OK",
  },
  {
    title: "a body that may go on",
    lines: http("expect ! string ERR"),
    service: answers(`${OK}\r\nfine`),
    word: "L7TOUT",
  },
  {
    title: "a body cut off, with the text in it",
    lines: http("expect string RIGHT"),
    service: ends(`${OK}Content-Length: 9\r\n\r\nRIGHT`),
    word: "L7OK",
  },
  {
    title: "a body cut off, without the text in it",
    lines: http("expect string RIGHT"),
    service: ends(`${OK}Content-Length: 9\r\n\r\nWRONG`),
    word: "L7RSP",
  },
  {
    title: "a body cut off, without the unwanted text",
    lines: http("expect ! string ERR"),
    service: ends(`${OK}Content-Length: 9\r\n\r\nfine`),
    word: "L7OK",
  },
  {
    title: "chunks cut off, without the unwanted text",
    lines: http("expect ! string ERR"),
    service: ends(CHUNKED + chunk("fine")),
    word: "L7OK",
  },
  {
    title: "a regular expression over chunks",
    lines: http("expect rstring ^HE.*O$"),
    service: answers(CHUNKED + chunk("HEL") + chunk("LO") + LAST),
    word: "L7OK",
  },
  {
    title: "a rule on the body, then one on the status",
    lines: http("expect string no", "expect status 200"),
    service: answers(`HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nno`),
    word: "L7STS",
  },
  {
    title: "fewer bytes of the body than min-recv",
    lines: http("expect min-recv 9 string fine"),
    service: answers(`${OK}\r\nfine`),
    word: "L7TOUT",
  },
  {
    title: "as many, and another body",
    lines: http("expect min-recv 4 string RIGHT"),
    service: answers(`${OK}\r\nWRONG`),
    word: "L7RSP",
  },
];

const heads: readonly OutcomeCase[] = [
  {
    title: "an empty line before the answer",
    lines: http("expect status 200"),
    service: answers(`\r\n${sized("x")}`),
    word: "L7OK",
  },
  {
    title: "two blanks behind the version",
    lines: http("expect status 200"),
    service: answers(sized("x").replace("1.1 ", "1.1  ")),
    word: "L7OK",
  },
  {
    title: "a blank in a header's name",
    lines: http("expect status 200"),
    service: answers(`${OK}X Y: z\r\n\r\n`),
    word: "L7RSP",
  },
  {
    title: "a length that is no number",
    lines: http("expect status 200"),
    service: answers(`${OK}Content-Length: abc\r\n\r\n`),
    word: "L7RSP",
  },
  {
    title: "two lengths",
    lines: http("expect status 200"),
    service: answers(`${OK}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx`),
    word: "L7RSP",
  },
  {
    title: "a comma within quotes",
    lines: http("expect ! hdr name x-list value -m beg b"),
    service: answers(`${OK}X-List: "a,b", c\r\nContent-Length: 0\r\n\r\n`),
    word: "L7OK",
  },
  {
    title: "a header of two lines",
    lines: http("expect hdr name x-f value -m sub b"),
    service: answers(`${OK}X-F: a\r\n b\r\nContent-Length: 0\r\n\r\n`),
    word: "L7OK",
  },
  {
    title: "a pattern that would match beyond its header",
    lines: http("expect hdr name x-f value -m reg ^[^a]*$"),
    service: answers(`${OK}X-F: b\r\nX-G: a\r\nContent-Length: 0\r\n\r\n`),
    word: "L7OK",
  },
  {
    title: "the name of a header in capitals",
    lines: http("expect hdr name -m beg X-F"),
    service: answers(`${OK}x-flag: b\r\nContent-Length: 0\r\n\r\n`),
    word: "L7OK",
  },
  {
    title: "a status of its own for silence",
    lines: http("expect tout-status L4TOUT status 200"),
    service: [hears("\r\n\r\n")],
    word: "L4TOUT",
  },
  {
    title: "a status of its own for half an answer",
    lines: http("expect tout-status L6TOUT status 200"),
    service: answers(OK),
    word: "L6TOUT",
  },
  {
    title: "a 404 with disable-on-404, whatever the rule wants of its body",
    lines: ["http-check disable-on-404", ...http("expect string RIGHT")],
    service: answers("HTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nno"),
    word: "L7OKC",
  },
  {
    title: "a rule whose failure is a conditional success",
    lines: tcp("expect error-status L7OKC string ready"),
    service: [says("stopping"), { end: true }],
    word: "L7OKC",
  },
  {
    title: "an interim answer ahead of the answer",
    lines: http("expect status 200"),
    service: answers(`HTTP/1.1 100 Continue\r\n\r\n${sized("x")}`),
    word: "L7STS",
  },
  {
    title: "another protocol than was asked for",
    lines: http("expect status 101"),
    service: answers("HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nhello"),
    word: "L7OK",
  },
  {
    title: "a body behind another protocol",
    lines: http("expect string hello"),
    service: answers("HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nhello"),
    word: "L7OK",
  },
  {
    title: "a NUL in a header",
    lines: http("expect status 200"),
    service: answers(`${OK}X: a\0b\r\n\r\n`),
    word: "L7OK",
  },
  {
    title: "a status of two digits",
    lines: http("expect ! status 200"),
    service: answers("HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n"),
    word: "L7OK",
  },
  {
    title: "no status",
    lines: http("expect ! status 200"),
    service: answers("HTTP/1.1 \r\nContent-Length: 0\r\n\r\n"),
    word: "L7RSP",
  },
  {
    title: "a status of four digits",
    lines: http("expect status 200"),
    service: answers("HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n"),
    word: "L7STS",
  },
  {
    title: "version 2.0 in HTTP/1",
    lines: http("expect status 200"),
    service: answers("HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n"),
    word: "L7OK",
  },
  {
    title: "chunks in HTTP/1.0",
    lines: http("expect string HELLO"),
    service: answers(CHUNKED.replace("1.1", "1.0") + chunk("HELLO") + LAST),
    word: "L7OK",
  },
  {
    title: "a coding that is not chunked last",
    lines: http("expect string HELLO"),
    service: answers(`${OK}Transfer-Encoding: chunked, gzip\r\n\r\nHELLO`),
    word: "L7RSP",
  },
  {
    title: "a header that begins with a blank",
    lines: http("expect status 200"),
    service: answers(`HTTP/1.1 200 OK\r\n X: y\r\n\r\n`),
    word: "L7RSP",
  },
  {
    title: "a header without a name",
    lines: http("expect status 200"),
    service: answers(`${OK}: y\r\n\r\n`),
    word: "L7RSP",
  },
  {
    title: "a CR alone in a header",
    lines: http("expect status 200"),
    service: answers(`${OK}X: a\rb\r\n\r\n`),
    word: "L7RSP",
  },
  {
    title: "a length that is empty",
    lines: http("expect status 200"),
    service: answers(`${OK}Content-Length:\r\n\r\n`),
    word: "L7RSP",
  },
  {
    title: "a length with a sign",
    lines: http("expect status 200"),
    service: answers(`${OK}Content-Length: +1\r\n\r\nx`),
    word: "L7RSP",
  },
];

const LONG: Move = { say: hexOfText("x"), times: 20_000 };
const buffers: readonly OutcomeCase[] = [
  { title: "a text behind 20,000 bytes", lines: tcp("expect string END"), service: [LONG, says("END")], word: "L7RSP" },
  { title: "20,000 bytes, and silence", lines: tcp("expect string END"), service: [LONG], word: "L7RSP" },
  {
    title: "a text behind a body of 20,000 bytes",
    lines: http("expect string END"),
    service: [...answers(`${OK}Content-Length: 20003\r\n\r\n`), LONG, says("END")],
    word: "L7RSP",
  },
  {
    title: "headers of 20,000 bytes",
    lines: http("expect status 200"),
    service: [...answers(`${OK}X-Long: `), LONG, says("\r\n\r\n")],
    word: "L7RSP",
  },
];

const bytes = (...parts: string[]): Move[] => parts.flatMap((hex): Move[] => [{ pause: 150 }, { say: hex }]).slice(1);
const BIND = "3084000000100201016184000000070a010004000400";
const hello = (content: string) => (content.length / 2).toString(16).padStart(8, "0") + content;
const item = (name: string, value: string) => hexOfText(String.fromCharCode(name.length) + name) + value;
const VERSION = item("version", `0803${hexOfText("2.0")}`);
const SIZE = item("max-frame-size", "03fcf006");
const CAPABILITIES = item("capabilities", "0800");
const AGENT = "65000000010000";
const spop = (...parts: string[]): Move[] => [{ hear: 4 }, ...bytes(...parts)];

const protocols: readonly OutcomeCase[] = [
  {
    title: "LDAP in two segments",
    lines: ["option ldap-check"],
    service: [{ hear: 4 }, ...bytes(BIND.slice(0, 28), BIND.slice(28))],
    word: "L7OK",
  },
  {
    title: "LDAP, another result",
    lines: ["option ldap-check"],
    service: [{ hear: 4 }, ...bytes(BIND.replace("0a0100", "0a0131"))],
    word: "L7STS",
  },
  {
    title: "LDAP cut off",
    lines: ["option ldap-check"],
    service: [{ hear: 4 }, ...bytes(BIND.slice(0, 30)), { end: true }],
    word: "L7RSP",
  },
  {
    title: "SPOP",
    lines: ["option spop-check"],
    service: spop(hello(AGENT + VERSION + SIZE + CAPABILITIES)),
    word: "L7OK",
  },
  {
    title: "SPOP in two segments, in another order",
    lines: ["option spop-check"],
    service: spop(
      ...[hello(AGENT + CAPABILITIES + VERSION + SIZE)].flatMap((hex) => [hex.slice(0, 40), hex.slice(40)]),
    ),
    word: "L7OK",
  },
  {
    title: "SPOP without a version",
    lines: ["option spop-check"],
    service: spop(hello(AGENT + SIZE + CAPABILITIES)),
    word: "L7RSP",
  },
  {
    title: "SPOP of version 9.0",
    lines: ["option spop-check"],
    service: spop(hello(AGENT + item("version", `0803${hexOfText("9.0")}`) + SIZE + CAPABILITIES)),
    word: "L7RSP",
  },
  {
    title: "SPOP without a flag",
    lines: ["option spop-check"],
    service: spop(hello(`65000000000000${VERSION}${SIZE}${CAPABILITIES}`)),
    word: "L7RSP",
  },
  {
    title: "SPOP cut off",
    lines: ["option spop-check"],
    service: [...spop(hello(AGENT + VERSION + SIZE + CAPABILITIES).slice(0, 40)), { end: true }],
    word: "L7RSP",
  },
  { title: "SPOP of length 0", lines: ["option spop-check"], service: spop("00000000"), word: "L7RSP" },
  {
    title: "HTTP for SPOP",
    lines: ["option spop-check"],
    service: spop(hexOfText("HTTP/1.1 400 Bad Request\r\n\r\n")),
    word: "L7TOUT",
  },
  {
    title: "hex digits from the middle of a byte on",
    lines: tcp("expect rbinary 10"),
    service: [{ say: "010a" }],
    word: "L7OK",
  },
  {
    title: "hex digits in lower case",
    lines: tcp("expect rbinary ff"),
    service: [{ say: "ff" }, { end: true }],
    word: "L7RSP",
  },
  {
    title: "hex digits in a class, negated",
    lines: tcp("expect rbinary ^[^0]+$"),
    service: [{ say: "ffa1" }],
    word: "L7OK",
  },
];

const SETTINGS = "000000040000000000";
const frame = (type: string, flags: string, payload: string) =>
  `${(payload.length / 2).toString(16).padStart(6, "0")}${type}${flags}00000001${payload}`;
const http2 = (...frames: string[]): Move[] => [
  { hear: 51 },
  { say: SETTINGS },
  { hear: 20 },
  { say: frames.join("") },
];
const H2 = "proto h2";

const END: Move = { end: true };

const http2Cases: readonly OutcomeCase[] = [
  {
    title: "HTTP/2, a good status",
    lines: ["option httpchk"],
    server: H2,
    service: http2(frame("01", "05", "88")),
    word: "L7OK",
  },
  {
    title: "HTTP/2, another status",
    lines: ["option httpchk"],
    server: H2,
    service: http2(frame("01", "05", "8d")),
    word: "L7STS",
  },
  {
    title: "HTTP/2, a text in the body",
    lines: http("expect string HELLO"),
    server: H2,
    service: http2(frame("01", "04", "88"), frame("00", "00", hexOfText("HEL")), frame("00", "01", hexOfText("LO"))),
    word: "L7OK",
  },
  {
    title: "HTTP/2, another body",
    lines: http("expect string HELLO"),
    server: H2,
    service: http2(frame("01", "04", "88"), frame("00", "01", hexOfText("other"))),
    word: "L7RSP",
  },
  {
    title: "HTTP/2, a header",
    lines: http("expect hdr name x-a value b"),
    server: "check-proto h2",
    service: http2(frame("01", "05", `880003${hexOfText("x-a")}01${hexOfText("b")}`)),
    word: "L7OK",
  },
  {
    title: "HTTP/2, and an answer of HTTP/1",
    lines: ["option httpchk"],
    server: H2,
    service: [{ hear: 51 }, says("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")],
    word: "SOCKERR",
  },
  {
    title: "HTTP/2, GOAWAY",
    lines: ["option httpchk"],
    server: H2,
    service: http2("0000080700000000000000000000000001"),
    word: "L7TOUT",
  },
  {
    title: "HTTP/2, the end before the answer",
    lines: ["option httpchk"],
    server: H2,
    service: [...http2(), END],
    word: "L7RSP",
  },
  { title: "HTTP/2, silence", lines: ["option httpchk"], server: H2, service: http2(), word: "L7TOUT" },
  { title: "HTTP/2, and no SETTINGS", lines: ["option httpchk"], server: H2, service: [], word: "L7TOUT" },
  {
    title: "HTTP/2 by the rule that connects",
    lines: [
      "option httpchk",
      "http-check connect proto h2",
      "http-check send meth GET",
      "http-check expect status 200",
    ],
    service: http2(frame("01", "05", "88")),
    word: "L7OK",
  },
  {
    title: "proto h2, and no HTTP",
    lines: tcp("expect string ready"),
    server: H2,
    service: [says("ready")],
    word: "L7OK",
  },
  {
    title: "a request for a websocket that is turned down",
    lines: [
      "option httpchk",
      "http-check send meth GET uri /ws ver HTTP/1.1 hdr Host h hdr Connection Upgrade hdr Upgrade websocket",
    ],
    service: [hears("ocket-"), says("HTTP/1.1 400 No\r\nContent-Length: 0\r\n\r\n")],
    word: "L7STS",
  },
].map((one): OutcomeCase => ({ ...one, lines: ["mode http", ...one.lines] }));

export const answerCases: readonly OutcomeCase[] = [...bodies, ...heads, ...buffers, ...protocols, ...http2Cases];
