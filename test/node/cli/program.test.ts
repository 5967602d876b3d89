/** Each help is one screen; what is not there is refused in one line, with the nearest that is; the shells are told the same words. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { presets } from "../../../lib/checkers/products/index";
import { examplesOf } from "../../../lib/node/cli/help";
import { makeProgram, runProgram } from "../../../lib/node/cli/program";
import { flagOf } from "../../../lib/node/cli/setting-flags";
import { settingNames, settings } from "../../../lib/settings/settings";

const written = { stdout: "", stderr: "" };

beforeEach(() => {
  for (const stream of ["stdout", "stderr"] as const) {
    written[stream] = "";
    vi.spyOn(process[stream], "write").mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    });
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
});

async function typed(...args: string[]) {
  process.exitCode = undefined;
  await runProgram(args);
  return { code: process.exitCode ?? 0, ...written };
}

const names = makeProgram().commands.flatMap((command) => [command.name(), ...command.aliases()]);
const helps = [["--help"], ...names.map((name) => [name, "--help"]), ...names.map((name) => ["help", name])];

test.each(helps)("%s %s is one screen, with examples", async (...args) => {
  const { code, stdout, stderr } = await typed(...args.filter(Boolean));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = stdout.trimEnd().split("\n");
  expect(lines.length).toBeLessThanOrEqual(24);
  expect(lines.filter((line) => line.length > 100)).toEqual([]);
  expect(stdout).toContain("\nExamples:\n  probe-storm ");
});

test.each(helps)("%s %s fits a terminal of 40 columns, but for what is typed as it stands", async (...args) => {
  const { columns } = process.stdout;
  process.stdout.columns = 40;
  const { stdout } = await typed(...args.filter(Boolean)).finally(() => (process.stdout.columns = columns));
  const [text = ""] = stdout.split("\nExamples:\n");
  const wide = text.split("\n").filter((line) => line.length > 40 && !/^Usage: |^\S+$/.test(line));
  expect(wide).toEqual([]);
});

test.each(["run", "compare", "sweep", "minimal"])(
  "the help of %s says the whole meaning of each flag",
  async (name) => {
    const { stdout } = await typed(name, "--help");
    const shown = [...stdout.matchAll(/^ +--([a-z-]+) <value> +([^]*?)(?=\n\n|\n +--)/gm)];
    expect(shown.length).toBeGreaterThan(5);
    for (const [, flag, text] of shown) {
      const setting = settingNames.find((one) => flagOf(one) === `--${flag}`)!;
      expect(text!.replace(/\s+/g, " ").replace(/ \(default: .*\)$/, "")).toBe(settings[setting].meaning);
    }
  },
);

test.each([
  ["run, whose HOST:PORT wants one, names no default", "run", false],
  ["sweep names the default", "sweep", true],
])("the help of %s of --checker", async (_, command, named) => {
  const { stdout } = await typed(command, "--help");
  const [text] = /^ +--checker [^]*?(?=\n +--)/m.exec(stdout)!;
  expect(text.includes("(default: rst)")).toBe(named);
});

test("every command has examples of its own", () => {
  for (const command of makeProgram().commands) {
    expect(examplesOf(command).length, command.name()).toBeGreaterThan(0);
    const words = [command.name(), ...command.aliases()].join("|");
    for (const example of examplesOf(command)) expect(example).toMatch(new RegExp(`^probe-storm (?:${words})\\b`));
  }
});

test("--help-all shows all flags, in lines of a hundred columns", async () => {
  const { code, stdout } = await typed("run", "--help-all");
  expect(code).toBe(0);
  expect(stdout).toContain("  --second-storm <value>");
  expect(stdout).toContain("how long clients and checkers are there together; auto: 20 s");
  expect(stdout.split("\n").filter((line) => line.length > 100)).toEqual([]);
});

const refused: [args: string[], line: string | RegExp][] = [
  [["rnu"], /^probe-storm: expected one of the commands run, .*, got "rnu"; did you mean run\?$/],
  [
    ["run", "--chekcer", "rst"],
    /^probe-storm run: expected one of its flags, .*, got "--chekcer"; did you mean --checker\?$/,
  ],
  [["run", "--rate=5"], /got "--rate"; did you mean --(client|max)-rate\?$/],
  [["run", "-c", "rst"], /^probe-storm run: expected one of its flags, .*, got "-c"/],
  [["run", "--client-passwrd=hunter2"], /, got "--client-passwrd"; did you mean --client-password\?$/],
  [["run", "--delays", "1ms..2ms"], /, got "--delays": probe-storm sweep has it$/],
  [["sweep", "--nodes", "3"], /got "--nodes": probe-storm run, probe-storm compare and probe-storm minimal have it$/],
  [["run", "a:1", "b:2"], /^probe-storm run: expected "probe-storm run \[HOST:PORT\] .*", got "b:2"$/],
  [["run", "--checker"], /^probe-storm: option '--checker <value>' argument missing$/],
  [["run", "a:1", "--target", "b:2"], /^--target: expected to be left out, got "b:2": HOST:PORT is given as well$/],
  [
    ["compare", "--reset", "x", "--reset-url", "http://a/"],
    /^--reset-url: expected to be left out, .*: --reset is given as well$/,
  ],
  [["run", "a:1", "--fail-fast=maybe"], /got "--fail-fast"/],
  [
    ["presets", "explian", "rst"],
    /^presets: expected explain NAME, or nothing, got "explian"; did you mean explain\?$/,
  ],
  [["presets", "explain"], /^explain: expected a preset .*, got nothing$/],
  [["presets", "explain", "haproxi"], /; did you mean haproxy\?$/],
  [["explain"], /^explain: expected a preset .*, got nothing$/],
  [["explain", "haproxi"], /; did you mean haproxy\?$/],
  [["explain", "rst", "fin"], /^probe-storm explain: expected "probe-storm explain .*", got "fin"$/],
  [["report"], /^report: expected a journal\.json, or the folder of one, got nothing$/],
  [
    ["report", "\u001b[2Jnone"],
    /^report: expected the journal\.json .*, got ".*": the file cannot be read: .* is not there$/,
  ],
  [["serve", "flows"], /^serve: expected flaws, or nothing, got "flows"; did you mean flaws\?$/],
  [["serve", "--backlog", "x"], /^--backlog: expected a whole number from 1 to 65535, got "x"$/],
  [["help", "rnu"], /^probe-storm help: expected one of the commands run, .*, got "rnu"; did you mean run\?$/],
  [["compare", "--reset", " "], /^--reset: expected a command for the shell, got " "$/],
  [
    ["run", "--checker", "rst", "--no-out", "--", "-e", "OUT=elsewhere"],
    /^--no-out: expected to be left out, got it: OUT is "elsewhere"$/,
  ],
  [["run", "--", "-e", "1X=hunter2"], /^-e: expected NAME=value, .*, got "1X=…"$/],
  [["completion", "bsh"], /^completion: expected one of bash, zsh, fish, got "bsh"; did you mean bash\?$/],
  [["completion"], /^completion: expected one of bash, zsh, fish, got nothing$/],
];

test.each(refused)("refused in one line: %j", async (args, line) => {
  const { code, stdout, stderr } = await typed(...args);
  expect({ code, stdout }).toEqual({ code: 104, stdout: "" });
  expect(stderr.trimEnd()).toMatch(line);
  // eslint-disable-next-line no-control-regex -- exactly those
  expect(stderr.trimEnd()).not.toMatch(/[\0-\x1f]/);
  expect(stderr).not.toContain("hunter2");
});

test("a service and no check: the common ones are named, and how to find the others", async () => {
  const { code, stdout, stderr } = await typed("run", "127.0.0.1:25");
  expect({ code, stdout }).toEqual({ code: 104, stdout: "" });
  const lines = stderr.trimEnd().split("\n");
  expect(lines.length).toBeLessThanOrEqual(14);
  expect(lines[0]).toBe("--checker: expected the check that your load balancer makes, got nothing");
  const offered = [...stderr.matchAll(/--checker ([a-z0-9-]+) /g)].map(([, name]) => name!);
  expect(offered.length).toBeGreaterThan(5);
  expect(offered.filter((name) => !presets.has(name) && name !== "rst")).toEqual([]);
  expect(stderr).toContain("--checker file:haproxy.cfg#app");
  expect(stderr).toContain("probe-storm presets lists all");
});

test("a CONFIG file that names a service and no check: the same, and not the default of a script", async () => {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-config-"));
  const file = join(folder, "storm.yaml");
  try {
    writeFileSync(file, "target: 127.0.0.1:25\nclient: smtp\n");
    const { code, stderr } = await typed("run", "--config", file);
    expect(code).toBe(104);
    expect(stderr).toMatch(/^--checker: expected the check that your load balancer makes, got nothing\n/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("without a command the help says what there is, and nothing was done", async () => {
  const { code, stdout, stderr } = await typed();
  expect({ code, stdout }).toEqual({ code: 104, stdout: "" });
  expect(stderr).toContain("Commands:\n  run ");
});

test("--version", async () => {
  expect(await typed("--version")).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
  });
});
