/** report.html of a search for the least that harms: the finding, the command that reproduces it, and the trials. */
import type { MinimalJournal } from "../../model/trials-journal";
import { counted, duration } from "../../text/format";
import { section, table } from "./blocks";
import { fitted, shortened, type Detail } from "./detail";
import { markup, type Markup, type Part } from "./markup";
import { notesPart } from "./notes-part";
import { page } from "./page";
import { settingsPart } from "./settings-part";

export function minimalPage(journal: MinimalJournal): string {
  const { finding, command, target, startedAt, notes } = journal;
  const head = { kind: "found", word: "MINIMAL STORM", sentence: finding, target, startedAt } as const;
  return fitted((detail) =>
    page(
      head,
      detail,
      command !== "" &&
        section(
          "command",
          "This reproduces it",
          markup`<pre>${shortened(command, detail)}</pre>
${command.length > detail.chars && markup`<p class="note">The whole command is in journal.json.</p>`}`,
        ),
      section("trials", counted(journal.trials, "trial"), trialsTable(journal, detail)),
      settingsPart(journal, detail),
      notesPart(notes, detail),
    ),
  );
}

const OWN = "the check's own";
const COLUMNS = ["trial", "checks", "nodes", "interval of a node", "handshake to close", "held", "outcome", "cause"];

/** Without the columns of what no trial changed. */
function trialsTable({ tried }: MinimalJournal, detail: Detail): Markup | null {
  const rows = tried.map(({ storm, outcome, cause }, index): Part[] => [
    String(index + 1),
    storm.checks === null ? "to the end" : String(storm.checks),
    String(storm.nodes),
    duration(storm.intervalMs),
    storm.delayMs === null ? OWN : duration(storm.delayMs),
    storm.holdMs === null ? OWN : duration(storm.holdMs),
    outcome === "harmed"
      ? markup`<span class="lost">✕\u00a0harmed</span>`
      : outcome === "harmless"
        ? markup`<span class="met">✓\u00a0harmless</span>`
        : "? unclear",
    cause ?? "",
  ]);
  const used = COLUMNS.map((_, column) => rows.some((row) => row[column] !== OWN));
  const only = <Cell>(cells: readonly Cell[]) => cells.filter((_, column) => used[column]);
  return table("Trials", only(COLUMNS), rows.map(only), detail, { look: "stacked" });
}
