/**
 * Several checkers on one target, each with a baseline and a recovery of its own: which of them is safe?
 *
 *     ./bin/k6 run dist/compare-checkers.js -e TARGET=host:port -e CHECKERS=file:old.cfg#app,file:new.cfg#app,alibaba-clb
 */
import { comparison } from "../lib/k6/comparison-script";

export const { options, setup, driver, client, checker, observer, teardown, handleSummary } = comparison();

/** Never part of a plan; here so that `--vus` and its kin are refused with a reason instead of "function 'default' not found". */
export default function unplanned(): void {
  // setup has already refused the run
}
