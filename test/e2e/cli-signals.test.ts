/** Ctrl-C on a real terminal: the first lets k6 end in order, however many programs hand it on, and the second ends everything at once. */
import { spawnSync } from "node:child_process";
import { closeSync, constants, existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Journal } from "../../lib/model/journal";
import { CLI, ownFolder, runCli } from "../support/cli";
import { K6 } from "../support/k6";
import { CTRL_C, onTerminal } from "../support/terminal";
import { greets, witness, type Contact } from "../support/witness";

const INTERRUPTED = 105;
/** As the terminal tells it. */
const BY_SIGINT = 254;
/** After this a second signal is one of its own: lib/node/cli/run-k6.ts. */
const SAME_SIGNAL_MS = 300;
/** Clients whose samples, some 200 bytes each and several of each client, fill the 64 KiB of a pipe. */
const MORE_THAN_A_PIPE = 200;
const LONG = ["--baseline", "100s", "--client", "greeting", "--checker", "rst"];
const clientsCame = (contacts: readonly Contact[]) => contacts.length >= 5;
const nothingOpen = (contacts: readonly Contact[]) => contacts.every(({ ended, closed }) => closed && ended !== "");

/** npm's part: it is in the terminal's foreground group as the command is, and hands each Ctrl-C on to it. */
const HANDS_ON = `
const child = require("child_process").spawn(process.argv[1], process.argv.slice(2), { stdio: "inherit" });
process.on("SIGINT", () => child.kill("SIGINT"));
child.on("exit", (code, signal) => process.exit(code ?? 1));
`;

test.concurrent.each([
  ["that reaches the command alone", [process.execPath, CLI]],
  ["that npm hands on to the command as well", [process.execPath, "-e", HANDS_ON, process.execPath, CLI]],
])("a Ctrl-C %s ends the run in order: its journal is there", async (_, command) => {
  const cwd = ownFolder();
  const target = await witness(greets);
  const { code, output } = await onTerminal([...command, "run", target.address, ...LONG], {
    cwd,
    during: ({ type }) => void target.until(clientsCame).then(() => type(CTRL_C)),
  });
  expect(code, output).toBe(INTERRUPTED);
  expect(journalIn(cwd)?.cutShort).toBe("interrupted");
  expect(output).toContain("Report    probe-storm-out/report.html");
  await target.until(nothingOpen);
  await target.stop();
});

test.concurrent(
  "a second Ctrl-C ends at once a k6 that would write for ever, and no process and no connection is left",
  async () => {
    const cwd = ownFolder();
    const target = await witness(greets);
    // k6 makes its report, then writes what it has measured: into a pipe that nobody reads it would write for ever.
    const pipe = join(cwd, "samples");
    spawnSync("mkfifo", [pipe]);
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    let mine: number[] = [];
    const flags = ["--client-rate", "100", "--", "--out", `json=${pipe}`];
    const { code, output } = await onTerminal([process.execPath, CLI, "run", target.address, ...LONG, ...flags], {
      cwd,
      during: ({ type }) =>
        void (async () => {
          await target.until((contacts) => contacts.length >= MORE_THAN_A_PIPE);
          mine = processesIn(cwd);
          type(CTRL_C);
          const first = performance.now();
          await stands(() => performance.now() - first > SAME_SIGNAL_MS + 100 && journalIn(cwd) !== null);
          type(CTRL_C);
        })(),
    });
    closeSync(reader);
    // So late k6 may have let go of signals: it ends by this one then, and the command with it.
    expect([INTERRUPTED, BY_SIGINT], output).toContain(code);
    expect(mine.length, "the terminal, the command and its k6").toBe(3);
    expect(mine.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
    await target.until(nothingOpen);
    await target.stop();
  },
);

test.concurrent("a signal that comes before k6 heeds signals is an interruption as well", async () => {
  const cwd = ownFolder();
  // It stands for a k6 that loads its script: the first signal ends it.
  const k6 = join(cwd, "k6");
  writeFileSync(k6, '#!/bin/sh\n[ "$1" = run ] || exec "$K6_OF_THE_CLONE" "$@"\n: > began\nexec sleep 100\n', {
    mode: 0o755,
  });
  const { code, signal, stderr } = await runCli(["run", "--checker", "rst"], {
    cwd,
    env: { PROBE_STORM_K6: k6, K6_OF_THE_CLONE: K6 },
    during: (child) => void stands(() => existsSync(join(cwd, "began"))).then(() => child.kill("SIGTERM")),
  });
  expect({ code, signal, stderr }).toEqual({ code: INTERRUPTED, signal: null, stderr: "" });
});

test.concurrent.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s ends the three runs of the story with the command",
  async (signal) => {
    const cwd = ownFolder();
    const { code } = await runCli(["run", "--no-out"], {
      cwd,
      during: (child) => void stands(() => processesIn(cwd).length >= 4).then(() => child.kill(signal)),
    });
    expect(code).toBe(INTERRUPTED);
    await stands(() => processesIn(cwd).length === 0);
  },
);

function journalIn(cwd: string): Journal | null {
  const file = join(cwd, "probe-storm-out", "journal.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Journal) : null;
}

/** Those that were started there. */
function processesIn(cwd: string): number[] {
  const { stdout } = spawnSync(
    "sh",
    ["-c", `for p in /proc/[0-9]*; do [ "$(readlink $p/cwd)" = "$1" ] && echo "\${p#/proc/}"; done`, "sh", cwd],
    { encoding: "utf8" },
  );
  return stdout.split("\n").filter(Boolean).map(Number);
}

async function stands(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
