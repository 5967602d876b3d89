/** report.html of any journal, by its kind. */
import type { AnyJournal } from "../../lib/model/any-journal";
import { comparisonPage } from "../../lib/report/html/comparison-page";
import { minimalPage } from "../../lib/report/html/minimal-page";
import { stormPage } from "../../lib/report/html/storm-page";
import { sweepPage } from "../../lib/report/html/sweep-page";

export function pageOf(journal: AnyJournal): string {
  switch (journal.kind) {
    case "storm":
      return stormPage(journal);
    case "comparison":
      return comparisonPage(journal);
    case "sweep":
      return sweepPage(journal);
    case "minimal":
      return minimalPage(journal);
  }
}
