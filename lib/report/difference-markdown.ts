/** Writes the changes between two journals for a merge request: a headline, what weakens it, one table, what is worse and better. */
import type { JournalDifference, Result } from "../model/journal-difference";
import { changeText } from "./change-text";
import { differenceRows, OUTCOMES, outcomeText, RESULTS, untoldText, wouldHaveShown } from "./difference-words";
import { brief, capital } from "./sentence";
import { list, table, text } from "./summary";
import { unlikenessText } from "./unlikeness-text";

/** A comment that nobody scrolls through. */
const MOST = { rows: 40, items: 10 };

export function differenceMarkdown(difference: JournalDifference): string {
  const { outcome, changes, unlike, untold } = difference;
  const of = (result: Result) => changes.filter((change) => change.result === result).map(changeText);
  const rows = differenceRows(difference);
  const arms = untold.filter(({ arm }) => arm !== "");
  const blocks = [
    `## probe-storm diff: ${OUTCOMES[outcome]}`,
    `${text(brief(difference.new.target))}: ${text(outcomeText(difference))}.`,
    shortList("The runs differ in more than the service, which weakens this", unlike.map(unlikenessText)),
    table(
      ["", "old", "new", ""],
      rows.slice(0, MOST.rows).map((row) => [row.label, row.old, row.new, RESULTS[row.result]]),
    ),
    shortList("Worse", of("worse")),
    shortList("Better", of("better")),
    shortList(
      "Cannot be told",
      arms.map((one) => `${brief(one.arm)}: ${untoldText(one, difference)}`),
    ),
    shortList("These runs would have shown", wouldHaveShown(difference).map(capital)),
  ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}

function shortList(title: string, items: readonly string[]): string {
  const left = items.length - MOST.items;
  return list(title, left > 0 ? [...items.slice(0, MOST.items), `… ${left} more with --json`] : items);
}
