/** An exception in a VU is the harness's own failure: k6 alone would count it nowhere and exit 0. */
import exec from "k6/execution";
import { abandon, harnessError } from "k6/x/healthcheck";

export function guarded(work: () => void): void {
  try {
    work();
  } catch (error) {
    harnessError(told(error));
  }
}

/** Before the first phase: the run ends here. */
export function guardedSetup<Data>(work: () => Data): Data {
  try {
    return work();
  } catch (error) {
    harnessError(told(error));
    return abandon(`inconclusive: ${told(error)}`);
  }
}

/** After the last phase: without a verdict there is no success. */
export function guardedTeardown(work: () => void): void {
  try {
    work();
  } catch (error) {
    harnessError(told(error));
    inconclusive(told(error));
  }
}

/** Marks the run as failed, which gives k6's exit code 110. */
export function inconclusive(reason: string): void {
  // k6 takes the text for a format string.
  exec.test.fail(`inconclusive: ${reason}`.replace(/%/g, "%%"));
}

function told(error: unknown): string {
  return `exception: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
