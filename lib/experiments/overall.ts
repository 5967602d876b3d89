/** The verdict of all arms that decide. Harm in one of them is enough for harm; `held` needs them all. */
import type { ArmJournal } from "../model/comparison";
import type { ComparisonConclusion } from "../model/conclusion";
import type { Verdict } from "../model/journal";

/** The first that occurs is the verdict. */
const ORDER: readonly Verdict[] = ["wedged", "degraded", "inconclusive", "held"];

export function overall(
  arms: readonly Pick<ArmJournal, "name" | "verdict">[],
  gate: readonly string[],
): Pick<ComparisonConclusion, "verdict" | "deciding"> {
  const decide = arms.filter(({ name }) => gate.includes(name));
  const deciding = ORDER.flatMap((verdict) => {
    const names = decide.filter((arm) => arm.verdict === verdict).map(({ name }) => name);
    return names.length === 0 ? [] : [{ verdict, names }];
  });
  return { verdict: deciding[0]?.verdict ?? "inconclusive", deciding };
}
