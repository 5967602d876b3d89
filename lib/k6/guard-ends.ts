/** An exception around the phases leaves no verdict, and without a verdict there is no success. */
import { harnessError } from "k6/x/healthcheck/runtime";
import { requireSetup, refused } from "./require-setup";
import { abandonRun, markInconclusive } from "./exit-code";
import { told } from "./guard";

/** Before the first phase: the run ends here. */
export function guardedSetup<Data>(work: () => Data): Data {
  try {
    return work();
  } catch (error) {
    harnessError(told(error));
    return abandonRun(`inconclusive: ${told(error)}`);
  }
}

/**
 * After the last phase: without a verdict there is no success. A run that was refused has none to make.
 *
 * @param data what `setup` returned; nothing where there was none
 */
export function guardedTeardown<Data>(data: Data | undefined, work: (data: Data) => void): void {
  try {
    if (!refused()) work(requireSetup(data));
  } catch (error) {
    harnessError(told(error));
    markInconclusive(told(error));
  }
}
