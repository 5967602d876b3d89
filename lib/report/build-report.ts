/** From evidence to verdict and reports, once per process. */
import type { Evidence } from "../model/evidence";
import { judge } from "../judge/judge";
import type { Journal } from "../model/journal";
import { stormPage } from "./html/storm-page";
import { makeJournal } from "./journal";
import { journalFile } from "./journal-file";
import { junitXml } from "./junit";
import { summaryMarkdown } from "./summary";
import { terminalReport } from "./terminal";

export interface Conclusion {
  journal: Journal;
  terminal: string;
  /** File name inside OUT → content. */
  files: Record<string, string>;
}

export function conclude(evidence: Evidence, options: { colour: boolean }): Conclusion {
  const journal = makeJournal(evidence, judge(evidence));
  return {
    journal,
    terminal: terminalReport(journal, options),
    files: {
      "journal.json": journalFile(journal),
      "junit.xml": junitXml(journal),
      "summary.md": summaryMarkdown(journal),
      "report.html": stormPage(journal),
    },
  };
}
