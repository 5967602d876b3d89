/**
 * Over which close delays does a check harm?
 *
 *     ./bin/k6 run dist/delay-sweep.js -e TARGET=host:port -e DELAYS=0s..20ms -e RESET_URL=http://host/restart
 */
import { trials } from "../lib/k6/trials-script";

export const { options, setup, driver, client, checker, observer, teardown, handleSummary } = trials("delay-sweep");

/** Never part of a plan; here so that `--vus` and its kin are refused with a reason instead of "function 'default' not found". */
export default function unplanned(): void {
  // setup has already refused the run
}
