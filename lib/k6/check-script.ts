/** The exports of scripts/check.ts for k6: one VU is one node of the checker, and no client runs beside it. */
import resolveSource from "once:../plan/resolve-check";
import publicSource from "once:../settings/public-address";
import { awaitPost, post } from "k6/x/healthcheck/runtime";
import { beginTally, figuresOf, whyInconclusive, type CheckTally } from "../judge/check-tally";
import type { CheckSummary } from "../model/check-event";
import type { PlannedCheck } from "../plan/resolve-check";
import { checkNode, TALLY, tell, type CheckStart } from "./check-node";
import { otherHosts, refuseForeignSources, refuseUnspeakableChecker, targetOf } from "./destinations";
import { evaluate } from "./eval-module";
import { markInconclusive } from "./exit-code";
import { refuseForeignScenarios } from "./foreign-scenarios";
import { guardedSetup, guardedTeardown } from "./guard-ends";
import { requireSetup } from "./require-setup";
import { tagTarget, withRunTag } from "./run-labels";
import { outside } from "./settings-input";
import { sharePlan } from "./shared-plan";

type Resolve = typeof import("../plan/resolve-check");
type PublicAddress = typeof import("../settings/public-address");

export function checkScript() {
  const { part } = sharePlan(
    () => evaluate<Resolve>(resolveSource).resolveCheck(outside()),
    (planned) => ({ planned }),
  );
  const planned = () => part("planned");
  return {
    options: __VU === 0 ? withRunTag(planned().options) : undefined,
    setup: () => guardedSetup(() => start(planned())),
    check: (data?: CheckStart) => guardedSetup(() => checkNode(planned(), requireSetup(data))),
    teardown: (data?: CheckStart) => guardedTeardown(data, () => finish(planned())),
    // k6's own summary is about requests.
    handleSummary: () => ({}),
  };
}

function start({ config, checker, target, options }: PlannedCheck): CheckStart {
  refuseForeignScenarios(options, "they would discard the check; set COUNT instead");
  tagTarget(target);
  const { isPublicAddress } = evaluate<PublicAddress>(publicSource);
  const { address } = targetOf(config, isPublicAddress);
  const hosts = otherHosts([checker], address, config.limits, isPublicAddress);
  refuseUnspeakableChecker(checker, 0, { address, hosts });
  refuseForeignSources({ SOURCES: checker.sources, CLIENT_SOURCE: [] });
  post(TALLY, JSON.stringify(beginTally()));
  return { address, hosts };
}

/** Interrupted, the node is stopped where it stands: what it has done is told from here. */
function finish({ config, checker, target, count }: PlannedCheck): void {
  const posted = awaitPost(TALLY, 0);
  const tally = posted === null ? beginTally() : (JSON.parse(posted.text) as CheckTally);
  const figures = figuresOf(tally);
  const interrupted = figures.made < count;
  const summary: CheckSummary = { kind: "summary", checker: checker.name, target, count, ...figures, interrupted };
  if (count > 1 || interrupted) tell(summary, config.progress);
  const why = whyInconclusive(tally);
  if (why !== null) markInconclusive(why);
}
