// The runs of the demo: one with each of lib/report/demo-checks.ts against the embedded stuck-greeting server, side by side, about 20 s.
// tools/demo.mjs tells them, tools/pictures.mjs draws them.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SETTINGS = { BASELINE: "3s", STORM: "6s", NIGHT: "0s", RECOVERY: "4s", CLIENT_TIMEOUT: "3s" };

/** Each check with the exit code and the journal of its run. Needs what tools/setup.mjs makes. */
export function runDemo(checks) {
  return Promise.all(checks.map(run));
}

/** The runs that did not end as they do on an idle machine, one sentence each. */
export function surprises(runs) {
  return runs
    .filter(({ expected, journal }) => journal.verdict !== expected)
    .map(
      ({ title, expected, journal }) =>
        `"${title}" was expected to end ${expected} and ended ${journal.verdict}: ${journal.reason}`,
    );
}

export const BUSY = "On a busy machine the greeting itself may take longer than 10 ms: run it again on an idle one.";

function run(check) {
  const out = mkdtempSync(join(tmpdir(), "probe-storm-demo-"));
  const settings = { ...SETTINGS, ...check.settings, OUT: out };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
  return new Promise((resolve, reject) => {
    // No address for k6's REST API: three runs side by side would want the same port.
    const child = spawn(
      join(root, "bin", "k6"),
      [
        "run",
        "--quiet",
        "--address",
        "",
        "--include-system-env-vars=false",
        "--no-usage-report",
        join(root, "dist", "probe-storm.js"),
        ...args,
      ],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (chunk) => (stderr += chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      try {
        resolve({ ...check, code, journal: JSON.parse(readFileSync(join(out, "journal.json"), "utf8")) });
      } catch {
        reject(new Error(`the run with ${JSON.stringify(check.settings)} left no journal (exit ${code})\n${stderr}`));
      } finally {
        rmSync(out, { recursive: true, force: true });
      }
    });
  });
}
