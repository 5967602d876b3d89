/**
 * One storm: a target, one or more checkers, real clients, a verdict.
 *
 *     ./bin/k6 run dist/probe-storm.js -e TARGET=host:port -e CHECKER=alibaba-clb
 */
import { storm } from "../lib/k6/storm-script";

export const { options, setup, driver, client, checker, observer, teardown, handleSummary } = storm();

/** Never part of a plan; here so that `--vus` and its kin are refused with a reason instead of "function 'default' not found". */
export default function unplanned(): void {
  // setup has already refused the run
}
