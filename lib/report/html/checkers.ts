/** The checkers: what they did, what they said, and the packets of one check of each. */
import type { Journal, JournalChecker, JournalLadder, JournalRung } from "../../model/journal";
import { cadenceText, closeGapText, opinionText, probesText } from "../words";
import { behind, section, table } from "./blocks";
import { shortened, type Detail } from "./detail";
import { markup, type Markup } from "./markup";
import { ladderPicture } from "./ladder-picture";

const MOST_DRAWN = 8;

export function checkersPart({ checkers }: Journal, detail: Detail): Markup | null {
  const drawn = checkers.flatMap((checker, index) =>
    checker.ladders.map((ladder, connection) => ({ checker, ladder, id: `ladder-${index}-${connection}` })),
  );
  const most = Math.min(MOST_DRAWN, detail.items);
  return section(
    "checkers",
    checkers.length === 1 ? "Checker" : "Checkers",
    table(
      "What the checkers did and said",
      ["checker", "style", "how often", "checks", "what it said", "reset or close after"],
      checkers
        .slice(0, detail.items)
        .map((checker) => [
          shortened(checker.name, detail),
          checker.style,
          cadenceText(checker),
          [probesText(checker), unprovenText(checker)].filter(Boolean).join("; "),
          shortened(opinionText(checker), detail),
          closeGapText(checker).replace("close gap ", ""),
        ]),
    ),
    drawn.length > 0 &&
      markup`<h3>One check on the wire</h3>
        <div class="ladders">
          ${drawn.slice(0, most).map(
            ({ checker, ladder, id }) =>
              markup`<div>
                <p class="note">${shortened(checker.name, detail)}, to ${shortened(ladder.to, detail)}</p>
                <figure>${ladderPicture(ladder, id, checker.name)}</figure>
              </div> `,
          )}
        </div>
        ${drawn.length > most && markup`<p class="note">${drawn.length - most} more in journal.json.</p>`}${behind(
          "The same as tables",
          drawn.slice(0, most).map(({ checker, ladder }) => ladderTable(checker, ladder)),
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

function ladderTable({ name }: JournalChecker, { to, rungs }: JournalLadder): Markup | null {
  return table(
    `Packets of ${name} to ${to}`,
    [`packet of ${name}`, "way", "note"],
    rungs.map(({ arrow, what, note = "" }) => [what, WAYS[arrow], note]),
  );
}
