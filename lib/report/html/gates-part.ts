/** The gates, each with its limit and what was observed; and what had to be true before anything could be said. */
import { inUnit } from "../gate-text";
import { capital } from "../sentence";
import type { Journal, JournalGate, JournalRule } from "../../model/journal";
import { duration } from "../../text/format";
import { gatesText } from "../shared-phrases";
import { section, table } from "./blocks";
import { prose, type Detail } from "./detail";
import { markup, type Markup } from "./markup";

export function gatesPart(journal: Journal, detail: Detail): Markup | null {
  const { gates, secondStorm, verdict } = journal;
  const rows = (of: readonly JournalGate[]) => of.map((gate) => gateRow(gate, verdict));
  const head = ["gate", "result", "limit", "observed", "in words"];
  return section(
    "gates",
    "Gates",
    markup`<p>${capital(gatesText(journal))}.</p> `,
    table("Gates", head, rows(gates), detail, { look: "stacked" }),
    secondStorm !== null &&
      markup`<h3>The first storm's gates</h3>
        <p>${prose(secondStorm.firstText, detail)}</p>
        ${table("Gates of the first storm", head, rows(secondStorm.firstGates), detail, { look: "stacked" })}`,
  );
}

function gateRow(gate: JournalGate, verdict: Journal["verdict"]) {
  return [gate.name, result(gate, verdict), limitText(gate), observedText(gate), gate.text];
}

/** A word and a sign: colour is only a third one. */
function result({ ok, observed }: JournalRule, verdict: Journal["verdict"]): Markup | string {
  if (verdict === "inconclusive" && !ok) return markup`<span class="lost">✕\u00a0not\u00a0met</span>`;
  if (!ok) return markup`<span class="lost">✕\u00a0lost</span>`;
  return observed === null ? "not measured" : markup`<span class="met">✓\u00a0met</span>`;
}

function limitText(gate: JournalGate): string {
  if (gate.noisyLimitMs !== undefined) return `at most ${duration(gate.noisyLimitMs)}`;
  return [
    ...(gate.atLeast === undefined ? [] : [`at least ${inUnit(gate, gate.atLeast)}`]),
    ...(gate.atMost === undefined ? [] : [mostText(gate, gate.atMost)]),
    ...(gate.ignoreBelowMs ? [`or less than ${duration(gate.ignoreBelowMs)} more`] : []),
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
    ["condition", "result", "in words"],
    floors.map(({ name, ok, text }) => [
      name,
      ok ? markup`<span class="met">✓\u00a0met</span>` : markup`<span class="lost">✕\u00a0not\u00a0met</span>`,
      text,
    ]),
    detail,
    { look: "stacked" },
  );
}
