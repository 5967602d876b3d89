/** What the arms that decide come to together. Harm that was seen stands, whatever else is not known; `held` needs them all. */
import type { Verdict } from "../model/journal";
import { listed } from "../text/format";
import type { ArmJournal } from "../model/comparison";

/** The first that occurs is the verdict. */
const ORDER: readonly Verdict[] = ["wedged", "degraded", "inconclusive", "held"];

export function overall(arms: readonly ArmJournal[], gate: readonly string[]): { verdict: Verdict; reason: string } {
  const deciding = arms.filter(({ name }) => gate.includes(name));
  const verdict = ORDER.find((one) => deciding.some((arm) => arm.verdict === one)) ?? "inconclusive";
  const parts = ORDER.flatMap((one) => {
    const names = deciding.filter((arm) => arm.verdict === one).map(({ name }) => name);
    if (names.length === 0) return [];
    return [one === "inconclusive" ? `nothing can be said of ${listed(names)}` : `${listed(names)} ${one}`];
  });
  return { verdict, reason: `${parts.join("; ")}.` };
}
