/** Why a run of several arms or trials came to no end of its own. */
import type { Recording } from "../model/extension";
import { ENDED, type Noted } from "./driver-events";

interface Recorded {
  events: readonly Noted[];
  harness: Pick<Recording["harness"], "reasons">;
}

/** What the driver said, else its exception without the stack; empty: k6 ended the run, and nobody knows more. */
export function whyCutShort({ events, harness }: Recorded): string {
  const exception = Object.keys(harness.reasons).find((reason) => reason.startsWith("exception: "));
  return ENDED.last(events) ?? exception?.split(/\s+at /)[0] ?? "";
}
