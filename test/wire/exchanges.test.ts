/** The bytes of exchanges, by the letter of their protocols. */
import { expect, test } from "vitest";
import { hexOfText } from "../../lib/wire/bytes";
import { dnsQuery } from "../../lib/wire/dns-messages";
import { httpRequest } from "../../lib/wire/http-request";
import { httpStatus } from "../../lib/wire/http-status";
import { COM_QUIT, mysqlLogin } from "../../lib/wire/mysql-messages";
import { postgresSession } from "../../lib/wire/postgres-messages";
import { readsToEnd, readToEnd } from "../../lib/wire/read-to-end";
import { smtpHelo } from "../../lib/wire/smtp-messages";
import type { Step } from "../../lib/model/extension";

const sent = (steps: Step[]) => steps.flatMap((step) => (step.kind === "send" ? [step.hex] : []));
const text = (step: Step) => Buffer.from((step as { hex: string }).hex, "hex").toString();

test("an HTTP request keeps the order and the case of its headers", () => {
  expect(text(httpRequest({}))).toBe("GET / HTTP/1.1\r\n\r\n");
  const headers = [
    ["b", "1"],
    ["A", "2"],
  ] as const;
  expect(text(httpRequest({ method: "POST", path: "/ok?x=1", version: "1.0", headers, body: "ü" }))).toBe(
    "POST /ok?x=1 HTTP/1.0\r\nb: 1\r\nA: 2\r\n\r\nü",
  );
});

test.each([
  ["HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody", true],
  ["HTTP/1.0 204 \r\n\r\n", true],
  ["HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n", true],
  ["HTTP/1.1 200 OK\r\nA: b\r\n", false],
  ["HTTP/1.1 404 Not Found\r\n\r\n", false],
  ["HTTP/1.1 2000 OK\r\n\r\n", false],
  ["hello HTTP/1.1 200 OK\r\n\r\n", false],
])("whether %j is an answer with a good status and whole headers: %j", (answer, good) => {
  const { match } = httpStatus();
  const { pattern } = match as { pattern: string };
  // RE2's (?s) is JavaScript's flag.
  expect(new RegExp(pattern.replace("(?s)", ""), "s").test(answer)).toBe(good);
});

test("reading to the end is a step that only the end of the stream settles", () => {
  expect(readToEnd).toMatchObject({ kind: "expect", not: true });
  expect(readsToEnd(readToEnd)).toBe(true);
  expect(readsToEnd({ kind: "expect", match: { kind: "any" } })).toBe(false);
});

test("the length of PostgreSQL's startup packet counts itself, and Terminate ends the session", () => {
  const parameters = hexOfText("user\0pgpool\0database\0postgres\0\0");
  expect(sent(postgresSession({ user: "pgpool", database: "postgres" }))).toEqual([
    "00000027" + "00030000" + parameters,
    "58" + "00000004",
  ]);
  expect(4 + 4 + parameters.length / 2).toBe(0x27);
});

test("a MySQL login is HandshakeResponse41 as packet 1, and COM_QUIT begins with packet 0 again", () => {
  const content = "01820000" + "00000001" + "21" + "00".repeat(23) + hexOfText("monitor\0") + "00";
  expect(sent(mysqlLogin("monitor"))).toEqual(["290000" + "01" + content]);
  expect(content.length / 2).toBe(0x29);
  expect(COM_QUIT).toBe("010000" + "00" + "01");
});

test("a DNS query over TCP is its length and one question that asks for recursion", () => {
  const labels = "01" + hexOfText("a") + "0c" + hexOfText("root-servers") + "03" + hexOfText("net") + "00";
  const message = "7073" + "0100" + "0001000000000000" + labels + "0001" + "0001";
  expect(sent(dnsQuery("a.root-servers.net"))).toEqual(["0024" + message]);
  expect(message.length / 2).toBe(0x24);
});

test("an SMTP check sends each line once the one before was answered", () => {
  const steps = smtpHelo("probe.test");
  expect(steps.map(({ kind }) => kind)).toEqual(["expect", "send", "expect", "send", "expect"]);
  expect(sent(steps)).toEqual([hexOfText("HELO probe.test\r\n"), hexOfText("QUIT\r\n")]);
});
