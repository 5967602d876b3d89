/**
 * One check right now, or COUNT of them at the checker's own pace: a line for each, and an exit code.
 *
 *     ./bin/k6 run -q dist/check.js -e TARGET=host:port -e CHECKER=file:haproxy.cfg#app/s1
 */
import { checkScript } from "../lib/k6/check-script";

export const { options, setup, check, teardown, handleSummary } = checkScript();

/** Never part of a plan; here so that `--vus` and its kin are refused with a reason instead of "function 'default' not found". */
export default function unplanned(): void {
  // setup has already refused the run
}
