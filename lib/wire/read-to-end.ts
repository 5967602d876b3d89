/**
 * Reads until the service ends the connection: for checkers that take the end of the stream for the end of the answer. A service that keeps
 * the connection open fails the check at its timeout.
 *
 * Something has come before the end, and none of it is what must not come: so the end settles it.
 */
import type { Step } from "../model/extension";
import { finds, type Expect } from "./steps";

/** No character is none of all characters. */
const NEVER = "[^\\x00-\\x{10FFFF}]";

/** The most that a step may look at: an answer that is longer settles it there. */
const MOST_BYTES = 1024 * 1024;

export const readToEnd: Expect = {
  ...finds(NEVER),
  not: true,
  maxBytes: MOST_BYTES,
};

export function readsToEnd(step: Step): boolean {
  return step.kind === "expect" && step.not === true && step.match.kind === "regex" && step.match.pattern === NEVER;
}
