/**
 * Checks one after the other at the product's own pace, by one node: when each is due, and what the balancer believes after it.
 *
 * The first one is made at once, because somebody waits for it; the others follow as a balancer's would.
 */
import { initialOpinion, type Opinion } from "./health-status";
import { afterCheck, beginNode, type CheckMade, type Paced } from "./own-clock";

/** What a series wants of the world; the tests have a clock of their own. */
export interface Surroundings<Result> {
  /** ms, monotonic. */
  now(): number;
  sleep(ms: number): void;
  /**
   * Makes one check.
   *
   * @param untilMs when a connection ends that the product holds until its next check
   * @param up what the node believes so far
   */
  check(untilMs: number, up: boolean): { made: Pick<CheckMade, "beganMs" | "ok" | "atOnce">; result: Result };
  /** @returns false: no more checks are wanted */
  after(result: Result, belief: Belief): boolean;
}

/** What the balancer believes, and whether any result stands behind it. */
export interface Belief extends Opinion {
  decided: boolean;
  /** Results in a row that change it. */
  needed: number;
}

type Checker = Omit<Paced, "plannedIntervalMs">;

export function checkSeries<Result>(checker: Checker, count: number, around: Surroundings<Result>): void {
  const { now, sleep, check, after } = around;
  const paced: Paced = { ...checker, nodes: 1, spread: "aligned", plannedIntervalMs: checker.intervalMs };
  const originMs = now();
  const node = beginNode(paced, 0, originMs, 0, 0);
  let decided = false;
  for (let left = count; left > 0; left--) {
    const wait = originMs + node.dueMs - now();
    if (wait > 0) sleep(wait);
    const { made, result } = check(originMs + node.dueMs + checker.intervalMs, node.opinion.up);
    const endedMs = now();
    afterCheck(paced, node, { ...made, endedMs, knownMs: endedMs });
    // A result that agrees confirms, and one that changes it decides.
    decided = decided || node.opinion.against === 0;
    if (!after(result, { ...node.opinion, decided, needed: node.opinion.up ? checker.fall : checker.rise })) return;
  }
}

/** What a checker believes before its first result. */
export function beliefBefore({ initially, rise, fall }: Pick<Checker, "initially" | "rise" | "fall">): Belief {
  const opinion = initialOpinion(initially);
  return { ...opinion, decided: false, needed: opinion.up ? fall : rise };
}
