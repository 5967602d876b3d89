/** The checkers: what they did, what they said, and the packets of one check of each. */
import type { Journal, JournalChecker, JournalLadder, JournalRung } from "../../model/journal";
import { cadenceText, closeGapTimes, opinionText, probesText } from "../shared-phrases";
import { behind, first, section, table } from "./blocks";
import { shortened, type Detail } from "./detail";
import { markup, type Markup } from "./markup";
import { ladderPicture } from "./ladder-picture";

const MOST_DRAWN = 8;

export function checkersPart({ checkers }: Journal, detail: Detail): Markup | null {
  const drawn = checkers.flatMap((checker, index) =>
    checker.ladders.map((ladder, connection) => ({ checker, ladder, id: `ladder-${index}-${connection}` })),
  );
  const { shown, rest } = first(drawn, Math.min(MOST_DRAWN, detail.items));
  return section(
    "checkers",
    checkers.length === 1 ? "Checker" : "Checkers",
    table(
      "What the checkers did and said",
      ["checker", "style", "how often", "checks", "what it said", "reset or close after"],
      checkers.map((checker) => [
        checker.name,
        checker.style,
        cadenceText(checker),
        [probesText(checker), unprovenText(checker)].filter(Boolean).join("; "),
        opinionText(checker),
        closeGapTimes(checker),
      ]),
      detail,
      { look: "stacked" },
    ),
    drawn.length > 0 &&
      markup`<h3>One check on the wire</h3>
        <div class="ladders">
          ${shown.map(
            ({ checker, ladder, id }) =>
              markup`<div>
                <p class="note">${shortened(checker.name, detail)}, to ${shortened(ladder.to, detail)}</p>
                <figure>${ladderPicture(ladder, id, checker.name, detail)}</figure>
              </div> `,
          )}
        </div>
        ${rest}${behind(
          "The same as tables",
          shown.map(({ checker, ladder }) => ladderTable(checker, ladder, detail)),
        )}`,
  );
}

function unprovenText({ unproven: [most] }: JournalChecker): string {
  return most ? `not proven: ${most.count} × ${most.reason}` : "";
}

const WAYS: Readonly<Record<JournalRung["arrow"], string>> = {
  "→": "checker to service",
  "←": "service to checker",
  "⇄": "to and fro",
  "": "nothing is sent",
};

function ladderTable({ name }: JournalChecker, { to, rungs }: JournalLadder, detail: Detail): Markup | null {
  return table(
    `Packets of ${name} to ${to}`,
    [`packet of ${name}`, "way", "note"],
    rungs.map(({ arrow, what, note = "" }) => [what, WAYS[arrow], note]),
    detail,
    { most: detail.rows },
  );
}
