/** An exception around the phases leaves no verdict, and without a verdict there is no success. */
import { requireSetup, wasRefused } from "./require-setup";
import { abandonRun, markInconclusive } from "./exit-code";
import { countException } from "./guard";
import { recordEvent } from "./record-event";

/** Before the first phase: the run ends here. */
export function guardedSetup<Data>(work: () => Data): Data {
  try {
    recordEvent({ kind: "setup" });
    return work();
  } catch (error) {
    return abandonRun(`inconclusive: ${countException(error)}`);
  }
}

/**
 * After the last phase: without a verdict there is no success. A run that was refused has none to make.
 *
 * @param data what `setup` returned; nothing where there was none
 */
export function guardedTeardown<Data>(data: Data | undefined, work: (data: Data) => void): void {
  try {
    if (!wasRefused()) work(requireSetup(data));
  } catch (error) {
    markInconclusive(countException(error));
  }
}
