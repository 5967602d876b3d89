// `npm test`: sets up what is missing, then everything that can fail. Ends with one line that counts it all.
// Under CI=true a skipped test is a failure: CI installs what the tests need.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setup } from "./setup.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), "probe-storm-test-"));
/** Not `./...`: there are Go files in node_modules. */
const GO_PACKAGES = [".", "./xk6/..."];
const total = { passed: 0, failed: 0, skipped: 0 };

function run(title, command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk) => {
        output += chunk;
        if (options.live) process.stdout.write(chunk);
      });
    }
    child.on("error", (error) => done({ title, ok: false, output: error.message }));
    child.on("close", (code) => done({ title, ok: code === 0, output }));
  });
}

/** A step without tests of its own counts as one. */
async function step(title, command, args, options) {
  const result = await run(title, command, args, options);
  total[result.ok ? "passed" : "failed"]++;
  process.stdout.write(`${result.ok ? "ok  " : "FAIL"} ${title}\n${result.ok ? "" : result.output}`);
}

async function vitest(project) {
  const file = join(scratch, `${project}.json`);
  const args = [
    "vitest",
    "run",
    "--project",
    project,
    "--reporter=dot",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ];
  const result = await run(project, "npx", args, { live: project !== "unit" });
  let counts = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  try {
    counts = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // The runner itself failed; its output says why.
  }
  total.passed += counts.numPassedTests;
  total.failed += counts.numFailedTests || (result.ok ? 0 : 1);
  total.skipped += counts.numPendingTests + counts.numTodoTests;
  process.stdout.write(
    `${result.ok ? "ok  " : "FAIL"} vitest ${project}: ${counts.numPassedTests} passed, ${counts.numFailedTests} failed, ${counts.numPendingTests} skipped\n`,
  );
  if (!result.ok && project === "unit") process.stdout.write(result.output);
}

/** The race detector needs a C compiler, without which Go itself turns cgo off, and is not made for every machine. */
async function raceDetector() {
  // Compiling everything for it takes minutes where nothing is cached: CI's work.
  if (process.env.CI !== "true") return [];
  const { output } = await run("go env", "go", ["env", "CGO_ENABLED", "GOARCH"]);
  const [cgo, machine] = output.split("\n");
  return cgo === "1" && ["amd64", "arm64"].includes(machine) ? ["-race"] : [];
}

async function goTest() {
  const race = await raceDetector();
  const title = ["go test", ...race].join(" ");
  const result = await run(title, "go", ["test", ...race, "-json", ...GO_PACKAGES]);
  const events = result.output.split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line)];
    } catch {
      return line.trim() === "" ? [] : [{ Action: "output", Output: `${line}\n`, Package: "" }];
    }
  });
  const counts = { pass: 0, fail: 0, skip: 0 };
  for (const { Action, Test } of events) if (Test && Action in counts) counts[Action]++;
  total.passed += counts.pass;
  total.failed += counts.fail || (result.ok ? 0 : 1);
  total.skipped += counts.skip;
  process.stdout.write(
    `${result.ok ? "ok  " : "FAIL"} ${title}: ${counts.pass} passed, ${counts.fail} failed, ${counts.skip} skipped\n`,
  );
  if (!result.ok) process.stdout.write(events.map(({ Output }) => Output ?? "").join(""));
}

async function typescript() {
  await step("eslint", "npx", ["eslint", "."]);
  await step("prettier", "npx", ["prettier", "--check", "--log-level", "warn", "."]);
  await step("tsc", "npx", ["tsc", "--noEmit"]);
  await vitest("unit");
}

async function go() {
  await step("gofmt", "bash", ["-c", 'out=$(gofmt -l *.go xk6); echo "$out"; test -z "$out"']);
  await step("go vet", "go", ["vet", ...GO_PACKAGES]);
  await goTest();
  for (const GOOS of ["darwin", "windows"]) {
    await step(`the binary builds for ${GOOS}`, "go", ["build", "-o", join(scratch, `k6-${GOOS}`), "./xk6/cmd/k6"], {
      env: { GOOS, CGO_ENABLED: "0" },
    });
  }
}

async function xk6() {
  // A minute more for what breaks seldom: CI's work.
  if (process.env.CI === "true") await step("the extension builds with xk6", ".ci/xk6-build/run", []);
}

try {
  setup();
  await Promise.all([typescript(), go()]);
  await xk6();
  // By itself: these runs measure, and share the cores with what they measure.
  await vitest("end-to-end");
  await vitest("timed");
} catch (error) {
  process.stdout.write(`probe-storm: ${error.message}\n`);
  total.failed++;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
const skipsFail = process.env.CI === "true" && total.skipped > 0;
if (skipsFail) process.stdout.write("CI=true: a skipped test is a failure\n");
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exit(total.failed > 0 || skipsFail ? 1 : 0);
