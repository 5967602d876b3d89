/** The steps of a connection as `explain` shows them: what is expected, what is sent, and what is known of a TLS hello. */
import type { Step } from "../model/extension";
import { counted } from "../text/format";
import { byteCount } from "../wire/bytes";
import { bytesText, expectationOf, helloText } from "./expectation";

export interface ExplainedStep {
  /** From 1, as `check` counts them. */
  step: number;
  kind: Step["kind"];
  /** What must come for the check to go on; null: nothing is waited for. */
  expected: string | null;
  /** What is known of the ClientHello; left out where none is sent. */
  hello?: string;
  /** Of a send, in bytes. */
  length?: number;
  /** The whole payload, printable and without credentials; only on request. */
  payload?: string;
}

/** @param bytes whether payloads are wanted */
export function explainedSteps(steps: readonly Step[], bytes: boolean): ExplainedStep[] {
  return steps.map((step, index) => ({
    step: index + 1,
    kind: step.kind,
    expected: step.kind === "expect" || step.kind === "tls" ? expectationOf(step) : null,
    ...((step.kind === "tls" || step.kind === "tls-hello") && { hello: helloText(step) }),
    ...(step.kind === "send" && { length: byteCount(step.hex) }),
    ...(step.kind === "send" && bytes && { payload: bytesText(step.hex, undefined, Infinity) }),
  }));
}

/** What is told of each step, a sentence each. */
export function stepTexts(steps: readonly ExplainedStep[]): string[] {
  return steps.flatMap(({ step, kind, expected, hello }) => {
    const told = [
      ...(expected === null ? [] : [`expects ${expected}`]),
      ...(hello === undefined ? [] : [`sends ${hello}`]),
    ];
    return told.map((text) => `step ${step} (${kind}) ${text}`);
  });
}

/** What is sent, whole. @param width of a line */
export function payloadLines(steps: readonly ExplainedStep[], width: number): string[] {
  return steps.flatMap(({ step, kind, length = 0, payload }) =>
    payload === undefined
      ? []
      : [`step ${step} (${kind}) sends ${counted(length, "byte")}:`, ...piecesOf(payload, width)],
  );
}

function piecesOf(text: string, width: number): string[] {
  const pieces = [];
  for (let from = 0; from < text.length; from += width) pieces.push(text.slice(from, from + width));
  return pieces;
}
