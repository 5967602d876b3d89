/** Runs the real k6 binary with the real bundle. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { Journal } from "../../lib/model/journal";
import { RUN_FLAGS, settingFlags } from "../../lib/node/k6-start";
import { schemaErrors } from "./journal-schema";
import { junitErrors } from "./junit-schema";

const root = new URL("../../", import.meta.url).pathname;
export const K6_ROOT = root.replace(/\/$/, "");
export const K6 = join(root, "bin", "k6");
export const SCRIPT = join(root, "dist", "probe-storm.js");
const GATES = join(root, "test", "support", "gates.yaml");

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Only when the run wrote one. */
  journal: Journal | null;
  junit: string;
  summary: string;
  html: string;
}

export interface RunOptions {
  /** -e NAME=value; THRESHOLDS is gates.yaml unless given. */
  settings?: Record<string, string>;
  args?: string[];
  env?: Record<string, string>;
  /** Another script than the bundle. */
  script?: string;
  /** A command that runs k6 in another place, such as a namespace, and becomes it: `["unshare", "--net"]`. */
  within?: string[];
  /** Called with the process once it runs. */
  during?: (child: ChildProcess) => void;
}

/** Phases short enough for a test and long enough for an honest verdict. */
export const SHORT = { BASELINE: "2s", STORM: "4s", NIGHT: "0s", RECOVERY: "3s", CLIENT_TIMEOUT: "2s" };

/** Whatever became of the run: what it leaves is valid, journal.json by our schema and junit.xml by that of Jenkins. */
export async function runStorm(options: RunOptions = {}): Promise<Finished> {
  const out = mkdtempSync(join(tmpdir(), "probe-storm-"));
  try {
    const settings = { OUT: out, THRESHOLDS: GATES, ...options.settings };
    const finished = await runK6(
      ["run", "--no-color", ...RUN_FLAGS, options.script ?? SCRIPT, ...settingFlags(settings), ...(options.args ?? [])],
      options,
    );
    const read = (name: string) => (existsSync(join(out, name)) ? readFileSync(join(out, name), "utf8") : "");
    const [text, junit] = [read("journal.json"), read("junit.xml")];
    const journal = text === "" ? null : (JSON.parse(text) as Journal);
    if (journal !== null) expect(schemaErrors(journal), "journal.json").toEqual([]);
    if (junit !== "") expect(await junitErrors(junit), junit).toEqual([]);
    return {
      ...finished,
      journal,
      junit,
      summary: read("summary.md"),
      html: read("report.html"),
    };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

export function runK6(
  args: string[],
  options: RunOptions = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const [command, ...rest] = [...(options.within ?? []), K6, ...args];
    const child = spawn(command!, rest, {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
    options.during?.(child);
  });
}
