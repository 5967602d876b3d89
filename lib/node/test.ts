/**
 * `npm test`: everything that can fail. Ends with one line that counts it all.
 * Under CI=true a skipped test is a failure: CI installs what the tests need.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { messageOf } from "./child";
import { ROOT } from "./root";

const CI = process.env.CI === "true";
const SCRATCH = mkdtempSync(join(tmpdir(), "probe-storm-test-"));
/** Not `./...`: there are Go files in node_modules. */
const GO_PACKAGES = [".", "./xk6/..."];

const total = { passed: 0, failed: 0, skipped: 0 };

interface Options {
  env?: NodeJS.ProcessEnv;
  /** Shows its output while it runs. */
  live?: boolean;
}

interface Result {
  ok: boolean;
  output: string;
  seconds: number;
}

type Tally = typeof total;

try {
  await Promise.all([typescript(), go().then(xk6)]);
  // By itself: these runs measure, and share the cores with what they measure.
  await vitest("end-to-end");
  await vitest("timed");
} catch (error) {
  process.stdout.write(`probe-storm: ${messageOf(error)}\n`);
  total.failed++;
} finally {
  rmSync(SCRATCH, { recursive: true, force: true });
}
const skipsFail = CI && total.skipped > 0;
if (skipsFail) process.stdout.write("CI=true: a skipped test is a failure\n");
process.stdout.write(`${tallyText(total)}\n`);
process.exit(total.failed > 0 || skipsFail ? 1 : 0);

async function typescript(): Promise<void> {
  await step("eslint", "npx", ["eslint", "."]);
  await step("dependency-cruiser", "npx", [
    "depcruise",
    "--config",
    ".dependency-cruiser.mjs",
    "lib",
    "thresholds",
    "scripts",
  ]);
  await step("prettier", "npx", ["prettier", "--check", "--log-level", "warn", "."]);
  await step("tsc", "npx", ["tsc", "--noEmit"]);
  await vitest("unit");
}

async function go(): Promise<void> {
  await step("gofmt", "bash", ["-c", 'out=$(gofmt -l *.go xk6); echo "$out"; test -z "$out"']);
  await step("go vet", "go", ["vet", ...GO_PACKAGES]);
  await goTest();
  for (const GOOS of ["darwin", "windows"]) {
    await step(`the binary builds for ${GOOS}`, "go", ["build", "-o", join(SCRATCH, `k6-${GOOS}`), "./xk6/cmd/k6"], {
      env: { GOOS, CGO_ENABLED: "0" },
    });
  }
}

async function xk6(): Promise<void> {
  // A minute more for what breaks seldom: CI's work.
  if (CI) await step("the extension builds with xk6", ".ci/xk6-build/run", []);
}

/** A step without tests of its own counts as one. */
async function step(title: string, command: string, args: string[], options?: Options): Promise<void> {
  const { ok, output, seconds } = await run(command, args, options);
  total[ok ? "passed" : "failed"]++;
  process.stdout.write(`${ok ? "ok  " : "FAIL"} ${title} (${seconds} s)\n${ok ? "" : output}`);
}

async function vitest(project: string): Promise<void> {
  const file = join(SCRATCH, `${project}.json`);
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
  const live = project !== "unit";
  const result = await run("npx", ["vitest", "run", "--project", project, ...reporters], { live });
  count(`vitest ${project}`, result, vitestTally(file));
  if (!result.ok && !live) process.stdout.write(result.output);
  if (live) process.stdout.write(slowestFiles(file));
}

function vitestTally(file: string): Tally {
  try {
    const counts = JSON.parse(readFileSync(file, "utf8")) as VitestCounts;
    const skipped = counts.numPendingTests + counts.numTodoTests;
    return { passed: counts.numPassedTests, failed: counts.numFailedTests, skipped };
  } catch {
    // The runner itself failed; its output says why.
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

/** What the runs wait for most, in seconds: the first to look at when they last too long. */
function slowestFiles(file: string): string {
  try {
    const { testResults } = JSON.parse(readFileSync(file, "utf8")) as { testResults: VitestFile[] };
    const slowest = testResults
      .map(({ name, startTime, endTime }) => ({ name, seconds: Math.round((endTime - startTime) / 1000) }))
      .sort((a, b) => b.seconds - a.seconds)
      .slice(0, 20);
    return slowest.map(({ name, seconds }) => `${String(seconds).padStart(9)} s ${relative(ROOT, name)}\n`).join("");
  } catch {
    return "";
  }
}

/** The counts in the file of vitest's JSON reporter. */
interface VitestCounts {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}

interface VitestFile {
  name: string;
  startTime: number;
  endTime: number;
}

async function goTest(): Promise<void> {
  const race = await raceDetector();
  const result = await run("go", ["test", ...race, "-json", ...GO_PACKAGES]);
  const events = result.output.split("\n").flatMap(goEvent);
  const ended = (action: string) => events.filter(({ Action, Test }) => Test && Action === action).length;
  const tally = { passed: ended("pass"), failed: ended("fail"), skipped: ended("skip") };
  count(["go test", ...race].join(" "), result, tally);
  if (!result.ok) process.stdout.write(events.map(({ Output }) => Output ?? "").join(""));
}

interface GoEvent {
  Action: string;
  Test?: string;
  Output?: string;
}

function goEvent(line: string): GoEvent[] {
  try {
    return [JSON.parse(line) as GoEvent];
  } catch {
    return line.trim() === "" ? [] : [{ Action: "output", Output: `${line}\n` }];
  }
}

/** The race detector needs a C compiler, without which Go itself turns cgo off, and is not made for every machine. */
async function raceDetector(): Promise<string[]> {
  // Compiling everything for it takes minutes where nothing is cached: CI's work.
  if (!CI) return [];
  const { output } = await run("go", ["env", "CGO_ENABLED", "GOARCH"]);
  return /^1\n(amd64|arm64)\s*$/.test(output) ? ["-race"] : [];
}

/** A runner that failed without a failed test counts as one. */
function count(title: string, { ok, seconds }: Result, { passed, failed, skipped }: Tally): void {
  total.passed += passed;
  total.failed += failed || (ok ? 0 : 1);
  total.skipped += skipped;
  process.stdout.write(`${ok ? "ok  " : "FAIL"} ${title}: ${tallyText({ passed, failed, skipped })} (${seconds} s)\n`);
}

function tallyText({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function run(command: string, args: string[], { env, live = false }: Options = {}): Promise<Result> {
  const startedMs = performance.now();
  const seconds = () => Math.round((performance.now() - startedMs) / 1000);
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        output += chunk;
        if (live) process.stdout.write(chunk);
      });
    }
    child.on("error", ({ message }) => resolve({ ok: false, output: message, seconds: seconds() }));
    child.on("close", (code) => resolve({ ok: code === 0, output, seconds: seconds() }));
  });
}
