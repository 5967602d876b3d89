/** The command line where something around it is missing, full or closed: one line that says so, and an exit code that tells. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Journal } from "../../lib/model/journal";
import { CLI, ownFolder, runCli, runLine } from "../support/cli";
import { canUnshare, inNamespaces } from "../support/trouble";

const REFUSED = 104;
const WEDGED = 99;
const FAULT = 1;
const PHASES = "--baseline 2s --storm 2s --night 0s --recovery 2s --client-timeout 1s --watch 0s --second-storm 0s";
const BRIEF = PHASES.split(" ");
const verdictIn = (folder: string) =>
  (JSON.parse(readFileSync(join(folder, "journal.json"), "utf8")) as Journal).verdict;

test.concurrent("a reader that has seen enough ends no run, and changes no exit code", async () => {
  const cwd = ownFolder();
  const { stdout } = await runLine(`probe-storm run --checker rst ${PHASES} 2>&1 | head -1; echo \${PIPESTATUS[0]}`, {
    cwd,
  });
  expect(stdout.split("\n").slice(1)).toEqual([String(WEDGED), ""]);
  expect(verdictIn(join(cwd, "probe-storm-out"))).toBe("wedged");
});

test.concurrent.each(["presets", "schema", "completion bash", "explain haproxy", "help run"])(
  "probe-storm %s into a pipe that is closed says nothing of it, and ends with 0",
  async (command) => {
    const { stdout, stderr } = await runLine(`probe-storm ${command} | true; echo \${PIPESTATUS[0]}`);
    expect({ stdout, stderr }).toEqual({ stdout: "0\n", stderr: "" });
  },
);

test.concurrent("output that cannot be written is one line and exit 1", async () => {
  const { code, stderr } = await runLine("probe-storm presets > /dev/full");
  expect(stderr).toMatch(/^standard output cannot be written: ENOSPC.*\n$/);
  expect(code).toBe(FAULT);
});

test.concurrent(
  "the exit code of a run is its verdict's where its report cannot be written to standard output",
  async () => {
    const { code, stderr } = await runLine(`probe-storm run --checker rst ${PHASES} > /dev/full`, { cwd: ownFolder() });
    expect(code).toBe(WEDGED);
    expect(stderr).toMatch(/^standard output cannot be written: ENOSPC/m);
    expect(stderr).not.toContain("    at ");
  },
);

test.concurrent("a refusal that cannot be written keeps its exit code", async () => {
  expect((await runLine("probe-storm run --chekcer rst 2> /dev/full")).code).toBe(REFUSED);
});

test.concurrent("the story that k6 refuses to run is k6's one line and exit 104", async () => {
  const { code, stderr } = await runLine("ulimit -n 60; probe-storm run --no-out", { cwd: ownFolder() });
  expect(stderr).toMatch(/^CLIENT_RATE: expected .*`ulimit -n` is 60\n$/);
  expect(code).toBe(REFUSED);
});

test.concurrent("spaces and quotes in the names of folders", async () => {
  const cwd = join(ownFolder(), `a b'c"d$e`);
  mkdirSync(cwd);
  const { code, stdout } = await runCli(["run", "--checker", "rst", "--out", `o'u "t`, ...BRIEF], { cwd });
  expect(code).toBe(WEDGED);
  expect(stdout).toContain(`Report    o'u "t/report.html\n`);
  expect(verdictIn(join(cwd, `o'u "t`))).toBe("wedged");
});

test.concurrent(
  "two runs at once in one folder: each ends with its own verdict, and the files are those of one",
  async () => {
    const cwd = ownFolder();
    const [first, second] = await Promise.all([
      runCli(["run", "--checker", "rst", ...BRIEF], { cwd }),
      runCli(["run", "--checker", "rst", "--client", "connect", "--flaw", "healthy", ...BRIEF], { cwd }),
    ]);
    expect([first.code, second.code]).toEqual([WEDGED, 110]);
    expect(["wedged", "inconclusive"]).toContain(verdictIn(join(cwd, "probe-storm-out")));
    expect(readFileSync(join(cwd, "probe-storm-out", "report.html"), "utf8")).toMatch(/<\/html>\s*$/);
  },
);

test.concurrent("-e OUT behind -- is where the report is looked for, and out: of a CONFIG file given so", async () => {
  const cwd = ownFolder();
  writeFileSync(join(cwd, "storm.yaml"), "out: of-the-file\n");
  const [given, ofFile] = await Promise.all(
    ["OUT=elsewhere", "CONFIG=storm.yaml"].map((pair) =>
      runCli(["run", "--checker", "rst", ...BRIEF, "--", "-e", pair], { cwd }),
    ),
  );
  expect(given!.stdout).toContain("Report    elsewhere/report.html\n");
  expect(ofFile!.stdout).toContain("Report    of-the-file/report.html\n");
  expect(existsSync(join(cwd, "probe-storm-out"))).toBe(false);
});

test.concurrent("a k6 that cannot be executed is one line", async () => {
  const cwd = ownFolder();
  writeFileSync(join(cwd, "k6"), "\u007fELF");
  chmodSync(join(cwd, "k6"), 0o755);
  const { code, stderr } = await runCli(["run", "--checker", "rst"], { env: { PROBE_STORM_K6: join(cwd, "k6") } });
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(code).not.toBe(0);
});

/** A folder that is a disk of its own. */
function onDisk(options: string, commands: readonly string[], args: readonly string[]) {
  const cwd = ownFolder();
  const [unshare, ...more] = inNamespaces(
    ["--mount"],
    [`mount -t tmpfs -o ${options} tmpfs '${cwd}'`, `cd '${cwd}'`, ...commands],
  );
  return spawnSync(unshare!, [...more, process.execPath, CLI, ...args], { encoding: "utf8" });
}

test.skipIf(!canUnshare).each([
  ["read-only", "ro", [], "read-only file system"],
  ["full", "size=4m", ["head -c 5m /dev/zero > filler 2>&- || :"], "no space left on device"],
])("where one stands in a folder that is %s a run is refused in one line", (_, options, commands, why) => {
  const { status, stdout, stderr } = onDisk(options, commands, ["run", "--checker", "rst", ...BRIEF]);
  expect({ status, stdout }).toEqual({ status: REFUSED, stdout: "" });
  expect(stderr).toMatch(/^OUT: expected a folder that can be written, got "[^\n]*\n$/);
  expect(stderr).toContain(why);
});
