/** Writes half a sentence on what the checks make a service write to its log. */
import type { LogFinding } from "../model/finding";
import { amount, digits, grouped, printable } from "../text/format";

export function logNoiseText({
  source,
  bytesPerCheck,
  linesPerCheck,
  checksPerDay,
  commonRate,
  example,
}: LogFinding): string {
  const perDay = amount(bytesPerCheck * checksPerDay);
  const lines = linesPerCheck === null ? "" : ` and ${grouped(linesPerCheck * checksPerDay)} lines`;
  const rate = commonRate ? "at one check every 2 s" : "at the balancer's own rate";
  const quoted = example === "" ? "" : `, such as "${printable(example)}"`;
  return `${writtenText(source, bytesPerCheck, linesPerCheck)}: ${perDay}${lines} a day ${rate}${quoted}`;
}

function writtenText(source: LogFinding["source"], bytes: number, lines: number | null): string {
  if (source === "write") return `writes at least ${amount(bytes)} more for a check than for a client`;
  const each = lines === null ? "" : ` (${lines === 1 ? "1 line" : `${digits(lines)} lines`})`;
  return `writes ${amount(bytes)}${each} to its ${source === "LOG" ? "log" : "files"} for each check`;
}
