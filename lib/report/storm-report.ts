/** The reports of a single storm, from its journal alone. */
import type { Journal } from "../model/journal";
import { stormPage } from "./html/storm-page";
import { journalFile } from "./journal-file";
import { junitXml } from "./junit";
import type { Reports } from "./reports";
import { summaryMarkdown } from "./summary";
import { terminalReport } from "./terminal";

export function stormReports(journal: Journal, options: { colour: boolean }): Reports {
  return {
    terminal: terminalReport(journal, options),
    files: {
      "journal.json": journalFile(journal),
      "junit.xml": junitXml(journal),
      "summary.md": summaryMarkdown(journal),
      "report.html": stormPage(journal),
    },
  };
}
