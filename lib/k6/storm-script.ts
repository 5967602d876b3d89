/**
 * The exports of a script for k6: options, setup, the three scenarios' functions, teardown, handleSummary.
 *
 * Every VU evaluates this file, and what it imports plainly. What only some of them call is imported by `lazy:`.
 */
import loadChecker from "lazy:./checker-node";
import loadClient from "lazy:./client-attempt";
import loadClientSlot from "lazy:./client-slot";
import loadLifecycle from "lazy:./lifecycle";
import loadNodeSlot from "lazy:./node-slot";
import loadObserverSlot from "lazy:./observer-slot";
import loadObserver from "lazy:./observer-vu";
import loadDriver from "lazy:./drive-second-storm";
import type { StormOptions } from "../../library";
import type { SetupData } from "./start";
import { planStorm } from "./storm-plan";

/** @param own what a script of one's own says of its storm */
export function storm(own: StormOptions = {}) {
  const plan = planStorm(own);
  // k6 reads the options, and calls what goes on around the phases, as VU 0.
  const ends = __VU === 0 ? (loadLifecycle() as typeof import("./lifecycle")).lifecycle(plan, own.client) : undefined;
  return {
    options: ends?.options,
    setup: ends?.setup,
    driver: (data?: SetupData) =>
      (loadDriver() as typeof import("./drive-second-storm")).driveSecond(plan, data, own.client),
    // With SECOND they wait for orders from the driver, should there be a second storm.
    client: (data?: SetupData) =>
      __ENV.SECOND
        ? (loadClientSlot() as typeof import("./client-slot")).clientSlot(Number(__ENV.SECOND), own.client)
        : (loadClient() as typeof import("./client-attempt")).clientVu(plan, data, own.client),
    checker: (data?: SetupData) =>
      __ENV.SECOND
        ? (loadNodeSlot() as typeof import("./node-slot")).nodeSlot()
        : (loadChecker() as typeof import("./checker-node")).checkerVu(plan, data),
    observer: (data?: SetupData) =>
      __ENV.SECOND
        ? (loadObserverSlot() as typeof import("./observer-slot")).observerSlot()
        : (loadObserver() as typeof import("./observer-vu")).observerVu(plan, data),
    teardown: ends?.teardown,
    handleSummary: ends?.handleSummary,
  };
}
