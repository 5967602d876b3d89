/** What stands on the screen after k6 has written its messages, in pieces of any size. */
import { expect, test } from "vitest";
import { progressView, type ViewMode } from "../../../lib/node/cli/progress-view";
import { AS_JSON, viewMode } from "../../../lib/node/cli/show-progress";
import type { Happening } from "../../../lib/model/progress";
import { progressEvent } from "../../../lib/report/progress-event";
import { rowsOnScreen } from "../../support/screen";

const PLACE = { atMs: 12_000, phase: "storm", phaseMs: 2_000 } as const;
const BEGUN: Happening = { kind: "phase-begun", ...PLACE, ms: 10_000, leftMs: 30_000 };
const DOWN: Happening = {
  kind: "checker-changed-mind",
  ...PLACE,
  checker: "rst",
  up: 0,
  nodes: 1,
  last: false,
};
const status = (checks: number): Happening => ({
  kind: "status",
  ...PLACE,
  leftMs: 28_000,
  clients: null,
  checks,
  queue: null,
  opinions: [],
});

const record = (fields: Record<string, unknown>) =>
  `${JSON.stringify({ level: "info", time: "2026-03-01T12:00:00Z", ...fields })}\n`;
const happened = (...all: Happening[]) =>
  all.map((one) => record({ msg: progressEvent(one), source: "console" })).join("");
const crossed = record({ level: "error", msg: "thresholds have been crossed" });

interface Options {
  mode?: ViewMode;
  colour?: boolean;
  columns?: number;
  /** Pieces of so many characters. */
  pieces?: number;
  end?: boolean;
  /** With which k6 ends. */
  code?: number | null;
}

function written(
  text: string,
  { mode = "status", colour = false, columns = 80, pieces, end = true, code = 0 }: Options = {},
): string {
  let all = "";
  const terminal = mode === "status";
  const view = progressView(mode, {
    write: (one) => (all += one),
    terminal,
    colour,
    columns: () => columns,
    now: () => 0,
  });
  const size = pieces ?? text.length;
  for (let at = 0; at < text.length; at += size) view.take(text.slice(at, at + size));
  if (end) view.end(code);
  return all;
}

test("on a terminal one line is written anew, and what happens stands above it", () => {
  const all = happened(BEGUN, status(10), DOWN, status(20));
  for (const pieces of [1, 7, all.length]) {
    expect(rowsOnScreen(written(all, { pieces, end: false }))).toEqual([
      "storm: clients and checkers for 10 s; 30 s left",
      "storm 2.0 s: rst says DOWN",
      "storm 2.0 s, 28 s left | 20 checks",
    ]);
  }
});

test("the cursor waits at the begin of that line, and the line is no longer than the terminal is wide", () => {
  const all = written(happened(status(123_456)), { columns: 20, end: false });
  expect(all).toBe("storm 2.0 s, 28 s …\r");
});

test("a k6 that has ended leaves no status behind, and neither does a run that is over", () => {
  expect(rowsOnScreen(written(happened(status(10))))).toEqual([""]);
  const over = written(happened(status(10), { kind: "run-over" }) + crossed, { code: 99 });
  expect(rowsOnScreen(over)).toEqual(["ERRO[0000] thresholds have been crossed", ""]);
  // From there on the terminal is k6's own.
  expect(over.slice(over.indexOf("ERRO"))).toBe("ERRO[0000] thresholds have been crossed\n");
});

test("elsewhere there are plain lines", () => {
  const all = written(happened(BEGUN, status(10), DOWN, status(20)) + crossed, { mode: "lines" });
  expect(all).toBe(
    [
      "storm: clients and checkers for 10 s; 30 s left",
      "storm 2.0 s: rst says DOWN",
      'time="2026-03-01T12:00:00Z" level=error msg="thresholds have been crossed"',
      "",
    ].join("\n"),
  );
});

test("as events the happenings stay JSON, and k6's own messages are told apart from them", () => {
  const all = written(happened(BEGUN, status(10)) + crossed, { mode: "events" }).split("\n");
  expect(all.slice(0, 2).map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { progress: 1, kind: "phase-begun" },
    { progress: 1, kind: "status", checks: 10 },
  ]);
  expect(all[2]).toContain("level=error");
});

test.each([
  [
    "an error with fields",
    { level: "error", msg: "it failed", error: "no such file", n: 3 },
    'ERRO[0000] it failed error="no such file" n=3',
    'level=error msg="it failed" error="no such file" n=3',
  ],
  [
    "a warning of a script",
    { level: "warning", msg: "careful", source: "console" },
    "WARN[0000] careful source=console",
    "level=warning msg=careful source=console",
  ],
  [
    "a stack",
    { level: "error", msg: "TypeError: x\n\tat y (z:1:2)" },
    "ERRO[0000] TypeError: x\n\ufffdat y (z:1:2)",
    'level=error msg="TypeError: x\\n\\tat y (z:1:2)"',
  ],
  [
    "what a target sent",
    { level: "info", msg: "\u001b[2Jhello\u009b1m" },
    "INFO[0000] \ufffd[2Jhello\ufffd1m",
    'level=info msg="\\u001b[2Jhello\ufffd1m"',
  ],
])("%s is shown as k6 shows it", (_, fields, terminal, log) => {
  expect(written(record(fields))).toBe(`${terminal}\n`);
  expect(written(record(fields), { mode: "lines" })).toBe(`time="2026-03-01T12:00:00Z" ${log}\n`);
});

const refusal = record({ level: "error", msg: 'CHECKER: expected a preset, got "x"', source: "stacktrace", hint: "e" });
const MODES: ViewMode[] = ["status", "lines", "events", "messages"];
test.each(MODES)("a refusal is the bare line when k6 ends with 104 or 107, as %s", (mode) => {
  for (const code of [104, 107]) expect(written(refusal, { mode, code })).toBe('CHECKER: expected a preset, got "x"\n');
});

test("an option that k6 refuses without a code of its own is the bare line, with what it says beside it", () => {
  const unknown = record({ level: "error", msg: "it cannot be read", error: "no such file" });
  expect(written(unknown, { mode: "lines", code: 255 })).toBe('it cannot be read error="no such file"\n');
});

test("a flag that k6 refuses before it has read --log-format is the bare line", () => {
  const plain = 'time="2026-03-01T12:00:00Z" level=error msg="unknown flag: --\\"x\\""\n';
  expect(written(plain, { mode: "lines", code: 255 })).toBe('unknown flag: --"x"\n');
  expect(written(plain, { mode: "lines", code: 1 })).toBe(plain);
});

test.each([
  ["99: it is no refusal", refusal, 99],
  ["a signal: it is no refusal", refusal, null],
  ["107 after a stack: the script has a fault", record({ level: "error", msg: "TypeError: x\n\tat y (z:1:2)" }), 107],
])("k6 ends with %s", (_, text, code) => {
  expect(written(text, { mode: "lines", code })).toMatch(/^time="[^"]*" level=error msg="/);
});

test("only the last error can be a refusal", () => {
  const all = written(crossed + refusal, { mode: "lines", code: 107 }).split("\n");
  expect(all[0]).toMatch(/^time=.* msg="thresholds have been crossed"$/);
  expect(all[1]).toMatch(/^CHECKER: /);
});

test("a level has its colour, and none where there is to be none", () => {
  expect(written(crossed, { colour: true })).toBe("\u001b[31mERRO\u001b[0m[0000] thresholds have been crossed\n");
  expect(written(crossed)).not.toContain("\u001b");
});

test.each([
  ["panic: runtime error\ngoroutine 1 [running]:\n", "panic: runtime error\ngoroutine 1 [running]:\n"],
  ["{not json\n", "{not json\n"],
  ['{"level":"info"}\n', '{"level":"info"}\n'],
  ["the last line has no end", "the last line has no end\n"],
  [
    record({ msg: '{"progress":1,"kind":"of-tomorrow"}' }),
    'time="2026-03-01T12:00:00Z" level=info msg="{\\"progress\\":1,\\"kind\\":\\"of-tomorrow\\"}"\n',
  ],
])("what is no message of k6 is shown as it is: %j", (text, shown) => {
  expect(written(text, { mode: "lines" })).toBe(shown);
});

test("a line that does not end is shown in time", () => {
  const long = "x".repeat(3 << 20);
  expect(written(long, { mode: "lines", pieces: 1 << 16 }).replace(/\n/g, "")).toBe(long);
  expect(written(long, { mode: "lines", pieces: 1 << 16, end: false }).length).toBeGreaterThan(2 << 20);
});

const NO_FLAGS: readonly string[] = [];
test.each([
  [undefined, NO_FLAGS, {}, true, "status"],
  [undefined, NO_FLAGS, {}, false, "lines"],
  [undefined, NO_FLAGS, { TERM: "dumb" }, true, "lines"],
  ["lines", NO_FLAGS, {}, true, "lines"],
  ["events", NO_FLAGS, {}, true, "events"],
  ["none", NO_FLAGS, {}, true, "messages"],
  ["nonsense", NO_FLAGS, {}, true, "messages"],
  [undefined, ["--log-output=file=k6.log"], {}, true, null],
  [undefined, ["--log-format", "raw"], {}, true, null],
  [undefined, ["--tag", "a=b"], {}, true, "status"],
  [undefined, NO_FLAGS, { K6_LOG_FORMAT: "raw" }, true, null],
])("PROGRESS=%s, flags %j, environment %j, on a terminal: %s → %s", (progress, more, env, terminal, mode) => {
  expect(viewMode(progress, more, env, terminal)).toBe(mode);
  expect(AS_JSON).toEqual(["--log-format", "json"]);
});
