/** Whatever a file says, it is read, or refused with its place: nothing else is thrown, nothing hangs, nothing grows without end. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildChecker } from "../../lib/checkers/build-checker";
import { haproxy } from "../../lib/readers/haproxy/index";
import { SECTIONS } from "../../lib/readers/haproxy/sections";
import { SERVER_KEYWORDS } from "../../lib/readers/haproxy/server-keywords";
import { Refusal } from "../../lib/text/refusal";
import { printedChecker } from "../support/printed-notes";
import { sameInsideK6 } from "../support/reader";
import { BASE, haproxyFiles } from "./haproxy-files";
import { mangled, RUNS } from "./mangled";

const PLACE = /^haproxy\.cfg:[0-9]+: \S/;

function reads(text: string): void {
  haproxy.recognises({ name: "haproxy.cfg", text });
  haproxy.recognises({ name: "a", text });
  try {
    const { checks, outOfReach } = haproxy.read({ name: "haproxy.cfg", text });
    for (const { check } of checks) {
      const checker = printedChecker(buildChecker({ kind: "preset", preset: check }, {}));
      expect(Object.keys(checker)).toEqual(expect.arrayContaining(Object.keys(BASE)));
      expect(checker.name).toMatch(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);
      expect(JSON.stringify(checker).length).toBeLessThan(100 * (text.length + 1_000));
      expect(checker.connections.length).toBeGreaterThan(0);
      for (const { steps } of checker.connections)
        for (const step of steps) if (step.kind === "send") expect(step.hex).toMatch(/^(?:[0-9a-f]{2})+$/);
      for (const line of checker.unsupported) expect(line).toMatch(PLACE);
    }
    for (const { place } of outOfReach) expect(place).toMatch(/^haproxy\.cfg:[0-9]+$/);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.message).toMatch(PLACE);
  }
}

const WORDS = [
  ...[
    "option",
    "tcp-check",
    "http-check",
    "httpchk",
    "smtpchk",
    "mysql-check",
    "pgsql-check",
    "redis-check",
    "ldap-check",
  ],
  ...[
    "ssl-hello-chk",
    "spop-check",
    "external-check",
    "connect",
    "send",
    "send-lf",
    "send-binary",
    "send-binary-lf",
    "expect",
  ],
  ...[
    "comment",
    "set-var(check.x)",
    "unset-var(check.x)",
    "min-recv",
    "!",
    "!string",
    "string",
    "rstring",
    "binary",
    "rbinary",
  ],
  ...[
    "string-lf",
    "status",
    "rstatus",
    "hdr",
    "fhdr",
    "name",
    "value",
    "-m",
    "reg",
    "beg",
    "on-error",
    "ok-status",
    "L7OK",
  ],
  ...["meth", "uri", "ver", "body", "uri-lf", "linger", "default", "sni", "alpn", "proto", "user", "post-41", "EHLO"],
  ...[
    "server",
    "default-server",
    "server-template",
    "timeout",
    "from",
    "no",
    "disabled",
    "1-5",
    "10.0.0.1:25",
    "[::1]:25",
    "/run/x",
  ],
  ...[
    "2s",
    "1500us",
    "0",
    "5",
    "99999999999999999999d",
    "200-299,301",
    "%[var(check.x)]",
    "%[str(a)]",
    "%%",
    "%H",
    "0a0b",
    "0a0",
  ],
  ...[
    "^2[0-9]{2}$",
    "(a",
    "a{1001}",
    "(?=a)",
    "[z-a]",
    "((((a*)*)*)*)*$",
    "^FF[0-9A",
    "\\x41",
    "\\x4",
    '"$X"',
    '"${X-y}"',
    "#",
    "'",
    '"',
  ],
  ...[".if", ".else", ".endif", "1", "", "ä", "\u0000", "constructor", "__proto__", "toString"],
  ...SERVER_KEYWORDS.keys(),
];

const word = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
);
const words = fc.array(word, { maxLength: 12 }).map((all) => all.join(" "));
const line = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...SECTIONS).chain((name) => words.map((rest) => `${name} ${rest}`)) },
  { weight: 2, arbitrary: fc.constantFrom("backend b", "backend b from d", "defaults d", "listen l", "defaults") },
  { weight: 3, arbitrary: words },
  { weight: 3, arbitrary: words.map((rest) => `tcp-check ${rest}`) },
  { weight: 3, arbitrary: words.map((rest) => `http-check ${rest}`) },
  { weight: 2, arbitrary: words.map((rest) => `option ${rest}`) },
  { weight: 3, arbitrary: words.map((rest) => `server s 10.0.0.1:25 check ${rest}`) },
);

const CASES = { numRuns: Math.max(500, RUNS) };
/** On a busy machine. What hangs does not end by then either. */
const PATIENCE = { timeout: 60_000 + 20 * RUNS };

describe("HAProxy's configuration", PATIENCE, () => {
  test("lines made of its own words are read or refused with their place", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => reads(["backend x", ...lines].join("\n"))),
      CASES,
    );
  });

  // Each in a section of its own with a server, so that what is accepted is also built.
  test("one rule and a server are read or refused with their place", () => {
    const option = { "tcp-check": "option tcp-check", "http-check": "option httpchk" };
    fc.assert(
      fc.property(fc.constantFrom("tcp-check" as const, "http-check" as const), words, (kind, rest) =>
        reads(`backend b\n ${option[kind]}\n ${kind} ${rest}\n server s 10.0.0.1:25 check\n`),
      ),
      CASES,
    );
  });

  test("any regular expression is read or refused with its place", () => {
    const piece = fc.constantFrom(
      ..."ab()[]{}|*+?^$.\\-,:!<=>0123456789dwszZbB ",
      "(?:",
      "(?i)",
      "[^",
      "\\x4",
      "[:alpha:]",
      "{2,3}",
    );
    const kinds = fc.constantFrom(
      "tcp-check expect rstring",
      "tcp-check expect rbinary",
      "http-check expect rstatus",
      "http-check expect hdr name -m reg",
    );
    fc.assert(
      fc.property(kinds, fc.array(piece, { maxLength: 40 }), (kind, pieces) =>
        reads(
          `backend b\n option ${kind.startsWith("tcp") ? "tcp-check" : "httpchk"}\n ${kind} '${pieces.join("")}'\n server s 10.0.0.1:25 check\n`,
        ),
      ),
      CASES,
    );
  });

  test("mangled files are read or refused with their place", () => {
    const texts = haproxyFiles.map(({ text }) => text);
    const place = fc.nat({ max: 5_000 });
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        place,
        fc.nat({ max: 40 }),
        fc.string({ unit: "binary", maxLength: 8 }),
        (text, at, cut, put) => {
          const from = at % text.length;
          reads(text.slice(0, from) + put + text.slice(from + cut));
        },
      ),
      CASES,
    );
  });

  test("garbage is read or refused with its place", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 400 }), reads), CASES);
  });

  // What takes long grows faster than the file: these would not end.
  test.each([
    [
      "a very long word",
      `backend b\n option tcp-check\n tcp-check send ${"a".repeat(1_000_000)}\n server s 10.0.0.1:25 check\n`,
    ],
    ["many words", `backend b\n ${"a ".repeat(300_000)}\n`],
    ["many lines", `backend b\n${" option tcp-check\n".repeat(20_000)}`],
    ["many sections", Array.from({ length: 5_000 }, (_, i) => `backend b${i}\n server s 10.0.0.1:25 check`).join("\n")],
    ["a large template", "backend b\n server-template s 1-999999 10.0.0.1:25 check\n"],
    [
      "a regular expression that never ends",
      `backend b\n option tcp-check\n tcp-check expect rstring ${"(a*)*".repeat(700)}$\n server s 10.0.0.1:25 check\n`,
    ],
    [
      "a regular expression for a status that never ends",
      `backend b\n option httpchk\n http-check expect rstatus ${"(.*)*".repeat(11)}x\n server s 10.0.0.1:25 check\n`,
    ],
    [
      "thousands of parentheses in one another",
      `backend b\n option tcp-check\n tcp-check expect rstring ${"(".repeat(2_000)}${")".repeat(2_000)}\n server s 10.0.0.1:25 check\n`,
    ],
    ["a million blanks", `backend b\n${" ".repeat(1_000_000)}x`],
    ["a section's name and many words behind it", `global${" a".repeat(300_000)}{`],
    ["half a million digits", `backend b\n server s 10.0.0.1:25 check inter ${"9".repeat(500_000)}\n`],
    [
      "a format with many brackets",
      `backend b\n option tcp-check\n tcp-check send-lf ${"%[".repeat(200_000)}\n server s 10.0.0.1:25 check\n`,
    ],
    [
      "many exclamation marks",
      `backend b\n option tcp-check\n tcp-check expect ${"!".repeat(300_000)}string a\n server s 10.0.0.1:25 check\n`,
    ],
  ])("a file with %s is read or refused in time", (_, text) => {
    reads(text);
  });
});

const samples = haproxyFiles.map(({ text }) => text);
sameInsideK6(haproxy, "haproxy.cfg", [...samples, ...fc.sample(mangled(samples), 300)]);
