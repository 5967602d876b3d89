/** What the command line, a script or k6 refuses is one bare line on standard error, wherever that leads, and a documented exit code. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ownFolder, runCli } from "../support/cli";

const REFUSED = 104;
const SETTING_REFUSED = 107;

const refused: [args: string[], code: number, line: RegExp][] = [
  // By the command line.
  [["run", "127.0.0.1:1", "--chekcer", "rst"], REFUSED, /^probe-storm run: expected one of its flags, /],
  [["run", "--checker", "rst", "--", "-e", "1X=2"], REFUSED, /^-e: expected NAME=value, .*, got "1X=…"$/],
  // By a script, as it loads and in `setup`.
  [["run", "", "--checker", "rst"], SETTING_REFUSED, /^TARGET: expected host:port, .*, got ""$/],
  [["run", "--checker", "réseau"], SETTING_REFUSED, /^CHECKER: expected a preset .*, got "réseau"$/],
  [["run", "--checker", "rst", "--progress", "none", "--nodes", "x"], SETTING_REFUSED, /^NODES: expected .*, got "x"$/],
  [["run", "--checker", "rst", "--progress", "events", "--nodes", "x"], SETTING_REFUSED, /^NODES: expected /],
  [["run", "--checker", "rst", "--progress", "loud"], SETTING_REFUSED, /^PROGRESS: expected .*, got "loud"$/],
  [["run", "--checker", "file:/dev/null"], SETTING_REFUSED, /^CHECKER: expected .*: \/dev\/null is a device$/],
  [["explain", "file:/dev/null"], REFUSED, /^explain: expected .*: \/dev\/null is a device$/],
  [["compare", "--checkers", "rst"], SETTING_REFUSED, /^CHECKERS: expected .*: one alone is no comparison$/],
  [["sweep", "--delays", "3"], SETTING_REFUSED, /^DELAYS: expected .*, got "3"$/],
  [["minimal", "--checks", "-3"], SETTING_REFUSED, /^CHECKS: expected .*, got "-3"$/],
  [["run", "nobody.invalid:25", "--checker", "rst"], REFUSED, /^TARGET: expected an address, .* cannot be resolved/],
  [["run", "--checker", "rst", "--", "--no-thresholds"], REFUSED, /^--no-thresholds .*: expected to be left out, /],
  // By k6 itself: before it has read how its log is to look, and after.
  [["run", "--checker", "rst", "--", "--no-such-flag"], REFUSED, /^unknown flag: --no-such-flag$/],
  [
    ["run", "--checker", "rst", "--", "--config", "none.json"],
    REFUSED,
    /^failed to load the configuration file .*none\.json/,
  ],
  [["run", "--checker", "rst", "--", "--out", "nowhere=1"], REFUSED, /^invalid output type 'nowhere', /],
  [["run", "--checker", "rst", "--", "--out", "json=/nowhere/x"], REFUSED, /^open \/nowhere\/x: no such file/],
  [["compare", "--checkers", "rst,fin", "--", "--out", "csv=/nowhere/x"], REFUSED, /'csv' output: open \/nowhere\/x: /],
  [["serve", "--flaw", "stuck"], REFUSED, /^flaw "stuck" is unknown; /],
  [["serve", "--listen", "192.0.2.1:0"], REFUSED, /^listen on 192\.0\.2\.1:0: cannot assign requested address$/],
];

test.concurrent.each(refused)("%j ends with %i, and one line", async (args, code, line) => {
  const cwd = ownFolder();
  const ended = await runCli(args, { cwd });
  expect({ ...ended, stderr: "" }).toEqual({ code, signal: null, stdout: "", stderr: "" });
  expect(ended.stderr).toMatch(/^[^\n]+\n$/);
  expect(ended.stderr.trimEnd()).toMatch(line);
  expect(existsSync(join(cwd, "probe-storm-out", "report.html"))).toBe(false);
});

test.concurrent("a journal with a verdict alone is refused in words for people", async () => {
  const cwd = ownFolder();
  writeFileSync(join(cwd, "journal.json"), '{"schema":"probe-storm/1","kind":"storm","verdict":"held"}');
  const { code, stderr } = await runCli(["report", "journal.json"], { cwd });
  expect(stderr).toBe(
    'report: expected a whole journal, got "journal.json": it lacks what its report needs, or has it in another form\n',
  );
  expect(code).toBe(REFUSED);
});

test.concurrent("a run that k6 cannot begin leaves the report of the last one", async () => {
  const cwd = ownFolder();
  const report = join(cwd, "probe-storm-out", "report.html");
  mkdirSync(join(cwd, "probe-storm-out"));
  writeFileSync(report, "the last one");
  expect((await runCli(["run", "--checker", "rst", "--", "--out", "json=/nowhere/x"], { cwd })).code).toBe(REFUSED);
  expect(readFileSync(report, "utf8")).toBe("the last one");
});
