/** The node of `check` makes the checks, and prints a line for each. */
import { sleep } from "k6";
import { acceptQueue, Exchange, now } from "k6/x/healthcheck";
import { post, printLine } from "k6/x/healthcheck/runtime";
import { decidesAtOnce } from "../checkers/at-once";
import { checkSeries } from "../checkers/check-series";
import { checkStatus, type CheckStatus } from "../checkers/check-status";
import { addCheck, beginTally, isDown } from "../judge/check-tally";
import type { CheckEvent, CheckResult } from "../model/check-event";
import type { ProgressMode } from "../model/config";
import type { Start } from "../model/evidence";
import type { ExchangeResult } from "../model/extension";
import { itemAt, lastOf, mapAll, type NonEmpty } from "../model/non-empty";
import type { PlannedCheck } from "../plan/resolve-check";
import { checkLine } from "../report/check-line";
import { checkResult } from "../report/check-result";
import { oneCheck } from "./checker-node";
import { endRunEarly } from "./exit-code";
import { checkerSpecs } from "./specs";

/** Where the tally is posted after each check. */
export const TALLY = "check tally";
/** The phase of the metrics. */
const PHASE = "check";

/** What the VU is handed by k6 after `setup`. */
export type CheckStart = Pick<Start, "address" | "hosts">;

interface Made {
  results: NonEmpty<ExchangeResult>;
  status: CheckStatus;
  at: string;
}

export function checkNode({ config, checker, count, target }: PlannedCheck, data: CheckStart): void {
  const specs = checkerSpecs(checker, 0, data);
  const exchanges = mapAll(specs, (spec) => new Exchange(spec));
  const tally = beginTally();
  let decided = false;
  checkSeries<Made>(checker, count, {
    now,
    sleep: (ms) => sleep(ms / 1000),
    check: (until, up) => {
      const at = new Date().toISOString();
      const results = oneCheck(exchanges, { phase: PHASE, until });
      const last = lastOf(results);
      const status = checkStatus(checker, results, up);
      const made = { beganMs: results[0].startMs, ok: status.ok, atOnce: decidesAtOnce(checker, last) };
      return { made, result: { results, status, at } };
    },
    after: ({ results, status, at }, belief) => {
      // The signal came first: this one says nothing of the service.
      if (lastOf(results).outcome === "cancelled") return false;
      const { target: address } = itemAt(specs, results.length - 1, "the connections");
      const queue = queueAt(address);
      const number = tally.made + 1;
      const result = checkResult({ number, count, at, checker, target, address, results, status, queue, belief });
      tell(result, config.progress);
      addCheck(tally, result, belief);
      decided = belief.decided;
      post(TALLY, JSON.stringify(tally));
      return true;
    },
  });
  if (tally.made === count && isDown(tally))
    endRunEarly(`${checker.name}: ${target} ${decided ? "is DOWN" : "failed"}`);
}

function queueAt(address: string): CheckResult["queue"] {
  const { available, length, limit } = acceptQueue(address, { phase: PHASE });
  return available ? { length, limit } : null;
}

export function tell(event: CheckEvent, mode: ProgressMode): void {
  const line = checkLine(event, mode);
  if (line !== null) printLine(line);
}
