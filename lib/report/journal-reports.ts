/** Makes all reports of a run from its journal alone, so that they can be made again from journal.json. */
import type { AnyJournal } from "../model/any-journal";
import { comparisonReports } from "./comparison-report";
import { minimalReports } from "./minimal-report";
import type { Reports } from "./reports";
import { stormReports } from "./storm-report";
import { sweepReports } from "./sweep-report";

export function journalReports(journal: AnyJournal, options: { colour: boolean }): Reports {
  switch (journal.kind) {
    case "storm":
      return stormReports(journal, options);
    case "comparison":
      return comparisonReports(journal, options);
    case "sweep":
      return sweepReports(journal, options);
    case "minimal":
      return minimalReports(journal, options);
  }
}
