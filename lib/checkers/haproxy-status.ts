/**
 * The status of HAProxy's checks, as its log and its statistics show it (doc/management.txt, "check_status";
 * src/check.c, chk_report_conn_err).
 *
 * The status of an expect rule that fails is the connection's own: see {@link CheckStatuses}.
 */
import type { ExchangeResult, Step } from "../model/extension";
import type { Connection } from "../model/checker";

/** @param up whether the server is UP so far: a 404 passes then, where the configuration says so */
export function haproxyStatus(
  connections: readonly Connection[],
  results: readonly ExchangeResult[],
  up: boolean,
): string {
  const [result, connection] = [results[results.length - 1], connections[results.length - 1]];
  if (result === undefined || connection === undefined) throw new Error("a check without a result has no status");
  const { steps, statuses } = connection;
  if (result.ok)
    return (isHttp404(result.received) && statuses?.on404?.[up ? "up" : "down"]) || (statuses?.ok ?? usualOk(steps));
  // No way leads there, as the own kernel says at once (chk_report_conn_err).
  if (result.stage === "connect" && result.errno === "ENETUNREACH") return "L4CON";
  if (result.stage === "resolve" || result.cause === "harness") return "SOCKERR";
  // Nobody answered, or the way there is barred; an errno tells the second.
  if (result.stage === "connect") return result.cause === "syn-dropped" && result.errno === "" ? "L4TOUT" : "L4CON";

  const at = result.failedStep;
  const late = ["slow", "unanswered", "queued-not-served", "final-ack-dropped"].includes(result.cause);
  if (steps[at]?.kind === "tls") return late ? "L6TOUT" : "L6RSP";
  if (late) return statuses?.late?.[at] ?? "L7TOUT";
  // A reset with no answer before it is an error of the socket; behind an answer it is the answer that counts.
  const unanswered = result.bytesReceived === 0 || steps[at - 1]?.kind === "send";
  if (result.cause === "reset" && (unanswered || steps[at]?.kind !== "expect")) return "SOCKERR";
  return statuses?.wrong?.[at] ?? "L7RSP";
}

/** Conditionally passed (`L7OKC`) is a success for rise and fall, be it by a 404 or by a rule's `error-status`. */
export function isHaproxySuccess(status: string): boolean {
  return status === "L4OK" || status === "L6OK" || status === "L7OK" || status === "L7OKC";
}

/** The expression stays in here: at the top level every VU would compile it, and build all that expressions have. */
function isHttp404(hex: string): boolean {
  return /^485454502f3[0-9]2e3[0-9]20343034/.test(hex);
}

function usualOk(steps: readonly Step[]): string {
  if (steps.some(({ kind }) => kind === "expect")) return "L7OK";
  return steps.some(({ kind }) => kind === "tls") ? "L6OK" : "L4OK";
}
