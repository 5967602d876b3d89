/** `probe-storm diff OLD NEW`: what a release changed between two runs, from their journals alone. */
import { Command } from "commander";
import { journalDifference } from "../../../judge/compare-journals";
import { exitOf } from "../../../judge/worse";
import { differenceMarkdown } from "../../../report/difference-markdown";
import { differenceText } from "../../../report/difference-text";
import { readFigures } from "../../../source/read-figures";
import { refusal } from "../../../text/refusal";
import { hasColour } from "../colour";
import { withExamples } from "../help";
import { readJournal } from "../read-journal";

interface Options {
  markdown?: boolean;
  json?: boolean;
}

export function diffCommand(): Command {
  const command = new Command("diff")
    .summary("tell what a release changed between two runs")
    .description(
      "Tell what a release changed between two runs, and what of it is noise by their own counts. Exit code 99: it is worse; 110: nothing can be said.",
    )
    .argument("[OLD]", "journal.json of the run before, or the folder that it is in")
    .argument("[NEW]", "the same of the run after")
    .option("--markdown", "print it for a merge request")
    .option("--json", "print it as data")
    .action((old: string | undefined, other: string | undefined, { markdown, json }: Options) => {
      if (old === undefined || other === undefined) {
        throw refusal("diff", { words: old === undefined ? "nothing" : "one" }, "two journals, OLD and NEW");
      }
      if (markdown && json) throw refusal("--json", { words: "both" }, "--json or --markdown");
      const figuresIn = (path: string) => readFigures(readJournal("diff", path), path);
      const [was, is] = [figuresIn(old), figuresIn(other)];
      const difference = journalDifference(was, is);
      if (difference === null) {
        throw refusal("diff", other, `a journal of the kind ${was.kind}, as ${old} is`, {
          why: `its kind is ${is.kind}`,
        });
      }
      const text = () => differenceText(difference, { colour: hasColour(process.stdout) });
      const printed = json
        ? `${JSON.stringify(difference, null, 2)}\n`
        : markdown
          ? differenceMarkdown(difference)
          : text();
      process.stdout.write(printed);
      process.exitCode = exitOf(difference);
    });
  return withExamples(command, [
    "probe-storm diff before/journal.json after/journal.json",
    "probe-storm diff before after --markdown",
  ]);
}
