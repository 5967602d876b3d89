/** How the command line learns from k6 what happens, and where it shows it. */
import type { Readable } from "node:stream";
import { hasColour } from "./colour";
import { progressView, type ViewMode } from "./progress-view";

/** With these, somebody has decided himself where k6's messages go, and how they look. */
const FLAGS_OF_LOGS = ["--log-format", "--log-output", "--console-output"];
const VARIABLES_OF_LOGS = ["K6_LOG_FORMAT", "K6_LOG_OUTPUT", "K6_CONSOLE_OUTPUT"];

/** For k6: its messages as JSON, with the happenings among them. */
export const AS_JSON = ["--log-format", "json"];

/**
 * @param progress the setting, as the user gave it; k6's script refuses what it does not know
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
  if (decided) return null;
  if (progress === undefined) return terminal && env.TERM !== "dumb" ? "status" : "lines";
  return progress === "lines" || progress === "events" ? progress : "messages";
}

/**
 * Shows it on standard error. Where nobody reads that any more, the run goes on, and its exit code tells.
 *
 * @param more flags of k6 that the user gave
 * @returns to be called once k6 has ended and all that it said was read, with its exit code
 */
export function showProgress(stream: Readable, mode: ViewMode, more: readonly string[]): (code: number | null) => void {
  const { stderr, env } = process;
  let gone = false;
  stderr.on("error", () => (gone = true));
  const view = progressView(mode, {
    write: (text) => void (gone || stderr.write(text)),
    terminal: stderr.isTTY,
    colour: hasColour(stderr, env, more),
    columns: () => stderr.columns || 80,
    now: () => performance.now(),
  });
  stream.setEncoding("utf8");
  stream.on("data", (piece: string) => view.take(piece));
  return (code) => view.end(code);
}
