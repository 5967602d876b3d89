import { expect, test } from "vitest";
import { hexOfText, quoted } from "../../lib/wire/bytes";
import { greetingMatch } from "../../lib/clients/greeting";
import { mysqlGreeting } from "../../lib/wire/mysql-messages";
import type { Match } from "../../lib/model/extension";

const hex = (text: string) => Buffer.from(text, "latin1").toString("hex");
const literal = (text: string): Match => ({ kind: "literal", hex: hex(text) });

const matches: [what: string, received: string[], match: Match][] = [
  ["greetings of sshd", ["SSH-2.0-OpenSSH_9.2\r\n", "SSH-2.0-OpenSSH_9.2\r\n"], literal("SSH-")],
  ["greetings of SMTP with a changing time", ["220 mx 10:00:01", "220 mx 10:00:02"], literal("220 ")],
  ["greetings with two bytes in common", ["+O12", "+O98"], literal("+O")],
  ["greetings with one byte in common", ["+OK ready <1@x>", "+eady"], literal("+")],
  ["a single greeting", ["220 ftp"], literal("220 ")],
  ["two short greetings", ["hi", "hi"], literal("hi")],
  ["greetings with nothing in common", ["abcdefgh", "12345678"], { kind: "length", bytes: 4 }],
  ["greetings with nothing in common, of which the shorter counts,", ["abcdefgh", "12"], { kind: "length", bytes: 2 }],
];

test.each(matches)("what clients wait for is taken from %s: %o", (_, received, match) => {
  expect(greetingMatch(received.map(hex))).toEqual(match);
});

test.each([
  ["Exceeded MaxStartups\r\n", "SSH-2.0-OpenSSH_9.2\r\n"],
  ["421 too many connections\r\n", "220 mx ready\r\n"],
])("the refusal %o does not match the beginning of the welcome %o", (refusal, welcome) => {
  const match = greetingMatch([hex(welcome), hex(welcome)]);
  expect(match.kind === "literal" && hex(refusal).startsWith(match.hex)).toBe(false);
});

const packet = (payload: string, sequence = 0) => {
  const { length } = payload;
  return hex(String.fromCharCode(length & 255, length >> 8, 0, sequence) + payload);
};

const mysql: [what: string, received: string, says: string | null][] = [
  ["a packet of MySQL has its version", packet("\x0a5.6.29\0\x0e\0\0\0CuaV9v0x\0"), "5.6.29"],
  [
    "a packet of MariaDB has its version",
    packet("\x0a5.5.5-10.11.6-MariaDB-0+deb12u1\0\x07\0\0\0abcdefgh\0"),
    "5.5.5-10.11.6-MariaDB-0+deb12u1",
  ],
  [
    "a packet that says that this host is blocked",
    packet("\xff\x69\x04Host '10.0.0.9' is blocked because of many connection errors"),
    "Host '10.0.0.9' is blocked because of many connection errors",
  ],
  ["a greeting of SSH is none", hex("SSH-2.0-OpenSSH_9.2\r\n"), null],
  ["a greeting of SMTP is none", hex("220 mx ready\r\n"), null],
  ["a greeting of 12 bytes is none", hex("GREETINGS!\r\n"), null],
  ["a packet with another sequence number is none", packet("\x0a5.6.29\0", 1), null],
  ["a packet whose version is none is not MySQL's", packet("\x0ahello there\0"), null],
  ["a packet that is cut off within the version is none", packet("\x0a5.6.29\0rest").slice(0, 16), null],
  ["an empty answer is none", "", null],
];

test.each(mysql)("MySQL is told by the first packet: %s", (_, received, says) => {
  expect(mysqlGreeting(received)).toBe(says);
});

test.each([
  ["PING\r\n", "50494e470d0a"],
  ["", ""],
  ["Ä€😀%41", "c384e282acf09f9880253431"],
])("the text %o becomes the hex of its UTF-8", (text, expected) => {
  expect(hexOfText(text)).toBe(expected);
});

test.each([
  ["220 ", '"220 "'],
  ['a"b\\c\r\n\t\x00\xff', String.raw`"a\"b\\c\r\n\t\x00\xff"`],
  ["", '""'],
])("the bytes %o are quoted so that people can read them", (bytes, expected) => {
  expect(quoted(hex(bytes))).toBe(expected);
});
