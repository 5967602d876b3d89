/** journal.json as somebody hands it over: reports come of it, refusals of what is none, and nothing that steers a terminal. */
import { execFileSync } from "node:child_process";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readJournal } from "../../../lib/node/cli/read-journal";
import { journalFile } from "../../../lib/report/journal-file";
import { journalReports } from "../../../lib/report/journal-reports";
import { comparison, journals } from "../../report/html/pages";
import { refusalOf } from "../../settings/resolve";
import { ownFolder } from "../../support/cli";

function written(text: string): string {
  const file = join(ownFolder(), "journal.json");
  writeFileSync(file, text);
  return file;
}

test.each(Object.entries(journals))("the journal of %s makes all reports of its run again", (_, journal) => {
  const { terminal, files } = journalReports(readJournal("report", written(journalFile(journal))), { colour: false });
  expect(terminal.trim()).not.toBe("");
  expect(Object.keys(files).sort()).toEqual(["journal.json", "junit.xml", "report.html", "summary.md"]);
});

test("its folder does as well", () => {
  const folder = ownFolder();
  writeFileSync(join(folder, "journal.json"), journalFile(comparison));
  expect(readJournal("report", folder).kind).toBe("comparison");
});

const others: [text: string, why: RegExp][] = [
  ["", /it is no JSON \(Unexpected end of JSON input\)$/],
  ["not a journal \u001b[2J", /it is no JSON \(.*\)$/],
  ['{"schema":"probe-storm/1","kind":"storm","reason":"cut o', /it is no JSON \(Unterminated string .*\)$/],
  ["[]", /it is no JSON object$/],
  ["null", /it is no JSON object$/],
  ["{}", /it has no schema$/],
  [
    '{"schema":"probe-storm/2","kind":"storm"}',
    /its schema is probe-storm\/2, and this version of probe-storm reads probe-storm\/1$/,
  ],
  ['{"schema":"\\u001b[2J","kind":"storm"}', /its schema is not probe-storm\/1$/],
  ['{"schema":1,"kind":"storm"}', /its schema is not probe-storm\/1$/],
  ['{"schema":"probe-storm/1","kind":{}}', /its kind is none of storm, comparison, sweep, minimal$/],
  ['{"schema":"probe-storm/1","kind":"rain"}', /its kind is none of storm, comparison, sweep, minimal$/],
  [
    '{"schema":"probe-storm/1","kind":"storm","verdict":"calm"}',
    /its verdict is none of held, degraded, wedged, inconclusive$/,
  ],
  ['{"schema":"probe-storm/1","verdict":["held"]}', /its verdict is none of held, /],
  [
    '{"schema":"probe-storm/1","kind":"comparison","verdict":"held","arms":[null,{"verdict":"held"}]}',
    /its verdict is none of held, /,
  ],
];

test.each(others)("%j is refused in one line", (text, why) => {
  const line = refusalOf(() => readJournal("report", written(text)));
  expect(line).toMatch(why);
  // eslint-disable-next-line no-control-regex -- exactly those
  expect(line).not.toMatch(/[\0-\x1f]/);
});

test("what is nested deeper than a program can call itself is refused in one line", () => {
  const deep = (depth: number) =>
    `{"schema":"probe-storm/1","kind":"storm","verdict":"held","x":${"[".repeat(depth)}${"]".repeat(depth)}}`;
  expect(refusalOf(() => readJournal("report", written(deep(200_000))))).toMatch(/it is nested deeper than 32 levels/);
  expect(readJournal("report", written(deep(20)))).toMatchObject({ kind: "storm" });
});

test("a file that is larger than any journal is refused by its size, before it is read", () => {
  const file = written("{");
  truncateSync(file, 101 * 2 ** 20);
  expect(refusalOf(() => readJournal("report", file))).toMatch(
    /it has 105,906,176 bytes, and at most 100 MiB are read$/,
  );
});

test("a pipe that nobody writes to is refused, and not waited for", () => {
  const pipe = join(ownFolder(), "pipe");
  execFileSync("mkfifo", [pipe]);
  expect(refusalOf(() => readJournal("report", pipe))).toMatch(/it is no regular file$/);
  expect(refusalOf(() => readJournal("report", "/dev/zero"))).toMatch(/it is no regular file$/);
});

test("a journal of the first versions, which did not name its kind, is that of a storm", () => {
  const { kind, ...rest } = journals.held!;
  expect(kind).toBe("storm");
  expect(readJournal("report", written(JSON.stringify(rest)))).toEqual({ ...JSON.parse(JSON.stringify(rest)), kind });
});

test("a folder without a journal is refused in one line", () => {
  const folder = ownFolder();
  mkdirSync(join(folder, "empty"));
  expect(refusalOf(() => readJournal("report", join(folder, "empty")))).toMatch(/empty\/journal\.json is not there$/);
});

test("whatever it quotes, its reports cannot steer a terminal", () => {
  const poisoned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(poisoned);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [
        key,
        FREE.includes(key) ? `${String(one)}\u001b]0;x\u0007\n\u009b2J` : poisoned(one),
      ]),
    );
  };
  const FREE = ["reason", "target", "address", "accepts", "text"];
  for (const journal of Object.values(journals)) {
    const read = readJournal("report", written(JSON.stringify(poisoned(JSON.parse(journalFile(journal))))));
    const { terminal } = journalReports(read, { colour: false });
    // eslint-disable-next-line no-control-regex -- exactly those
    expect(terminal).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/);
  }
});
