/** From evidence to verdict and reports, once per process. */
import type { Evidence } from "./judge/evidence";
import { judge, type Judgement } from "./judge/judge";
import type { Journal } from "./journal";
import { makeJournal } from "./report/journal";
import { junitXml } from "./report/junit";
import { summaryMarkdown } from "./report/summary";
import { terminalReport } from "./report/terminal";

export { judge, type Judgement };

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
      "journal.json": `${JSON.stringify(journal, null, 2)}\n`,
      "junit.xml": junitXml(journal),
      "summary.md": summaryMarkdown(journal),
    },
  };
}
