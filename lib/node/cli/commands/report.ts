/** `probe-storm report JOURNAL…`: prints the reports of runs again, or writes their files again, from journal.json alone. */
import { Command } from "commander";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { journalReports } from "../../../report/journal-reports";
import { refusal } from "../../../text/refusal";
import { errorLine } from "../../../text/error-line";
import type { Reports } from "../../../report/reports";
import { hasColour } from "../colour";
import { withExamples } from "../help";
import { readJournal } from "../read-journal";

/** The journal itself is not written: it is there, and was made by another version perhaps. */
const WRITTEN: ReadonlySet<string> = new Set(["report.html", "summary.md", "junit.xml"]);

export function reportCommand(): Command {
  const command = new Command("report")
    .summary("print the report of a run again, or write its files again")
    .description("Print the report of a run again, or write report.html, summary.md and junit.xml again.")
    .argument("[JOURNAL...]", "journal.json of a run, or the folder that it is in")
    .option("--out <folder>", "writes the three files there and prints nothing")
    .action((paths: string[], { out }: { out?: string }) => {
      if (paths.length === 0) throw refusal("report", { words: "nothing" }, "a journal.json, or the folder of one");
      const [another] = paths.slice(1);
      if (out !== undefined && another !== undefined) {
        throw refusal("report", another, "one journal with --out", { why: "each has a report.html" });
      }
      // All are read before the first is printed.
      const reports = paths.map((path) => reportsOf(path));
      for (const { terminal, files } of reports) {
        if (out === undefined) process.stdout.write(terminal);
        else write(out, files);
      }
    });
  return withExamples(command, [
    "probe-storm report probe-storm-out",
    "probe-storm report probe-storm-out/journal.json --out forwarded",
  ]);
}

function reportsOf(path: string): Reports {
  const journal = readJournal("report", path);
  const colour = hasColour(process.stdout);
  try {
    return journalReports(journal, { colour });
  } catch {
    // What was thrown speaks of our own code: nobody can mend a journal by it.
    throw refusal("report", path, "a whole journal", {
      why: "it lacks what its report needs, or has it in another form",
    });
  }
}

function write(folder: string, files: Reports["files"]): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) if (WRITTEN.has(name)) writeFileSync(join(folder, name), text);
  } catch (error) {
    throw refusal("--out", folder, "a folder that can be written to", { why: errorLine(error) });
  }
  process.stdout.write(`Report    ${join(folder, "report.html")}\n`);
}
