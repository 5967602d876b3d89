/** The files that a run leaves in OUT, each made from its journal. A new format is a file of its own and an entry here. */
import type { AnyJournal } from "../model/any-journal";
import { comparisonMarkdown } from "./comparison-summary";
import { comparisonPage } from "./html/comparison-page";
import { minimalPage } from "./html/minimal-page";
import { stormPage } from "./html/storm-page";
import { sweepPage } from "./html/sweep-page";
import { journalFile } from "./journal-file";
import { junitXml } from "./junit";
import { minimalMarkdown } from "./minimal-summary";
import type { Reports } from "./reports";
import { summaryMarkdown } from "./summary";
import { sweepMarkdown } from "./sweep-summary";
import { minimalJunit, sweepJunit } from "./trials-junit";

type JournalOf<Kind extends AnyJournal["kind"]> = Extract<AnyJournal, { kind: Kind }>;

/** By the journal's kind; a kind that is left out has no such file. */
type Writers = { readonly [Kind in AnyJournal["kind"]]?: (journal: JournalOf<Kind>) => string };

export interface ReportFormat extends Writers {
  file: string;
  /** For docs/report.md. */
  what: string;
}

export const formats: readonly ReportFormat[] = [
  {
    file: "journal.json",
    what: "everything, for scripts (schema `probe-storm/1`)",
    storm: journalFile,
    comparison: journalFile,
    sweep: journalFile,
    minimal: journalFile,
  },
  {
    file: "junit.xml",
    what: "a suite per checker, a case per gate",
    storm: junitXml,
    comparison: ({ arms, gate }) => junitXml(...arms.map((arm) => ({ ...arm, decides: gate.includes(arm.name) }))),
    sweep: sweepJunit,
    minimal: minimalJunit,
  },
  {
    file: "summary.md",
    what: "the report for a pull request or a job's page",
    storm: summaryMarkdown,
    comparison: comparisonMarkdown,
    sweep: sweepMarkdown,
    minimal: minimalMarkdown,
  },
  {
    file: "report.html",
    what: "the report with pictures, to look at and forward",
    storm: stormPage,
    comparison: comparisonPage,
    sweep: sweepPage,
    minimal: minimalPage,
  },
];

/** The files of a journal, made from the journal alone. */
export function filesOf<Kind extends AnyJournal["kind"]>(journal: JournalOf<Kind>): Reports["files"] {
  const made = formats.flatMap((format) => {
    const write = format[journal.kind as Kind] as ((journal: JournalOf<Kind>) => string) | undefined;
    return write === undefined ? [] : [[format.file, write(journal)] as const];
  });
  return Object.fromEntries(made);
}
