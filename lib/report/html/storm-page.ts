/** report.html of a single run, from its journal alone. */
import type { Journal } from "../../model/journal";
import { targetText } from "../shared-phrases";
import { checkersPart } from "./checkers-part";
import { clientsPart } from "./clients-part";
import { fitted } from "./detail";
import { gatesPart } from "./gates-part";
import { leaksPart } from "./leaks-part";
import { notesPart } from "./notes-part";
import { page } from "./page";
import { queuePart } from "./queue-part";
import { settingsPart } from "./settings-part";
import { surePart } from "./sure-part";
import { timelinePart } from "./timeline-part";
import { advicePart, verdictPart, verdictSentence } from "./verdict-part";

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
