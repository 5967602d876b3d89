/** The arms of a comparison: by name from CHECKERS, or one for each of the `checkers` of a CONFIG file. */
import type { Checker } from "../model/checker";
import { refusal, Refusal } from "../text/refusal";
import { refuseIgnored, refuseTwins, refuseUnfit } from "./check-checkers";
import type { RunSettings } from "./given";
import { readBases, readEntry, type ReadChecker } from "./read-checker";
import { refuse, type Data } from "../source/data";
import { firstOf, itemAt, nonEmpty, type NonEmpty } from "../model/non-empty";

interface ReadArm {
  name: string;
  read: ReadChecker[];
}

export function readArms(entries: Data[] | null, run: RunSettings): { name: string; checkers: NonEmpty<Checker> }[] {
  const arms = entries === null ? namedArms(run) : armsOfFile(entries, run);
  for (const { read } of arms) {
    refuseTwins(read);
    refuseUnfit(read, run);
  }
  // What one arm leaves unused another may heed.
  refuseIgnored(
    arms.flatMap(({ read }) => read),
    run,
  );
  return arms.map(({ name, read }) => {
    const checkers = read.map(({ checker }) => checker);
    return { name, checkers: nonEmpty(checkers, "the checkers of an arm") };
  });
}

function namedArms(run: RunSettings): ReadArm[] {
  const { CHECKERS } = run.values;
  if (CHECKERS === undefined) {
    throw new Refusal(
      "CHECKERS: expected what to compare, such as CHECKERS=alibaba-clb,haproxy or CHECKERS=all, got nothing",
    );
  }
  return CHECKERS.map(({ name, bases }) => ({ name, read: readBases(bases, run) }));
}

/** One arm for each entry of the file's `checkers`. */
function armsOfFile(entries: Data[], run: RunSettings): ReadArm[] {
  if (entries.length < 2) throw refuse(firstOf(entries), "two checkers or more", { why: "one alone is no comparison" });
  const arms = entries.map((entry) => {
    const read = readEntry(entry, run);
    return { name: read.map(({ checker }) => checker.name).join("+"), read };
  });
  arms.forEach(({ name }, index) => {
    if (arms.findIndex((other) => other.name === name) < index)
      throw refuse(itemAt(entries, index), "a name of its own for each arm", {
        why: `another one is called ${name} already`,
      });
  });
  return arms;
}

/** GATE, or all of them. A checker's name stands for its arm where no other arm has one of that name. */
export function gateArms(
  arms: readonly { name: string; config: { checkers: Checker[] } }[],
  { values, given }: RunSettings,
): string[] {
  const names = arms.map(({ name }) => name);
  if (values.GATE === undefined) return names;
  const { name, text } = given.get("GATE") ?? { name: "GATE", text: "" };
  const chosen = values.GATE.map((wanted) => {
    if (names.includes(wanted)) return wanted;
    const having = arms.filter(({ config }) => config.checkers.some((checker) => checker.name === wanted));
    const expected = `one of ${names.join(", ")}`;
    const [arm, ...others] = having;
    if (arm === undefined) throw refusal(name, text, expected, { why: `there is no arm ${wanted}`, known: names });
    if (others.length > 0) throw refusal(name, text, expected, { why: `more than one arm has a checker ${wanted}` });
    return arm.name;
  });
  return [...new Set(chosen)];
}
