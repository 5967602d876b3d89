/** Every example of every help runs as it stands: against the embedded server, or a flawed one on the port that it names. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { examplesOf } from "../../lib/node/cli/help";
import { makeProgram } from "../../lib/node/cli/program";
import { journals } from "../report/html/pages";
import { ownFolder, runLine } from "../support/cli";
import { K6_ROOT } from "../support/k6";
import { restartable } from "../support/restartable";

/** In the examples, where `probe-storm serve` listens. */
const NAMED = "127.0.0.1:4000";

/** So that a run takes seconds: added unless the example says otherwise. */
const PHASES = "--baseline 2s --storm 3s --night 0s --recovery 2s --client-timeout 1s --second-storm 0s --watch 0s";
/** Trials of a service that holds are few. */
const TRIALS = "--runs 1 --baseline 1s --storm 1s --recovery 1s";
const ADDED: Readonly<Record<string, string>> = {
  run: `${PHASES} --thresholds ${join(K6_ROOT, "test", "support", "gates.yaml")}`,
  compare: `${PHASES.replace(" --second-storm 0s --watch 0s", "")} --thresholds ${join(K6_ROOT, "test", "support", "gates.yaml")}`,
  sweep: `${TRIALS} --delays 1ms..2ms --precision 1ms`,
  minimal: `${TRIALS} --checks 5`,
};

/** Their exit code says what they found. */
const SAYS_MORE = ["diff", "doctor"];

/** Exit codes of a run that came to its end, whatever it found on a busy machine. */
const RAN = [0, 99, 110];

const program = makeProgram();
const examples = [program, ...program.commands].flatMap((command) =>
  examplesOf(command).map((example) => ({ example, name: command.name() })),
);

test.concurrent.each(examples)("$example", async ({ example, name }) => {
  const cwd = ownFolder();
  const service = example.includes(NAMED) && name !== "serve" ? await restartable(cwd, "healthy-greeting") : null;
  const line = example.replace(NAMED, service?.address ?? "127.0.0.1:0");
  leaveJournal(cwd);
  const { code, stdout, stderr } = await runLine(withAdded(line, name), {
    cwd,
    // For the systemctl of the examples.
    env: { PATH: `${cwd}:${process.env.PATH}` },
    ...(serves(example) && {
      during: (child) => void child.stdout!.once("data", () => child.kill("SIGINT")),
    }),
  });
  const storms = name in ADDED && example !== "probe-storm run";
  if (storms) {
    expect(RAN, stderr).toContain(code);
    expect(stdout).toContain("Report    probe-storm-out/report.html\n");
    expect(readFileSync(join(cwd, "probe-storm-out", "journal.json"), "utf8")).toContain('"end": "complete"');
    if (example.includes("--reset")) expect(service!.restarts()).toBeGreaterThan(0);
  } else if (example === "probe-storm run") {
    // On a busy machine one of its runs may end otherwise, and it says so.
    expect([0, 1], stderr).toContain(code);
    expect(stdout).toContain("half-open: RST instead of the ACK");
    expect(stdout).toContain("Report    probe-storm-out/report.html\n");
    expect(readFileSync(join(cwd, "probe-storm-out", "journal.json"), "utf8")).toContain('"name": "rst"');
  } else {
    expect(stderr).toBe("");
    expect(SAYS_MORE.includes(name) ? RAN : [0]).toContain(code);
    expect(stdout).not.toBe("");
  }
});

function serves(example: string): boolean {
  return /^probe-storm serve(?! flaws)/.test(example);
}

/** Flags that the example has itself stay as they are. */
function withAdded(line: string, name: string): string {
  if (serves(line)) return `exec ${line.includes("--listen") ? line : `${line} --listen 127.0.0.1:0`}`;
  if (line === "probe-storm run" || ADDED[name] === undefined) return line;
  const added = [...ADDED[name].matchAll(/(--[a-z-]+) (\S+)/g)].filter(([, flag]) => !line.includes(`${flag!} `));
  // A server on a port has its flaw already.
  const isChosen = /\d:\d/.test(line) || line.includes("--flaw") || !(name === "sweep" || name === "minimal");
  return [line, ...(isChosen ? [] : ["--flaw healthy-greeting"]), ...added.map(([flag]) => flag)].join(" ");
}

/** For `report` and `diff`: runs that were here before. */
function leaveJournal(cwd: string): void {
  for (const folder of ["probe-storm-out", "before", "after"]) {
    mkdirSync(join(cwd, folder));
    writeFileSync(join(cwd, folder, "journal.json"), JSON.stringify(journals.wedged));
  }
}
