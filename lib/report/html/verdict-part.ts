/** The first screen: why it is that verdict, the figures that decided, and what to change. */
import type { Journal } from "../../model/journal";
import { counted, digits, duration, grouped, percent } from "../../text/format";
import { rateText } from "../rate-text";
import { verdictText } from "../shared-phrases";
import { facts, list, paragraph, section } from "./blocks";
import type { Detail } from "./detail";
import { markup, type Markup } from "./markup";

export function verdictSentence(journal: Journal): string {
  return [verdictText(journal), rateText(journal)].filter(Boolean).join(", ");
}

export function verdictPart(journal: Journal, detail: Detail): Markup {
  const { reason, attributionReason, evidence } = journal;
  return markup`${paragraph(reason, detail)}${
    attributionReason !== "" && paragraph(`Weak attribution: ${attributionReason}`, detail)
  }${
    evidence === "kernel" &&
    paragraph("Kernel evidence only: a connection that opens does not prove that the service took it.", detail)
  }${facts(figures(journal), detail)}`;
}

/** Where a second storm decided, of that one. */
function figures({ phases: ofFirst, secondStorm, checkers, acceptQueue }: Journal): [string, string][] {
  const phases = secondStorm?.phases ?? ofFirst;
  const own = secondStorm === null ? "" : ", own rate";
  const gotIn = (name: "storm" | "recovery"): [string, string][] => {
    const clients = phases[name]?.clients;
    const when = name === "storm" ? "got in during the storm" : "got in afterwards";
    return clients && clients.attempts > 0
      ? [[`${when}${own}`, `${percent(clients.acceptedRatio)} of ${clients.attempts}`]]
      : [];
  };
  const outages = Object.values(phases).map(({ clients }) => clients.longestOutageMs);
  return [
    ...gotIn("storm"),
    ...gotIn("recovery"),
    [`longest outage${own}`, outages.length > 0 ? duration(Math.max(...outages)) : ""],
    ...checkers
      .slice(0, MOST_CHECKERS)
      .map(({ name, probes, opinion: { up, down, known } }): [string, string] => [
        `${name}, ${counted(probes.sent, "check")}`,
        known && up + down > 0 ? `said UP ${percent(up / (up + down))}` : "not known what it said",
      ]),
    ["accept queue", queueFigure(acceptQueue)],
  ];
}

function queueFigure({ available, full, growthPerSecond, limit }: Journal["acceptQueue"]): string {
  if (!available) return "";
  const what = full ? "full" : growthPerSecond > 0 ? `grew by ${digits(growthPerSecond)}/s` : "did not grow";
  return `${what} (limit ${grouped(limit)})`;
}

const MOST_CHECKERS = 3;

export function advicePart({ advice }: Journal, detail: Detail): Markup | null {
  return section("advice", "What to change", list(advice, detail));
}
