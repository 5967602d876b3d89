/** An exception in a VU is the harness's own failure: k6 alone would count it nowhere and exit 0. */
import { harnessError } from "k6/x/healthcheck/runtime";

export function guarded(work: () => void): void {
  try {
    work();
  } catch (error) {
    harnessError(told(error));
  }
}

export function told(error: unknown): string {
  return `exception: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
