/**
 * The runs of the demo: one with each of lib/report/demo-checks.ts against the embedded stuck-greeting server, side by side, about 20 s.
 * demo-story.ts prints what they came to, write-pictures.ts draws it.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Journal } from "../model/journal";
import type { PhaseName } from "../model/phases";
import type { DemoCheck } from "../report/demo-checks";
import { Refusal } from "../text/refusal";
import { startK6 } from "./child";
import { REFUSALS } from "./cli/exit-codes";
import { readK6Message, refusalIn } from "./cli/k6-message";
import { STORM } from "./root";

export interface DemoRun extends DemoCheck {
  code: number | null;
  journal: Journal;
}

export interface DemoStart {
  /** The k6 to run, if not that of this clone. */
  binary?: string;
  /** Ends the runs. */
  signal?: AbortSignal;
  /** Where the first of them leaves its files; null, or left out: nowhere. */
  out?: string | null;
}

const SETTINGS = { BASELINE: "3s", STORM: "6s", NIGHT: "0s", RECOVERY: "4s", CLIENT_TIMEOUT: "3s" };

/** Each check with the exit code and the journal of its run. Needs what setup.mjs makes. */
export function runDemo(checks: readonly DemoCheck[], start: DemoStart = {}): Promise<DemoRun[]> {
  return Promise.all(checks.map((check, index) => runCheck(check, index === 0 ? start : { ...start, out: null })));
}

/** The runs that did not end as they do on an idle machine, one sentence each. */
export function surprises(runs: readonly DemoRun[]): string[] {
  return runs
    .filter(({ expected, journal }) => journal.verdict !== expected)
    .map(
      ({ title, expected, journal }) =>
        `"${title}" was expected to end ${expected} and ended ${journal.verdict}: ${journal.reason}`,
    );
}

/** @returns the share of the clients of a phase that got in */
export function acceptedRatioIn({ phases }: Journal, phase: PhaseName): number {
  const ratio = phases[phase]?.clients.acceptedRatio;
  if (ratio === undefined) throw new Error(`a run of the demo has no clients in its ${phase}`);
  return ratio;
}

export const BUSY = "On a busy machine the greeting itself may take longer than 10 ms: run it again on an idle one.";

async function runCheck(check: DemoCheck, { binary, signal, out: kept = null }: DemoStart): Promise<DemoRun> {
  const out = kept ?? mkdtempSync(join(tmpdir(), "probe-storm-demo-"));
  try {
    const { code, stderr } = await startK6(
      STORM,
      { ...SETTINGS, ...check.settings, OUT: out },
      binary,
      signal && { signal },
    ).ended;
    if (code !== null && REFUSALS.includes(code)) throw new Refusal(refusalOf(stderr));
    return { ...check, code, journal: journalIn(out, `${JSON.stringify(check.settings)} (exit ${code})`, stderr) };
  } finally {
    if (kept === null) rmSync(out, { recursive: true, force: true });
  }
}

/** k6 says last why it refuses, such as that `ulimit -n` is too low. */
function refusalOf(stderr: string): string {
  const last = stderr.trimEnd().split("\n").pop() ?? "";
  const message = readK6Message(last);
  return (message !== null && refusalIn(message)) || last;
}

function journalIn(out: string, title: string, stderr: string): Journal {
  try {
    return JSON.parse(readFileSync(join(out, "journal.json"), "utf8")) as Journal;
  } catch {
    throw new Error(`the run with ${title} left no journal\n${stderr}`);
  }
}
