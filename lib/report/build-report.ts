/** From evidence to verdict and reports, once per process. */
import type { Evidence } from "../model/evidence";
import { judge } from "../judge/judge";
import type { Journal } from "../model/journal";
import { makeJournal } from "./build-journal";
import type { Reports } from "./reports";
import { stormReports } from "./storm-report";

export interface Conclusion extends Reports {
  journal: Journal;
}

export function conclude(evidence: Evidence, options: { colour: boolean }): Conclusion {
  const journal = makeJournal(evidence, judge(evidence));
  return {
    journal,
    ...stormReports(journal, options),
  };
}
