/** The arms of a comparison: by name from CHECKERS, or one for each of the `checkers` of a CONFIG file. */
import type { Checker, StyleOption } from "../model/checker";
import { refusal, Refusal } from "../text/refusal";
import { readBases, readEntry, refuseIgnored, refuseTwins, refuseUnfit, type Read, type Run } from "./checkers";
import { refuse, type Data } from "../source/data";

export function readArms(entries: Data[] | null, run: Run): { name: string; checkers: Checker[] }[] {
  const taken = new Set<StyleOption>();
  const arms = (entries === null ? named(run, taken) : spelledOut(entries, run, taken)).map(({ name, read }) => {
    refuseTwins(read);
    refuseUnfit(read, run);
    return { name, checkers: read.map(({ checker }) => checker) };
  });
  // What one arm leaves unused another may heed.
  refuseIgnored(
    arms.flatMap(({ checkers }) => checkers),
    run,
    taken,
  );
  return arms;
}

function named(run: Run, taken: Set<StyleOption>): { name: string; read: Read[] }[] {
  const { CHECKERS } = run.values;
  if (CHECKERS === undefined) {
    throw new Refusal(
      "CHECKERS: it is missing; name what to compare, such as CHECKERS=alibaba-clb,haproxy or CHECKERS=all",
    );
  }
  return CHECKERS.map(({ name, bases }) => ({ name, read: readBases(bases, run, taken) }));
}

/** One arm for each entry of the file's `checkers`. */
function spelledOut(entries: Data[], run: Run, taken: Set<StyleOption>): { name: string; read: Read[] }[] {
  if (entries.length < 2) throw refuse(entries[0]!, "one alone is no comparison; accepted are two checkers or more");
  const arms = entries.map((entry) => {
    const read = readEntry(entry, run, taken);
    return { name: read.map(({ checker }) => checker.name).join("+"), read };
  });
  arms.forEach(({ name }, index) => {
    if (arms.findIndex((other) => other.name === name) < index)
      throw refuse(entries[index]!, `another arm is called ${name} already; give each its own name`);
  });
  return arms;
}

/** GATE, or all of them. A checker's name stands for its arm where no other arm has one of that name. */
export function gateArms(
  arms: readonly { name: string; config: { checkers: Checker[] } }[],
  { values, given }: Run,
): string[] {
  const names = arms.map(({ name }) => name);
  if (values.GATE === undefined) return names;
  const { name, text } = given.get("GATE") ?? { name: "GATE", text: "" };
  const chosen = values.GATE.map((wanted) => {
    if (names.includes(wanted)) return wanted;
    const having = arms.filter(({ config }) => config.checkers.some((checker) => checker.name === wanted));
    const accepted = `accepted are ${names.join(", ")}`;
    if (having.length > 1) throw refusal(name, text, `more than one arm has a checker ${wanted}; ${accepted}`);
    if (having.length === 0) throw refusal(name, text, `there is no arm ${wanted}; ${accepted}`, names);
    return having[0]!.name;
  });
  return [...new Set(chosen)];
}
