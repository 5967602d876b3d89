/** Makes what handleSummary returns, and writes the result files again, now that k6 has decided on its exit code. */
import { prepareFolder, recording } from "k6/x/healthcheck/runtime";
import { errorLine } from "../text/error-line";
import { hasEvent } from "./record-event";
import { wasRefused } from "./require-setup";
import { unusable, type SummaryData } from "./summary-data";
import { writeFiles } from "./write-files";

/** @param out the folder for the files */
export function summaryReport(
  data: SummaryData,
  out: string | null,
  conclude: (colour: boolean) => { terminal: string; files: Record<string, string> },
): Record<string, string> {
  const nothing = unusable(data);
  if (nothing !== null) return nothing;
  if (wasRefused() || !hasBegun(data)) return {};
  const { terminal, files } = conclude(data.state.isStdOutTTY && !data.options?.noColor);
  // A setup that failed may not have come so far as to prepare the folder.
  const unprepared = out !== null && !data.setup_data ? prepared(out) : "";
  const unwritten = unprepared === "" ? writeFiles(out, files) : unprepared;
  return {
    stdout: terminal,
    ...(unwritten === "" || isTold(unwritten)
      ? {}
      : { stderr: `probe-storm: ${unwritten}; what is there was written before it\n` }),
  };
}

/** k6 asks for a summary also where it failed before `setup`, as with an output that it cannot write: it has said why. */
function hasBegun({ setup_data }: SummaryData): boolean {
  return Boolean(setup_data) || hasEvent("setup");
}

/** `teardown` writes them first: the reason why the run is inconclusive has it then. */
function isTold(trouble: string): boolean {
  return Object.keys(recording().harness.reasons).includes(trouble);
}

/** @returns empty, or what is wrong with the folder */
function prepared(out: string): string {
  try {
    prepareFolder(out);
    return "";
  } catch (error) {
    return `OUT: ${errorLine(error)}`;
  }
}
