/** Turns the exchanges of one check into the data that is told of it. */
import type { CheckStatus } from "../checkers/check-status";
import type { Belief } from "../checkers/check-series";
import type { CheckFailure, CheckHealth, CheckResult } from "../model/check-event";
import type { Checker, Connection } from "../model/checker";
import type { Cause, ExchangeResult } from "../model/extension";
import { itemAt, lastOf, type NonEmpty } from "../model/non-empty";
import { bytesText, cameInstead, expectationOf } from "./expectation";

export interface CheckMade {
  number: number;
  count: number;
  /** ISO 8601. */
  at: string;
  checker: Pick<Checker, "name" | "connections" | "timeoutMs">;
  target: string;
  address: string;
  /** Of the connections that were made, in order. */
  results: NonEmpty<ExchangeResult>;
  status: CheckStatus;
  queue: CheckResult["queue"];
  belief: Belief;
}

export function checkResult(made: CheckMade): CheckResult {
  const { number, count, at, checker, target, address, results, status, queue, belief } = made;
  const last = lastOf(results);
  const { word, ok } = status;
  return {
    kind: "check",
    number,
    count,
    at,
    checker: checker.name,
    target,
    address,
    passed: ok,
    outcome: word !== "" ? word : ok ? "ok" : last.cause || last.outcome,
    failure: last.ok || last.cause === "" ? null : failureOf(made, last, last.cause),
    answer: last.bytesReceived > 0 ? bytesText(last.received, last.bytesReceived) : null,
    connectMs: last.connected ? last.connectMs : null,
    answerMs: last.answerMs > 0 ? last.answerMs : null,
    closeGapMs: last.connected ? last.closeGapMs : null,
    totalMs: results.reduce((sum, { totalMs }) => sum + totalMs, 0),
    end: { service: last.peerEnded || null, checker: last.ended || null },
    queue,
    health: healthOf(belief),
  };
}

function failureOf({ checker, results, address }: CheckMade, last: ExchangeResult, cause: Cause): CheckFailure {
  const connection = itemAt(checker.connections, results.length - 1, "the connections");
  const { stage, failedStep, errno } = last;
  const step = stage === "step" ? connection.steps[failedStep] : undefined;
  return {
    connection: results.length,
    stage: stage === "" ? "step" : stage,
    step: step === undefined ? null : failedStep + 1,
    what: step?.kind ?? (stage === "resolve" ? "resolve" : "connect"),
    cause,
    errno,
    expected: step === undefined ? `a connection to ${address}` : expectationOf(step),
    came: cameInstead(last, patienceMs(connection, failedStep, checker.timeoutMs)),
  };
}

/** How long was waited for what did not come. */
function patienceMs({ steps, connectTimeoutMs, timeoutMs }: Connection, failed: number, usual: number): number {
  const step = steps[failed];
  if (step === undefined) return connectTimeoutMs ?? timeoutMs ?? usual;
  const own = step.kind === "expect" || step.kind === "tls" ? step.withinMs : undefined;
  return own ?? timeoutMs ?? usual;
}

function healthOf({ up, decided, against, needed }: Belief): CheckHealth {
  const [state, towards] = up ? (["UP", "DOWN"] as const) : (["DOWN", "UP"] as const);
  return { state: decided ? state : "undecided", against, needed, towards };
}
