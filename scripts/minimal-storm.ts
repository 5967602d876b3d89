/**
 * Once something harms: what is the least that does?
 *
 *     ./bin/k6 run dist/minimal-storm.js -e TARGET=host:port -e CHECKER=rst -e RESET_URL=http://host/restart
 */
import { trials } from "../lib/k6/trials-script";

export const { options, setup, driver, client, checker, observer, teardown, handleSummary } = trials("minimal-storm");

/** Never part of a plan; here so that `--vus` and its kin are refused with a reason instead of "function 'default' not found". */
export default function unplanned(): void {
  // setup has already refused the run
}
