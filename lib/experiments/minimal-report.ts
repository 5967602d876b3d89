/** The least that harms, in one line, with the command that reproduces it. */
import type { Checker, CheckStep } from "../model/checker";
import type { StormConfig } from "../model/config";
import type { MinimalJournal, Question, Shrunk } from "../model/trials-journal";
import { counted, digits, duration, listed } from "../text/format";
import { testsuites } from "../report/junit-cases";
import { minimalPage } from "../report/html/minimal-page";
import { journalFile } from "../report/journal-file";
import { painter, wrap } from "../report/layout";
import { fenced, text } from "../report/summary";
import { AUTO } from "../settings/auto-phases";
import type { Concluded } from "./experiment-types";
import { holdOf } from "./hold-of";
import { endingOf, makeTrialsJournal } from "./make-trials-journal";
import { noteLines, noteList } from "./notes";
import { planTrial } from "./plan-trial";
import type { ReportContext } from "./trials-types";

export function minimal(context: ReportContext, found: Shrunk | null): Concluded {
  const { planned, trials, ended, startedAt, colour } = context;
  const { config, runs } = planned;
  const [checker] = config.checkers;
  const unknown = found === null || found.harms === "unclear";
  // Nothing is harmless, or harms at times only, that was not looked at in all its runs.
  const cutShort = found === null || (found.harms === "always" && (found.unsettled.length > 0 || found.runs < runs));
  const ending = endingOf(!cutShort, ended);
  const why = ending.why || (unknown && found !== null ? found.last.reason : "");
  const finding = unknown
    ? `Nothing can be said: ${why}${why.endsWith(".") ? "" : "."}`
    : `${findingText(found, checker!, runs)}${cutShort ? ` ${soFarText(found, runs, why)}` : ""}`;
  const command = found?.harms === "always" ? reproduce(config, found) : "";
  const tried = trials.map(({ storm, result: { outcome, verdict, cause } }) => ({ storm, outcome, verdict, cause }));
  const own = { finding, command, minimal: found, tried };
  const journal: MinimalJournal = makeTrialsJournal(context, ending, "minimal", own, {
    before: [],
    behind: holdNote(checker!, found),
  });
  const { target } = journal;
  const paint = painter(colour);
  const title = `MINIMAL STORM ${target}:`;
  const [first, ...others] = wrap(`${title} ${finding}`, 100);
  return {
    terminal: `${[
      "",
      `${paint("bold", title)}${(first ?? "").slice(title.length)}`,
      ...others,
      ...(command === "" ? [] : ["", `    ${command}`]),
      ...noteLines(journal.notes),
    ].join("\n")}\n\n`,
    files: {
      "journal.json": journalFile(journal),
      "summary.md": `${[
        `## probe-storm: minimal storm of ${text(target)}`,
        text(finding),
        ...(command === "" ? [] : [fenced(command.split("\n"), "sh")]),
        ...noteList(journal.notes),
      ].join("\n\n")}\n`,
      "report.html": minimalPage(journal),
      "junit.xml": testsuites(`probe-storm ${target} minimal-storm`, startedAt, [{ name: finding, error: why }]),
    },
    lostGates: [],
    inconclusive: why,
  };
}

type Judged = Pick<Checker, "connections" | "holdsUntil" | "intervalMs" | "style">;

/** `A single reset within 1.4 ms of the handshake is enough.` */
export function findingText(found: Shrunk, checker: Judged, runs: number): string {
  const { checks } = found.storm;
  const what = nouns(checker);
  const single = checks === 1;
  const told = single ? `a single ${what.one}` : `${checks} ${what.many}`;
  if (found.harms === "never") return capital(`${told} ${single ? "does" : "do"} no harm (${counted(runs, "trial")}).`);
  if (found.harms === "sometimes") {
    return capital(
      `${told} ${single ? "harms" : "harm"} in some trials and not in others: a race, with no least that always harms. More of them may.`,
    );
  }
  const parts = [told, ...pace(found), ...withinText(found), ...heldText(found, checker)];
  const fewer =
    found.fewerChecks === null ? "" : `; ${found.fewerChecks} ${found.fewerChecks === 1 ? "is" : "are"} not`;
  const open = found.unclear ? " Of some smaller ones nothing could be said." : "";
  return capital(`${parts.join(" ")} ${single ? "is" : "are"} enough${fewer}.${open}`);
}

const capital = (sentence: string) => sentence[0]!.toUpperCase() + sentence.slice(1);

/** `It is the least so far: … before the number of checks and their rate were settled.` */
function soFarText({ runs: seen, unsettled, trials }: Shrunk, runs: number, why: string): string {
  const open = listed(unsettled.map((question) => OPEN[question]));
  const once = seen < runs ? ` Seen in ${counted(seen, "trial")} of the ${runs} that were asked for.` : "";
  return `Not yet the least after ${counted(trials, "trial")}: ${why}${open === "" ? "" : `; open ${unsettled.length === 1 ? "is" : "are"} ${open}`}.${once}`;
}

const OPEN: Readonly<Record<Question, string>> = {
  checks: "how few are enough",
  nodes: "whether one node is",
  rate: "how slow they may be",
  delay: "how late the reset may come",
  hold: "how briefly they may be held",
};

function pace({ everyMs, tooSlowMs }: Shrunk): string[] {
  if (everyMs === null) return [];
  return [`every ${duration(everyMs)}${tooSlowMs === null ? "" : ` (every ${duration(tooSlowMs)} not)`}`];
}

function withinText({ within }: Shrunk): string[] {
  if (within === null) return [];
  if (within.harmsMs === 0) return ["at once"];
  if (within.harmlessMs === null) return [`${digits(within.harmsMs)} ms after the handshake, or sooner,`];
  return [`within ${digits(within.harmsMs)} ms of the handshake`];
}

/** Only a length that was tried. */
function heldText({ storm }: Shrunk, checker: Judged): string[] {
  const hold = holdOf(checker);
  if (hold === null) return [];
  const ms = storm.holdMs ?? hold.ms;
  return [ms === null ? "held to the end of the storm" : `held for ${duration(ms)}`];
}

/** What one check is to the service. */
function nouns({ connections }: Pick<Checker, "connections">): { one: string; many: string } {
  const [{ steps, ending, handshake }] = connections as [Checker["connections"][0]];
  const has = (...kinds: CheckStep["kind"][]) => steps.some(({ kind }) => kinds.includes(kind));
  const resets = ending.kind === "rst" || ending.kind === "drain-rst";
  if (has("hold")) {
    return has("send", "expect", "tls", "tls-hello", "proxy")
      ? { one: "connection", many: "connections" }
      : { one: "silent connection", many: "silent connections" };
  }
  if (handshake === "half-open" && steps.length === 0 && resets)
    return { one: "half-open check", many: "half-open checks" };
  if (steps.every(({ kind }) => kind === "wait")) {
    return resets
      ? { one: "reset", many: "resets" }
      : { one: "connection closed without a word", many: "connections closed without a word" };
  }
  return { one: "check", many: "checks" };
}

/** A single run with exactly that storm. */
function reproduce(config: StormConfig, { storm }: Shrunk): string {
  const [checker] = config.checkers;
  const spelledOut = config.given.some(({ name }) => name.startsWith("checkers["));
  const kept = config.given.filter(({ name, from }) => from === "environment" && !CHANGED.includes(name));
  const { stormMs } = planTrial(config, storm).config.phases;
  const settings = [
    ...kept.map(({ name, value }) => [name, WITHHELD.includes(name) ? "…" : value]),
    // `checkers` of a CONFIG file come with it.
    ...(spelledOut ? [] : [["CHECKER", config.given.find(({ name }) => name === "CHECKER")?.value ?? checker!.name]]),
    ["CHECKS", String(storm.checks)],
    ["NODES", String(storm.nodes)],
    ["INTERVAL", `${Math.round(storm.intervalMs * 1000) / 1000}ms`],
    ["SPEEDUP", "1"],
    ...holdSetting(config, storm),
    ...(stormMs > STANDARD_MS ? [["STORM", `${Math.ceil(stormMs / 1_000)}s`]] : []),
  ];
  return `./bin/k6 run dist/probe-storm.js ${settings.map(([name, value]) => `-e ${quote(`${name}=${value}`)}`).join(" ")}`;
}

/** Where the hold was changed, that one; else the user's own. */
function holdSetting(config: StormConfig, { holdMs }: Shrunk["storm"]): [string, string][] {
  const [checker] = config.checkers;
  if (holdMs !== null) return holdOf(checker!)?.by === "HOLD" ? [["HOLD", `${holdMs}ms`]] : [];
  const own = config.given.find(({ name, from }) => name === "HOLD" && from === "environment");
  return own === undefined ? [] : [["HOLD", own.value]];
}

/** What no setting says must be changed where it stands. */
function holdNote(checker: Checker, found: Shrunk | null): string[] {
  const holdMs = found?.storm.holdMs ?? null;
  if (holdMs === null || holdOf(checker)?.by !== "steps") return [];
  return [`The command shows it with \`hold: ${holdMs}ms\` among the steps of ${checker.name} in the CONFIG file.`];
}

/** Settings of the trials, or of this script alone. */
const CHANGED = [
  ..."CHECKER CHECKS NODES INTERVAL SPEEDUP HOLD RUNS RESET_URL OUT".split(" "),
  ..."BASELINE STORM NIGHT RECOVERY CLIENT_TIMEOUT THRESHOLDS".split(" "),
];

/** Reports do not hold them: whoever repeats the run puts them in. */
const WITHHELD = ["CLIENT_SEND", "CLIENT_EXPECT", "CLIENT_USER", "CLIENT_PASSWORD"];

/** Of a single run: a slow storm takes longer. */
const STANDARD_MS = AUTO.stormMs;

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;
}
