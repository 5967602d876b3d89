/** An exception in a VU is the harness's own failure: k6 alone would count it nowhere and exit 0. */
import { harnessError } from "k6/x/healthcheck/runtime";
import { errorLine } from "../text/error-line";
import { recordEvent } from "./record-event";

export function guarded(work: () => void | Promise<void>): void | Promise<void> {
  const count = (error: unknown) => void countException(error);
  try {
    return work()?.catch(count);
  } catch (error) {
    count(error);
  }
}

/** @returns the exception with its stack, for people */
export function countException(error: unknown): string {
  const text = `exception: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  harnessError(text);
  recordEvent({ kind: "exception", message: `exception: ${errorLine(error)}` });
  return text;
}
