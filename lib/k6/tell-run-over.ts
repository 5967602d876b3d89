/** Tells programs that nothing goes on any more; people see the report next. Apart, because `teardown` needs no sentences for it. */
import type { ProgressMode } from "../model/config";
import { PROGRESS_VERSION, type HappeningOf } from "../model/progress";

export function tellRunOver(mode: ProgressMode): void {
  const over: HappeningOf<"run-over"> = { kind: "run-over" };
  if (mode === "events") console.log(JSON.stringify({ progress: PROGRESS_VERSION, ...over }));
}
