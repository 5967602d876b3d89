/** How the command line learns from k6 what happens, and where it shows it. */
import type { Readable } from "node:stream";
import { progressView, type ViewMode } from "./progress-view";

/** With these, somebody has decided himself where k6's messages go, and how they look. */
const FLAGS_OF_LOGS = ["--log-format", "--log-output", "--console-output"];
const VARIABLES_OF_LOGS = ["K6_LOG_FORMAT", "K6_LOG_OUTPUT", "K6_CONSOLE_OUTPUT"];

/** For k6: its messages as JSON, with the happenings among them. */
export const AS_JSON = ["--log-format", "json"];

/**
 * @param progress the setting, as the user gave it
 * @param more flags of k6 that the user gave
 * @returns null: k6 is left to speak for itself
 */
export function viewMode(
  progress: string | undefined,
  more: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  terminal: boolean,
): ViewMode | null {
  const decided =
    VARIABLES_OF_LOGS.some((name) => env[name]) ||
    more.some((flag) => FLAGS_OF_LOGS.some((name) => flag === name || flag.startsWith(`${name}=`)));
  if (decided || progress === "none") return null;
  if (progress === undefined) return terminal && env.TERM !== "dumb" ? "status" : "lines";
  if (progress === "lines" || progress === "events") return progress;
  // k6's script refuses it.
  return null;
}

/** Shows it on standard error, until the stream ends. Where nobody reads that any more, the run goes on, and its exit code tells. */
export function showProgress(stream: Readable, mode: ViewMode): void {
  const { stderr, env } = process;
  let gone = false;
  stderr.on("error", () => (gone = true));
  const view = progressView(mode, {
    write: (text) => void (gone || stderr.write(text)),
    terminal: stderr.isTTY,
    colour: stderr.isTTY && !env.NO_COLOR && !env.K6_NO_COLOR,
    columns: () => stderr.columns || 80,
    now: () => performance.now(),
  });
  stream.setEncoding("utf8");
  stream.on("data", (piece: string) => view.take(piece));
  stream.on("end", () => view.end());
}
