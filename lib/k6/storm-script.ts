/** What a script exports for k6: options, setup, the three scenarios' functions, teardown, handleSummary. */
import exec from "k6/execution";
import lifecycleSource from "once:./lifecycle";
import { requireSetup } from "./require-setup";
import { attempt } from "./client";
import { node } from "./checker";
import { gatesLostCounter } from "./exit-code";
import { guarded } from "./guard";
import { observe } from "./observer";
import { evaluate } from "./eval-module";
import * as planned from "./storm-plan";
import { checkedPhases } from "../plan/phases";
import { clientSlot, nodeSlot, observerSlot } from "./pool";
import { driveSecond } from "./second-storm";
import type { SetupData } from "./start";

export function storm() {
  const gatesLost = gatesLostCounter();
  // k6 reads the options, and calls what goes on around the phases, as VU 0.
  const ends =
    __VU === 0 ? evaluate<typeof import("./lifecycle")>(lifecycleSource).lifecycle(planned.plan, gatesLost) : undefined;
  return {
    options: ends && planned.options(),
    setup: ends?.setup,
    // With SECOND they wait for orders from the driver, should there be a second storm.
    driver: (data?: SetupData) => driveSecond(planned.plan(), requireSetup(data)),
    client: (data?: SetupData) =>
      guarded(() => (__ENV.SECOND ? clientSlot(Number(__ENV.SECOND)) : attempt(requireSetup(data)))),
    checker: (data?: SetupData) =>
      guarded(() => {
        const { start } = requireSetup(data);
        if (__ENV.SECOND) return nodeSlot();
        const checked = checkedPhases(planned.phases());
        node(planned.checker(Number(__ENV.CHECKER)), exec.scenario.iterationInTest, checked, start);
      }),
    observer: (data?: SetupData) =>
      guarded(() => {
        const { start } = requireSetup(data);
        return __ENV.SECOND ? observerSlot() : observe(planned.phases(), start, planned.plan().config);
      }),
    teardown: ends?.teardown,
    handleSummary: ends?.handleSummary,
  };
}
