/** The common words of the terminal and the Markdown of a difference: the headline, the rows, and what the runs would have shown. */
import type { Change, DifferenceOutcome, JournalDifference, Result, Untold } from "../model/journal-difference";
import type { PhaseName } from "../model/phases";
import { amount, counted, digits, duration, percent } from "../text/format";
import { brief } from "./sentence";

export const OUTCOMES: Readonly<Record<DifferenceOutcome, string>> = {
  worse: "worse",
  better: "better",
  mixed: "worse and better",
  same: "no change",
  unknown: "not known",
};

/** Half a sentence behind the outcome. */
export function outcomeText(difference: JournalDifference): string {
  const { old, new: is, outcome, kind, changes, untold } = difference;
  const verdicts = old.verdict === is.verdict ? `${is.verdict} both times` : `${old.verdict}, now ${is.verdict}`;
  const subject = old.verdict === null ? (kind === "sweep" ? "two sweeps" : "two searches") : verdicts;
  if (outcome === "unknown") {
    const [first] = untold;
    return first === undefined
      ? `${subject}: nothing in them can be compared`
      : `${subject}: ${untoldText(first, difference)}`;
  }
  if (outcome === "same") return `${subject}, and nothing that these runs could show`;
  const count = (result: Result) => changes.filter((change) => change.result === result).length;
  const counts = [
    ...(count("worse") > 0 ? [`${count("worse")} worse`] : []),
    ...(count("better") > 0 ? [`${count("better")} better`] : []),
  ];
  return `${subject}; ${counts.join(", ")}`;
}

export function untoldText({ why }: JournalDifference["untold"][number], { old, new: is }: JournalDifference): string {
  const reason = { old: old.reason, new: is.reason };
  const because = (text: string) => (text === "" ? "" : `: ${text}`);
  const texts: Record<Untold, string> = {
    "old-inconclusive": `the old run is inconclusive${because(reason.old)}`,
    "new-inconclusive": `the new run is inconclusive, which is neither worse nor the same${because(reason.new)}`,
    "both-inconclusive": `both runs are inconclusive${because(reason.new)}`,
    "not-run": "it was not run both times",
    "one-side-only": "only one of the journals has it",
  };
  return texts[why];
}

export interface DifferenceRow {
  label: string;
  old: string;
  new: string;
  result: Result;
}

export const RESULTS: Readonly<Record<Result, string>> = {
  worse: "worse",
  better: "better",
  told: "differs",
  noise: "noise",
  same: "",
  unknown: "not known",
};

/** A row for each change that has a short form on both sides; arms stand before the label. */
export function differenceRows({ changes }: JournalDifference): DifferenceRow[] {
  const arms = [...new Set(changes.map(({ arm }) => arm))];
  return arms.flatMap((arm) => {
    const own = changes.filter((change) => change.arm === arm);
    const prefix = arm === "" ? "" : `${brief(arm)}: `;
    return [...own.filter(isVerdict), gatesRow(own), ...own.filter((change) => !isVerdict(change))].flatMap(
      (change) => {
        const row = change === null ? null : "label" in change ? change : rowOf(change);
        return row ? [{ ...row, label: `${prefix}${row.label}` }] : [];
      },
    );
  });
}

function isVerdict(change: Change): boolean {
  return change.about === "verdict";
}

function gatesRow(changes: readonly Change[]): DifferenceRow | null {
  const gates = changes.filter((change) => change.about === "gate");
  if (gates.length === 0) return null;
  const told = (side: "old" | "new") => {
    const count = (state: string) => gates.filter((gate) => gate[side].state === state).length;
    const parts = [`${count("met")} met`, ...(count("lost") > 0 ? [`${count("lost")} lost`] : [])];
    return [...parts, ...(count("not-measured") > 0 ? [`${count("not-measured")} not measured`] : [])].join(", ");
  };
  const results = gates.map(({ result }) => result);
  const first = (["worse", "better", "unknown"] as const).find((result) => results.includes(result));
  return { label: "gates", old: told("old"), new: told("new"), result: first ?? "same" };
}

/** null: it has no row of its own. */
function rowOf(change: Change): DifferenceRow | null {
  const { result } = change;
  switch (change.about) {
    case "verdict":
    case "harms":
      return { label: change.about === "verdict" ? "verdict" : "harms", old: change.old, new: change.new, result };
    case "accepted": {
      const share = ({ attempts, accepted }: typeof change.old) => `${percent(accepted / attempts)} of ${attempts}`;
      return { label: `clients in, ${change.phase}`, old: share(change.old), new: share(change.new), result };
    }
    case "cause":
      return { label: "what failed most", old: brief(change.old) || "-", new: brief(change.new) || "-", result };
    case "time": {
      const times = ({ p50, p95 }: typeof change.old) => `${duration(p50)}, ${duration(p95)}`;
      return {
        label: `${change.what} p50, p95, ${change.phase}`,
        old: times(change.old),
        new: times(change.new),
        result,
      };
    }
    case "queue": {
      const kept = ({ kept: stayed, full }: typeof change.old) => `${stayed}${full ? ", full" : ""}`;
      return { label: "queue kept", old: kept(change.old), new: kept(change.new), result };
    }
    case "leak": {
      const rate = (perCheck: number | null) =>
        perCheck === null
          ? "-"
          : change.what === "memory"
            ? `+${amount(Math.max(0, perCheck))}`
            : `+${digits(perCheck)}`;
      return { label: `leak, ${brief(change.what)}`, old: rate(change.old), new: rate(change.new), result };
    }
    case "finding": {
      const name = change.name === "" ? "" : ` ${brief(change.name)}`;
      const seen = (text: string | null) => (text === null ? "-" : "found");
      return { label: `${brief(change.kind)}${name}`, old: seen(change.old), new: seen(change.new), result };
    }
    case "log": {
      const bytes = ({ bytesPerCheck }: typeof change.old) => amount(bytesPerCheck);
      return { label: "log for each check", old: bytes(change.old), new: bytes(change.new), result };
    }
    case "checks-failed": {
      const failed = (side: typeof change.old) => `${side.failed} of ${side.sent}`;
      return { label: `${brief(change.checker)}, failed`, old: failed(change.old), new: failed(change.new), result };
    }
    case "opinion": {
      const up = (share: number | null) => (share === null ? "not known" : `UP ${percent(share)}`);
      return { label: `${brief(change.checker)} said`, old: up(change.old), new: up(change.new), result };
    }
    case "trials": {
      const harmed = (side: typeof change.old) => `${side.harmed} of ${side.runs}`;
      return { label: "runs that harmed", old: harmed(change.old), new: harmed(change.new), result };
    }
    case "least": {
      const value = (number: number | null) =>
        number === null ? "-" : change.what === "checks" ? counted(number, "check") : duration(number);
      return { label: LEAST[change.what], old: value(change.old.harms), new: value(change.new.harms), result };
    }
    case "gate":
    case "outage":
    case "dose":
    case "own-rate":
      return null;
  }
}

const LEAST = {
  checks: "least that harms",
  everyMs: "slowest pace",
  delayMs: "longest delay",
  holdMs: "shortest hold",
};

/** `storm: 11 of 200 clients lost, or a median answer above 52 ms`, of each phase in which nothing was found. */
export function wouldHaveShown({ changes, outcome }: JournalDifference): string[] {
  if (outcome === "unknown") return [];
  const quiet = changes.filter(({ result }) => result === "noise" || result === "same");
  const places = new Map(
    quiet.flatMap((change) =>
      change.about === "accepted" || change.about === "time" ? [[placeOf(change), change] as const] : [],
    ),
  );
  return [...places.keys()].flatMap((place) => {
    const seen = quiet.flatMap((change) =>
      (change.about === "accepted" || change.about === "time") && placeOf(change) === place ? shownBy(change) : [],
    );
    return seen.length === 0 ? [] : [`${place}: ${seen.join(", or ")}`];
  });
}

function placeOf({ arm, phase }: { arm: string; phase: PhaseName }): string {
  return arm === "" ? phase : `${brief(arm)}, ${phase}`;
}

function shownBy(change: Extract<Change, { about: "accepted" | "time" }>): string[] {
  if (change.about === "time") {
    return change.wouldShowMs === null ? [] : [`a median ${change.what} above ${duration(change.wouldShowMs)}`];
  }
  const { wouldShow, new: is } = change;
  return wouldShow === null
    ? [`no number of lost clients: ${counted(is.attempts, "client")} are too few`]
    : [`${wouldShow} of ${counted(is.attempts, "client")} lost`];
}
