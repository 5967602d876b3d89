/** The gates, each with its limit and what was observed; and what had to be true before anything could be said. */
import { inUnit } from "../gate-text";
import type { Journal, JournalGate, JournalRule } from "../../model/journal";
import { digits } from "../../text/format";
import { gatesText } from "../words";
import { section, table } from "./blocks";
import { shortened, type Detail } from "./detail";
import { markup, type Markup } from "./markup";

export function gatesPart(journal: Journal, detail: Detail): Markup | null {
  const { gates, secondStorm, verdict } = journal;
  const rows = (of: readonly JournalGate[]) => of.slice(0, detail.items).map((gate) => gateRow(gate, verdict, detail));
  const head = ["gate", "result", "limit", "observed", "in words"];
  return section(
    "gates",
    "Gates",
    markup`<p>${gatesText(journal)}.</p> `,
    table("Gates", head, rows(gates), "stacked"),
    secondStorm !== null &&
      markup`<h3>The first storm's gates</h3>
        <p>${shortened(secondStorm.firstText, detail)}</p>
        ${table("Gates of the first storm", head, rows(secondStorm.firstGates), "stacked")}`,
  );
}

function gateRow(gate: JournalGate, verdict: Journal["verdict"], detail: Detail) {
  return [gate.name, result(gate, verdict), limitText(gate), observedText(gate), shortened(gate.text, detail)];
}

/** A word and a sign: colour is only a third one. */
function result({ ok, observed }: JournalRule, verdict: Journal["verdict"]): Markup | string {
  if (verdict === "inconclusive" && !ok) return markup`<span class="lost">✕\u00a0not\u00a0met</span>`;
  if (!ok) return markup`<span class="lost">✕\u00a0lost</span>`;
  return observed === null ? "not measured" : markup`<span class="met">✓\u00a0met</span>`;
}

function limitText(gate: JournalGate): string {
  return [
    ...(gate.atLeast === undefined ? [] : [`at least ${inUnit(gate, gate.atLeast)}`]),
    ...(gate.atMost === undefined ? [] : [mostText(gate, gate.atMost)]),
  ].join(", ");
}

function mostText(gate: JournalGate, atMost: number): string {
  const words = inUnit(gate, atMost);
  return words === "none" ? words : `at most ${words}`;
}

function observedText(gate: JournalGate): string {
  return gate.observed === null ? "" : inUnit(gate, gate.observed);
}

export function floorsTable(floors: readonly JournalRule[], detail: Detail): Markup | null {
  return table(
    "What had to be true before anything could be said",
    ["condition", "result", "observed", "in words"],
    floors
      .slice(0, detail.items)
      .map((floor) => [
        floor.name,
        floor.ok ? markup`<span class="met">✓\u00a0met</span>` : markup`<span class="lost">✕\u00a0not\u00a0met</span>`,
        floor.observed === null ? "" : digits(floor.observed),
        shortened(floor.text, detail),
      ]),
  );
}
