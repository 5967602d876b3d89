/**
 * What a service kept although its clients were lost before the growth could be measured. Too few checks came until then for a rate; that
 * things are still there long after the last check is told all the same.
 */
import type { Cause } from "../model/extension";
import type { Evidence } from "../model/evidence";
import type { Caveat } from "../model/caveat";
import { allChecks } from "../measures/checks";
import { processGrowth } from "../measures/leaks";
import { clientsOf } from "../measures/observed-phases";
import { allReadings, controlsOf, ending, valueOf } from "../measures/process-samples";
import { RESOURCES } from "../measures/resources";
import { median, slope } from "../measures/slope";

/** Fewer than this come and go by themselves; and a check in four must have left one, or it is no trait of the checks. */
const FEW = 10;
const LEAST_PER_CHECK = 0.25;

/** A caveat for each thing that was kept; none where the growth was measured, or nobody was lost. */
export function earlyLeaks(evidence: Evidence): Caveat[] {
  const storm = clientsOf(evidence, "storm");
  const lost = storm !== undefined && storm.attemptsBeforeFirstFailure >= 0;
  const controls = controlsOf(evidence);
  if (!lost || !processGrowth(evidence).missing || controls.kind === "unmeasured") return [];
  const { before, after } = controls;
  const checks = allChecks(evidence.recording).sent;
  return RESOURCES.filter(({ exact }) => exact).flatMap((resource): Caveat[] => {
    const alike = allReadings(before, resource.count);
    const later = allReadings(after, resource.count);
    if (alike === null || later === null) return [];
    const [had, has] = [median(ending(alike).map(valueOf)), median(ending(later).map(valueOf))];
    const perClient = Math.max(
      0,
      slope(alike, ({ attempts }) => attempts, valueOf),
    );
    const served = (storm?.accepted ?? 0) + (clientsOf(evidence, "recovery")?.accepted ?? 0);
    const kept = has - had - perClient * served - waiting(evidence);
    if (!(kept >= FEW && kept >= LEAST_PER_CHECK * checks)) return [];
    return [{ kind: "kept-before-harm", what: resource.what, before: had, after: has, checks }];
  });
}

/** Clients that wait for an answer have a connection each. */
function waiting(evidence: Evidence): number {
  const { causes = {} } = clientsOf(evidence, "recovery") ?? {};
  const patient = (["queued-not-served", "unanswered", "slow"] satisfies Cause[]).some(
    (cause) => (causes[cause] ?? 0) > 0,
  );
  const { ratePerSecond, timeoutMs } = evidence.plan.config.client;
  return patient ? (ratePerSecond * timeoutMs) / 1000 : 0;
}
