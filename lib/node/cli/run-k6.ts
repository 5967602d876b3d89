/**
 * Starts k6, and ends as it ends.
 *
 * k6 runs in a process group of its own: a Ctrl-C reaches the command line alone, which hands it on, so that k6 sees it once. The first
 * one lets k6 end the run in order and write its journal (exit 105), the second one ends it at once.
 */
import { spawn, type ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import { K6_ENV, RUN_FLAGS } from "../k6-start";
import { settingsText, SETTINGS_VARIABLE } from "../../settings/settings-variable";
import { findStormK6 } from "./find-k6";
import { codeFor, FAULT, INTERRUPTED } from "./exit-codes";
import { AS_JSON, showProgress, viewMode } from "./show-progress";
import type { ViewMode } from "./progress-view";
import type { GivenSettings } from "./setting-flags";
import { Refusal } from "../../text/refusal";
import { errorLine } from "../../text/error-line";

/** They end a run in order. */
export const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** npm hands a Ctrl-C on that the terminal has sent to everybody already: what comes so soon after is the same. Milliseconds. */
const SAME_SIGNAL_MS = 300;

export interface K6Script {
  /** The path of the bundle. */
  script: string;
  settings: GivenSettings;
  /** More flags for `k6 run`, without settings. */
  more: readonly string[];
}

export interface K6Ended {
  code: number | null;
  /** It was killed by a signal. */
  signal: NodeJS.Signals | null;
}

export function runScript({ script, settings, more }: K6Script): Promise<K6Ended> {
  const view = viewMode(settings.PROGRESS, more, process.env, process.stderr.isTTY);
  const happenings = view === null || view === "messages" ? {} : { PROGRESS: "events" };
  return runK6(["run", ...RUN_FLAGS, script, ...more], view, handedOver({ ...settings, ...happenings }));
}

/** @returns the variable of the environment that a script takes its settings from: other users of this machine see arguments */
export function handedOver(settings: GivenSettings): NodeJS.ProcessEnv {
  return { [SETTINGS_VARIABLE]: settingsText(settings) };
}

/**
 * @param view shows what k6 writes to standard error; null: that is k6's own
 * @param env more of the environment
 * @throws Refusal if it cannot be started
 */
export function runK6(
  args: readonly string[],
  view: ViewMode | null = null,
  env: NodeJS.ProcessEnv = {},
): Promise<K6Ended> {
  const binary = findStormK6();
  return new Promise((resolve, reject) => {
    const child = spawn(binary, [...args, ...(view === null ? [] : AS_JSON)], {
      env: { ...process.env, ...K6_ENV, ...env },
      stdio: ["ignore", process.stdout.isTTY ? "inherit" : "pipe", view === null ? "inherit" : "pipe"],
      // On Windows the console itself hands a Ctrl-C to both.
      detached: process.platform !== "win32",
    });
    const { release, handed } = handSignalsTo(child);
    if (child.stdout !== null) handOn(child.stdout);
    const shown = view === null || child.stderr === null ? () => undefined : showProgress(child.stderr, view, args);
    child.on("error", (error) => {
      release();
      reject(new Refusal(`k6 cannot be started: ${errorLine(error)}`));
    });
    // Not before all that it has said was read.
    child.on("close", (code, signal) => {
      release();
      shown(code);
      // Before k6 heeds signals, and once it has written its report, the first one ends it at once: that is an interruption as well.
      resolve(signal === "SIGINT" && handed() === 1 ? { code: INTERRUPTED, signal: null } : { code, signal });
    });
  });
}

/** Ends this process as k6 has ended, once what is left to do is done. */
export function endAs({ code, signal }: K6Ended): void {
  if (signal !== null) {
    process.stderr.write(`k6 was ended by ${signal}\n`);
    process.kill(process.pid, signal);
  }
  // Node ignores some signals.
  process.exitCode = code === null ? FAULT : codeFor(code);
}

/** k6 would die of a pipe that nobody reads any more, and its verdict with it. */
function handOn(stream: Readable): void {
  const { stdout } = process;
  let gone = false;
  stdout.on("error", () => {
    gone = true;
    stream.resume();
  });
  stream.on("data", (piece: Buffer) => {
    if (gone || stdout.write(piece)) return;
    stream.pause();
    stdout.once("drain", () => stream.resume());
  });
}

interface Signals {
  /** Lets signals have their usual meaning again. */
  release: () => void;
  /** How many were handed on. */
  handed: () => number;
}

function handSignalsTo(child: ChildProcess): Signals {
  let last = -Infinity;
  let count = 0;
  const hand = () => {
    const now = performance.now();
    if (now - last < SAME_SIGNAL_MS) return;
    last = now;
    count += 1;
    if (process.platform !== "win32") child.kill("SIGINT");
  };
  for (const signal of SIGNALS) process.on(signal, hand);
  return {
    release: () => {
      for (const signal of SIGNALS) process.off(signal, hand);
    },
    handed: () => count,
  };
}
