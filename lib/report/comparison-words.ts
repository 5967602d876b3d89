/** The rows of a comparison, for the terminal and the job summary. */
import type { ArmJournal, Change, Comparison } from "../model/comparison";
import { RESTARTS } from "./restart-advice";
import { callsItDown, upShare } from "../judge/calls-it-down";
import { PHASES } from "../model/phases";
import { isFinding } from "../measures";
import { costWords } from "./finding-text";
import { harmless, riskText } from "./shared-phrases";
import { amount, counted, digits, duration, listed, percent } from "../text/format";

/** In the order of the columns. */
export interface ArmCells {
  checker: string;
  wire: string;
  checks: string;
  verdict: string;
  cause: string;
  lost: string;
  outage: string;
  queue: string;
  full: string;
  log: string;
  said: string;
}

export const ARM_COLUMNS: Readonly<ArmCells> = {
  checker: "checker",
  wire: "on the wire",
  checks: "checks",
  verdict: "verdict",
  cause: "cause",
  lost: "clients lost",
  outage: "longest outage",
  queue: "queue grew by",
  full: "full after",
  log: "log per check",
  said: "it said",
};

export function armCells(arm: ArmJournal): ArmCells {
  const phases = PHASES.filter((name) => name !== "baseline").flatMap((name) => arm.phases[name] ?? []);
  const attempts = phases.reduce((sum, { clients }) => sum + clients.attempts, 0);
  const accepted = phases.reduce((sum, { clients }) => sum + clients.accepted, 0);
  const outage = Math.max(0, ...phases.map(({ clients }) => clients.longestOutageMs));
  const ran = attempts > 0;
  // Without a control what grew, and what was said, may be no check's doing.
  const told = ran && arm.verdict !== "inconclusive";
  return {
    checker: arm.name,
    wire: arm.wire,
    checks: ran ? String(arm.checkers.reduce((sum, { probes }) => sum + probes.sent, 0)) : "",
    verdict: arm.notRun === "" ? arm.verdict : "not run",
    cause: causeCell(arm),
    lost: ran ? `${attempts - accepted} of ${attempts}` : "",
    outage: ran ? duration(outage) : "",
    queue: told ? queueCell(arm) : "",
    full: told ? overflowCell(arm) : "",
    log: told ? logCell(arm) : "",
    said: told ? saidCell(arm) : "",
  };
}

/** Where no client was lost: what the gates were lost for. */
function causeCell({ cause, verdict, gates }: ArmJournal): string {
  if (cause !== null || verdict === "held" || verdict === "inconclusive") return cause ?? "";
  const lost = gates.filter(({ ok }) => !ok).map(({ measure }) => measure);
  if (lost.includes("queue-growth")) return "queue grew";
  const [finding] = lost.filter(isFinding);
  return finding === undefined || lost.includes("slowdown") ? "slower" : costWords(finding).cell;
}

/** In the storm, of what it may hold. */
function queueCell({ acceptQueue: { available, growthPerSecond, limit } }: ArmJournal): string {
  if (!available) return "";
  return growthPerSecond > 0 ? `${digits(growthPerSecond)}/s of ${limit}` : "nothing";
}

/** Bytes; empty where nothing was seen. */
function logCell({ findings: all }: ArmJournal): string {
  const bytes = all.find(({ kind }) => kind === "log")?.figures.bytesPerCheck;
  return typeof bytes === "number" ? amount(bytes) : "";
}

/** At the balancer's own rate; a dash where it does not grow. */
function overflowCell({ acceptQueue: { available, secondsToOverflow } }: ArmJournal): string {
  if (!available) return "";
  return secondsToOverflow === null ? "-" : duration(secondsToOverflow * 1000);
}

function saidCell({ checkers }: ArmJournal): string {
  const share = upShare(checkers);
  if (share === null) return checkers.some(({ opinion }) => opinion.up + opinion.down > 0) ? "not known" : "";
  const last = [...new Set(checkers.map(({ opinion }) => opinion.last).filter(Boolean))];
  return [`UP ${percent(share)}`, ...last].join(", ");
}

/** Which is safe and which is not, and how sure that is: a sentence each, behind its label. */
export function findings({ safe, unsafe, arms }: Comparison): { label: string; text: string }[] {
  const safeArms = safe.map((name) => armNamed(name, arms));
  const telling = safeArms.filter((arm) => !callsItDown(arm));
  const useless = safeArms.filter(callsItDown);
  const ran = safe.length + unsafe.length > 0;
  // Arms have the same clients.
  const kernel = telling.some(({ evidence }) => evidence === "kernel");
  const label = kernel ? "Connections kept opening, which does not prove that the service took them" : "Safe here";
  return [
    ...(telling.length > 0 ? [{ label, text: `${listed(telling.map(({ name }) => name))}.` }] : []),
    ...(useless.length > 0
      ? [
          {
            label: "Harmless, but it called the service DOWN while clients got in",
            text: `${listed(useless.map(({ name }) => name))}.`,
          },
        ]
      : []),
    ...howSure(safeArms),
    ...(unsafe.length > 0 ? [{ label: "Not safe", text: `${listed(unsafe)}.` }] : []),
    ...(ran && safe.length === 0 ? [{ label: "Safe here", text: "none of those that were tried." }] : []),
  ];
}

function armNamed(name: string, arms: readonly ArmJournal[]): ArmJournal {
  const found = arms.find((arm) => arm.name === name);
  if (found === undefined) throw new Error(`the comparison calls the arm "${name}" safe and has no such arm`);
  return found;
}

/** The rule of three for each safe arm: of those that have the same share in common, once. */
function howSure(safe: readonly ArmJournal[]): { label: string; text: string }[] {
  const known = safe.flatMap(({ residualRiskPerCheck: risk, ...arm }) =>
    risk === null ? [] : [{ name: arm.name, share: riskText(risk), checks: harmless(arm, risk) }],
  );
  const shares = [...new Set(known.map(({ share }) => share))];
  if (shares.length === 0) return [];
  const parts = shares.map((share, index) => {
    const having = known.filter((one) => one.share === share);
    const fewest = Math.min(...having.map(({ checks }) => checks));
    const whose = shares.length > 1 ? ` (${listed(having.map(({ name }) => name))})` : "";
    return index === 0
      ? `after ${counted(fewest, "check")} without harm, a harm of up to ${share} per check is still possible at 95 %${whose}`
      : `after ${fewest}, up to ${share}${whose}`;
  });
  return [{ label: "How sure", text: `${parts.join("; ")}.` }];
}

/** Why an arm is not safe, or not known to be, and what else a reader of its row must know. Those with the same to tell are told together. */
export function reasons({ arms }: Comparison): { name: string; text: string }[] {
  const skipped = [...new Set(arms.map(({ notRun }) => notRun).filter(Boolean))];
  const told = arms.filter(({ verdict, notRun }) => verdict !== "held" && notRun === "");
  return [
    ...[...new Set(told.map(reasonText))].map((text) => ({
      name: listed(told.filter((arm) => reasonText(arm) === text).map(({ name }) => name)),
      text,
    })),
    ...skipped.map((why) => ({
      name: "Not run",
      text: `${listed(arms.filter(({ notRun }) => notRun === why).map(({ name }) => name))}, because ${why}.`,
    })),
  ];
}

function reasonText({ verdict, reason, attributionReason, advice }: ArmJournal): string {
  return [reason, attributionReason, ...(verdict === "inconclusive" ? advice : [])].filter(Boolean).join(" ");
}

/** What the service itself had better do, by what was seen of it in any arm. Other checks have just been tried. */
export function serviceAdvice({ arms }: Comparison): string[] {
  const harmed = arms.filter(({ verdict }) => verdict === "degraded" || verdict === "wedged");
  const ofService = ({ advice, adviceKinds }: ArmJournal) =>
    advice.filter((_, index) => adviceKinds[index] !== "try-checks-first");
  return [...new Set(harmed.flatMap(ofService))];
}

/** What to change, once for all arms that become safe by the same. */
export function changeAdvice({ changes }: Comparison): { text: string; lines: string[] }[] {
  const cures = new Map<string, [Change, ...Change[]]>();
  for (const change of changes) {
    const key = [change.cure, ...change.lines].join("\n");
    const alike = cures.get(key);
    if (alike) alike.push(change);
    else cures.set(key, [change]);
  }
  return [...cures.values()].map((alike) => ({ text: changeSentence(alike), lines: alike[0].lines }));
}

/** @param alike have the same cure */
export function changeSentence(alike: readonly [ChangeParts, ...ChangeParts[]]): string {
  const unsafe = listed(alike.map(({ arm, wire }) => `${arm} (${wire})`));
  return `${unsafe} ${alike.length === 1 ? "is" : "are"} not safe; ${alike[0].cure}`;
}

type ChangeParts = Pick<Change, "arm" | "wire" | "cure">;

/** Where nothing restarts the target and it cannot go on: what a reader does about the rest. */
export function goingOn({ end, arms }: Comparison): string[] {
  const rest = arms.filter(({ notRun }) => notRun !== "").map(({ name }) => name);
  const restarted = arms.some(({ settings }) => settings.some(({ name }) => name === "RESET_URL"));
  const [first, ...others] = rest;
  if (end !== "stopped" || restarted || first === undefined) return [];
  const alone =
    others.length === 0
      ? `dist/probe-storm.js -e CHECKER=${first}`
      : `-e CHECKERS=${rest.join(",")} in place of the others`;
  return [`Restart the service yourself, and run what is left: ${alone}.`, RESTARTS];
}

/** Assumptions and caveats, each once; with the arms' names where not all that ran have it, unless it names the arm itself. */
export function comparisonNotes({ arms }: Comparison): string[] {
  const ran = arms.filter(({ notRun }) => notRun === "");
  /** By note: the arms that have it, and whether it names the arm. */
  const having = new Map<string, Map<string, boolean>>();
  for (const { name, notes, noteCheckers } of ran) {
    for (const [index, note] of notes.entries()) {
      const told = having.get(note) ?? new Map<string, boolean>();
      told.set(name, told.get(name) === true || noteCheckers[index] === name);
      having.set(note, told);
    }
  }
  return [...having].map(([note, told]) => {
    const everybodys = told.size === ran.length || [...told.values()].includes(true);
    return everybodys ? note : `${listed([...told.keys()])}: ${note}`;
  });
}
