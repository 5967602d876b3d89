/** The command line compares journals that real runs wrote: of a healthy service and of one that hangs, by each kind of experiment. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommandLine } from "../support/command-line";
import { compare } from "../support/comparison";
import { K6_ROOT, runStorm } from "../support/k6";

const BRIEF = { BASELINE: "2s", STORM: "5s", NIGHT: "0s", RECOVERY: "2s", CLIENT_TIMEOUT: "2s", CLIENT_RATE: "20" };
const folder = mkdtempSync(join(tmpdir(), "probe-storm-diff-"));
const path = (name: string) => join(folder, `${name}.json`);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  const runs = { healthy: "healthy-greeting", again: "healthy-greeting", stuck: "stuck-greeting" };
  // One after the other: each is the other's noise.
  for (const [name, flaw] of Object.entries(runs)) {
    const { journal } = await runStorm({ settings: { ...BRIEF, FLAW: flaw } });
    expect(journal?.verdict).toBe(name === "stuck" ? "wedged" : "held");
    writeFileSync(path(name), JSON.stringify(journal));
  }
  writeFileSync(path("none"), "{}");
  writeFileSync(path("steer"), JSON.stringify({ schema: "probe-storm/1", kind: "\u001b[2J" }));
}, 300_000);

test("a service that hangs after a release is worse: 99, with the clients that it lost", async () => {
  const { code, stdout, stderr } = await runCommandLine(["diff", path("healthy"), path("stuck")]);
  expect(stderr).toBe("");
  expect(stdout.trimStart()).toMatch(/^WORSE embedded:stuck-greeting: held, now wedged/);
  expect(stdout).toMatch(/clients in, storm +100 % of \d+ +[\d.]+ % of \d+ +worse/);
  expect(stdout).toContain("FLAW was healthy-greeting, and is");
  expect(code).toBe(99);
});

test("the other way round it is better: 0", async () => {
  const { code, stdout } = await runCommandLine(["diff", path("stuck"), path("healthy")]);
  expect(stdout).toContain("BETTER embedded:healthy-greeting: wedged, now held");
  expect(code).toBe(0);
});

test("two runs of a healthy service show no change: 0, and they tell what they would have seen", async () => {
  const { code, stdout } = await runCommandLine(["diff", path("healthy"), path("again")]);
  expect(stdout).toContain("NO CHANGE embedded:healthy-greeting: held both times");
  expect(stdout).toMatch(/Storm: 1\d of 10\d clients lost/);
  expect(code).toBe(0);
});

test("--markdown is a comment for a merge request, and --json the same as data", async () => {
  const markdown = await runCommandLine(["diff", "--markdown", path("healthy"), path("stuck")]);
  expect(markdown.stdout).toMatch(/^## probe-storm diff: worse\n/);
  expect(markdown.stdout).toContain("| verdict | held | wedged | worse |");
  const json = await runCommandLine(["diff", "--json", path("healthy"), path("stuck")]);
  expect(JSON.parse(json.stdout)).toMatchObject({ schema: "probe-storm-diff/1", kind: "storm", outcome: "worse" });
  expect([markdown.code, json.code]).toEqual([99, 99]);
});

describe("refusals", () => {
  test.each([
    { what: "no journal", args: [], line: "two journals" },
    { what: "one journal", args: ["healthy"], line: "two journals" },
    { what: "a file that is not there", args: ["healthy", "missing"], line: "is not there" },
    { what: "JSON that is no journal", args: ["healthy", "none"], line: "none.json" },
    { what: "a kind that steers the terminal", args: ["healthy", "steer"], line: "steer.json" },
  ])("$what is refused in one line, with 104", async ({ args, line }) => {
    const { code, stdout, stderr } = await runCommandLine(["diff", ...args.map(path)]);
    expect(stderr).toContain(line);
    // eslint-disable-next-line no-control-regex -- one line, and nothing that a terminal obeys
    expect(stderr).toMatch(/^[^\0-\x1f]+\n$/);
    expect([code, stdout]).toEqual([104, ""]);
  });
});

describe("comparisons and sweeps", () => {
  // Ten runs and more, one after the other.
  beforeAll(async () => {
    for (const [name, flaw] of Object.entries({ healthy: "healthy-greeting", stuck: "stuck-greeting" })) {
      const { comparison } = await compare({ ...BRIEF, FLAW: flaw, CHECKERS: "half-open,rst" });
      writeFileSync(path(`compared-${name}`), JSON.stringify(comparison));
      const { journal, stderr } = await runStorm({
        script: `${K6_ROOT}/dist/delay-sweep.js`,
        settings: { FLAW: flaw, DELAYS: "0s..5ms", CHECKS: "1", RUNS: "1", THRESHOLDS: "trial" },
      });
      expect(journal, stderr).toMatchObject({ kind: "sweep" });
      writeFileSync(path(`swept-${name}`), JSON.stringify(journal));
    }
  }, 600_000);

  test("of a comparison the arm that wedges now is named, and the other is not", async () => {
    const { code, stdout, stderr } = await runCommandLine(["diff", path("compared-healthy"), path("compared-stuck")]);
    expect(stderr).toBe("");
    expect(stdout.trimStart()).toMatch(/^WORSE embedded:stuck-greeting: /);
    const [, worse] = stdout.replace(/\s+/g, " ").split("Worse - ");
    expect(worse).toMatch(/rst: the verdict was held, and is wedged/);
    expect(stdout).not.toMatch(/half-open: the verdict was/);
    expect(code).toBe(99);
  });

  test("of a sweep the delays that harm now are told with the runs behind them", async () => {
    const { code, stdout, stderr } = await runCommandLine(["diff", path("swept-healthy"), path("swept-stuck")]);
    expect(stderr).toBe("");
    expect(stdout.replace(/\s+/g, " ")).toMatch(
      /uns that harmed, at the \d+ delays of both sweeps: 0 of \d+, now [1-9]\d* of \d+/,
    );
    expect([0, 99]).toContain(code);
  });

  test("a sweep and a storm are no pair", async () => {
    const { code, stdout, stderr } = await runCommandLine(["diff", path("healthy"), path("swept-stuck")]);
    expect(stderr).toMatch(/^diff: expected a journal of the kind storm, .*: its kind is sweep\n$/);
    expect([code, stdout]).toEqual([104, ""]);
  });
});
