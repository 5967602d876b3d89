/** What a script exports for k6: options, setup, the three scenarios' functions, teardown, handleSummary. */
import { Counter } from "k6/metrics";
import { attempt } from "./client";
import { node } from "./checker";
import { finish, report } from "./finish";
import { guarded, guardedSetup, guardedTeardown } from "./guard";
import { observe } from "./observer";
import * as planned from "./planned";
import { start, type SetupData } from "./start";

// A string thrown at the top level is printed by k6 as one line, without a stack trace (exit code 107).
const refused = planned.refusal();
if (refused !== "") throw refused;

export function storm() {
  const gatesLost = new Counter("hc_gates_lost");
  return {
    // k6 reads them before there are VUs, and in each VU would fill them up with its own.
    options: __VU === 0 ? planned.options() : undefined,
    setup: () => guardedSetup(() => start(planned.plan())),
    client: (data: SetupData) => guarded(() => attempt(data, gatesLost)),
    checker: (data: SetupData) => guarded(() => node(data)),
    observer: (data: SetupData) => guarded(() => observe(data)),
    teardown: (data: SetupData) => guardedTeardown(() => finish(planned.plan(), data, gatesLost)),
    handleSummary: (data: Parameters<typeof report>[1]) => report(planned.plan(), data),
  };
}
