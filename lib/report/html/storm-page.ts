/** report.html of a single run, from its journal alone. */
import type { Journal } from "../../model/journal";
import { targetText } from "../words";
import { checkersPart } from "./checkers";
import { clientsPart } from "./clients";
import { fitted } from "./detail";
import { gatesPart } from "./gates";
import { leaksPart } from "./leaks";
import { notesPart } from "./notes";
import { page } from "./page";
import { queuePart } from "./queue";
import { settingsPart } from "./settings";
import { surePart } from "./sure";
import { timelinePart } from "./timeline";
import { advicePart, verdictPart, verdictSentence } from "./verdict";

export function stormPage(journal: Journal): string {
  const { verdict, startedAt } = journal;
  const head = {
    kind: verdict,
    word: verdict.toUpperCase(),
    sentence: `${verdictSentence(journal)}.`,
    target: targetText(journal),
    startedAt,
  };
  return fitted((detail) =>
    page(
      head,
      detail,
      verdictPart(journal, detail),
      timelinePart(journal, detail),
      advicePart(journal, detail),
      clientsPart(journal, detail),
      checkersPart(journal, detail),
      queuePart(journal, detail),
      gatesPart(journal, detail),
      leaksPart(journal, detail),
      surePart(journal, detail),
      settingsPart(journal, detail),
      notesPart(journal.notes, detail),
    ),
  );
}
