/** How sure the verdict is: the rule of three, the conditions, and how well this machine kept up. */
import type { Journal } from "../../model/journal";
import { duration, grouped } from "../../text/format";
import { sureText } from "../shared-phrases";
import { facts, list, paragraph, section } from "./blocks";
import type { Detail } from "./detail";
import { floorsTable } from "./gates-part";
import type { Markup } from "./markup";

export function surePart(journal: Journal, detail: Detail): Markup | null {
  const { attribution, harness, floors, harm } = journal;
  return section(
    "sure",
    "How sure",
    paragraph(sureText(journal), detail),
    facts(
      [
        ["attribution to the checks", harm === null ? "" : attribution],
        ["harm at the balancer's own rate", harm === null ? "" : harm.atOwnRate],
        ["checks before the harm", harm === null || harm.checksBefore === null ? "" : grouped(harm.checksBefore)],
        ["the generator lagged by (p99)", duration(harness.lagMs.p99)],
        ["its own errors", grouped(harness.errors)],
        ["attempts it had to leave out", grouped(harness.droppedIterations)],
      ],
      detail,
    ),
    list(harness.reasons, detail),
    floorsTable(floors, detail),
  );
}
