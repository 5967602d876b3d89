/** Arms and their journals, made as a comparison makes them. */
import type { Arm } from "../../lib/experiments/arms";
import type { ArmJournal, Comparison } from "../../lib/model/comparison";
import { concludeArm } from "../../lib/experiments/conclude-arm";
import { concludeComparison } from "../../lib/experiments/conclude-comparison";
import { buildChecker } from "../../lib/checkers/build-checker";
import type { Checker } from "../../lib/model/checker";
import { nonEmpty } from "../../lib/model/non-empty";
import type { StopReason } from "../../lib/model/stop-reason";
import { presets } from "../../lib/checkers/products";
import { styles } from "../../lib/checkers/styles";
import { checker as planned, run, type RunLiteral } from "../judge/run";

/** The clients of a service that a checker wedges at once. */
export const WEDGED: RunLiteral = {
  storm: { order: "2+ 198-", causes: { "queued-not-served": 63, "syn-dropped": 135 } },
  recovery: { order: "150-", causes: { "syn-dropped": 150 } },
  queue: [
    [9.75, 0],
    [10, 0],
    [16.75, 129],
    [20, 129],
    [29.75, 129],
    [54.75, 129],
  ],
};

/** The evidence of a checker: it harms as `literal` says, or nobody. */
export function armOf(name: string, literal: RunLiteral = {}, changed: Partial<Checker> = {}) {
  const preset = presets.get(name);
  const built = buildChecker(preset ? { kind: "preset", preset } : { kind: "style", style: styles.get(name)! }, {});
  const checker = { ...built, ...changed };
  const resets = checker.connections.some(({ ending }) => ending.kind === "rst");
  const made = (sent: number) => ({ sent, ended: resets ? { rst: sent, fin: 0 } : { rst: 0, fin: sent } });
  const evidence = run({
    checks: { [checker.name]: { storm: made(200), night: made(100) } },
    checkers: [planned({ ...checker, realRatePerSecond: (1_000 * checker.nodes) / checker.intervalMs })],
    ...literal,
  });
  const arm: Arm = { name: changed.name ?? name, plan: evidence.plan };
  return { arm, evidence, journal: concludeArm(arm, evidence) };
}

export function compared(arms: { arm: Arm; journal: ArmJournal }[], gate?: string[]): Comparison {
  return concluded(arms, gate).comparison;
}

export function concluded(arms: { arm: Arm; journal: ArmJournal }[], gate?: string[], cutShort = false) {
  return concludeComparison(
    { gate: gate ?? arms.map(({ arm }) => arm.name) },
    { arms: nonEmpty(arms, "the arms"), cutShort },
    { colour: false },
  );
}

/** Nothing restarts the target after this arm. */
export const leftWedgedBy = (name: string): StopReason => ({ kind: "left-wedged", by: { kind: "arm", name } });
