/** One check as a line: for people, or as JSON for programs (docs/check.md has both). */
import {
  CHECK_VERSION,
  type CheckEvent,
  type CheckFailure,
  type CheckResult,
  type CheckSummary,
} from "../model/check-event";
import type { ProgressMode } from "../model/config";
import { counted, duration, printable } from "../text/format";

/** null: nothing is told. */
export function checkLine(event: CheckEvent, mode: ProgressMode): string | null {
  if (mode === "none") return null;
  if (mode === "events") return JSON.stringify({ check: CHECK_VERSION, ...event });
  return printable(event.kind === "check" ? resultText(event) : summaryText(event));
}

/** Of the longest usual word, so that the lines of a series stand below each other. */
const WORD = 7;

function resultText(result: CheckResult): string {
  const { at, passed, outcome, failure, answer, queue } = result;
  const what = failure !== null ? failureText(failure) : passed ? answer && `came ${answer}` : "given up: the run ends";
  const parts = [
    ...(what ? [what] : []),
    ...timesText(result),
    ...(queue === null ? [] : [`queue ${queue.length} of ${queue.limit}`]),
    healthText(result),
  ];
  return `${at.slice(11)}  ${passed ? "passed" : "failed"}  ${outcome.padEnd(WORD)}  ${parts.join("; ")}`;
}

function failureText({ connection, step, what, expected, came }: CheckFailure): string {
  const where = step === null ? what : `step ${step} (${what})`;
  return `${connection > 1 ? `connection ${connection}, ` : ""}${where}: expected ${expected}, came ${came}`;
}

function timesText({ connectMs, answerMs, closeGapMs, end }: CheckResult): string[] {
  if (connectMs === null) return [];
  const answered = answerMs === null ? [] : [`answer ${duration(answerMs)}`];
  return [[`connect ${duration(connectMs)}`, ...answered, endText(end, closeGapMs)].join(", ")];
}

function endText({ service, checker }: CheckResult["end"], gapMs: number | null): string {
  const own = checker === null ? "" : `our ${packet(checker)}`;
  const both = [...(service === null ? [] : [`the service's ${packet(service)}`]), ...(own === "" ? [] : [own])];
  const after = gapMs === null ? "" : ` ${duration(gapMs)} after the handshake`;
  return `closed${after} by ${both.length === 0 ? "nobody" : both.join(", then ")}`;
}

function packet(end: "fin" | "rst"): string {
  return end.toUpperCase();
}

function healthText({ health: { state, against, needed, towards } }: CheckResult): string {
  const progress = against === 0 ? "" : `${against} of ${counted(needed, towards === "DOWN" ? "failure" : "success")}`;
  const plural = progress.replace(/successs$/, "successes");
  if (state === "undecided") return `not yet decided${plural === "" ? "" : `, ${plural} until ${towards}`}`;
  return plural === "" ? state : `${state}, ${plural} until ${towards}`;
}

function summaryText({ count, made, passed, failed, interrupted, connectMs, up }: CheckSummary): string {
  const parts = [
    ...(interrupted ? [`interrupted after ${made} of ${counted(count, "check")}`] : [counted(made, "check")]),
    `${passed} passed, ${failed} failed`,
    ...(connectMs === null
      ? []
      : [
          `connect ${duration(connectMs.min)} at the least, ${duration(connectMs.median)} in the median, ${duration(connectMs.max)} at the most`,
        ]),
    ...(up === null ? [] : [up ? "UP" : "DOWN"]),
  ];
  return parts.join("; ");
}
