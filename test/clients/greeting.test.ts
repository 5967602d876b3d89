import { expect, test } from "vitest";
import { hexOfText, quoted } from "../../lib/wire/bytes";
import { greetingMatch } from "../../lib/clients/greeting";
import { mysqlGreeting } from "../../lib/wire/mysql-messages";
import type { Match } from "../../lib/model/extension";

const hex = (text: string) => Buffer.from(text, "latin1").toString("hex");
const literal = (text: string): Match => ({ kind: "literal", hex: hex(text) });

const matches: [what: string, received: string[], match: Match][] = [
  ["sshd", ["SSH-2.0-OpenSSH_9.2\r\n", "SSH-2.0-OpenSSH_9.2\r\n"], literal("SSH-")],
  ["SMTP with a changing time", ["220 mx 10:00:01", "220 mx 10:00:02"], literal("220 ")],
  ["only two bytes in common", ["+O12", "+O98"], literal("+O")],
  ["one byte", ["+OK ready <1@x>", "+eady"], literal("+")],
  ["a single greeting", ["220 ftp"], literal("220 ")],
  ["a short greeting", ["hi", "hi"], literal("hi")],
  ["nothing in common", ["abcdefgh", "12345678"], { kind: "length", bytes: 4 }],
  ["nothing in common, the shorter counts", ["abcdefgh", "12"], { kind: "length", bytes: 2 }],
];

test.each(matches)("%s: %o", (_, received, match) => {
  expect(greetingMatch(received.map(hex))).toEqual(match);
});

test.each([
  ["Exceeded MaxStartups\r\n", "SSH-2.0-OpenSSH_9.2\r\n"],
  ["421 too many connections\r\n", "220 mx ready\r\n"],
])("%s is not what %s began with", (refusal, welcome) => {
  const match = greetingMatch([hex(welcome), hex(welcome)]);
  expect(match.kind === "literal" && hex(refusal).startsWith(match.hex)).toBe(false);
});

const packet = (payload: string, sequence = 0) => {
  const { length } = payload;
  return hex(String.fromCharCode(length & 255, length >> 8, 0, sequence) + payload);
};

const mysql: [what: string, received: string, says: string | null][] = [
  ["MySQL", packet("\x0a5.6.29\0\x0e\0\0\0CuaV9v0x\0"), "5.6.29"],
  ["MariaDB", packet("\x0a5.5.5-10.11.6-MariaDB-0+deb12u1\0\x07\0\0\0abcdefgh\0"), "5.5.5-10.11.6-MariaDB-0+deb12u1"],
  [
    "blocked",
    packet("\xff\x69\x04Host '10.0.0.9' is blocked because of many connection errors"),
    "Host '10.0.0.9' is blocked because of many connection errors",
  ],
  ["SSH", hex("SSH-2.0-OpenSSH_9.2\r\n"), null],
  ["SMTP", hex("220 mx ready\r\n"), null],
  ["the seed's 12 bytes", hex("GREETINGS!\r\n"), null],
  ["another sequence number", packet("\x0a5.6.29\0", 1), null],
  ["a version that is none", packet("\x0ahello there\0"), null],
  ["cut off before the version ends", packet("\x0a5.6.29\0rest").slice(0, 16), null],
  ["nothing", "", null],
];

test.each(mysql)("MySQL by its first packet: %s", (_, received, says) => {
  expect(mysqlGreeting(received)).toBe(says);
});

test.each([
  ["PING\r\n", "50494e470d0a"],
  ["", ""],
  ["Ä€😀%41", "c384e282acf09f9880253431"],
])("hex of %o", (text, expected) => {
  expect(hexOfText(text)).toBe(expected);
});

test.each([
  ["220 ", '"220 "'],
  ['a"b\\c\r\n\t\x00\xff', String.raw`"a\"b\\c\r\n\t\x00\xff"`],
  ["", '""'],
])("bytes %o for people", (bytes, expected) => {
  expect(quoted(hex(bytes))).toBe(expected);
});
