/** Turns what was thrown into one line for a refusal or a report. */
export function errorLine(error: unknown): string {
  const [line = ""] = String(error instanceof Error ? error.message : error).split("\n");
  return line;
}
