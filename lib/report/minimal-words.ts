/** The least that harms, in one line. */
import type { Step } from "../model/extension";
import type { Checker } from "../model/checker";
import type { Question, Shrunk } from "../model/trials-journal";
import { counted, digits, duration, listed } from "../text/format";
import { capital } from "./sentence";
import { endsWithReset } from "../wire/ends-with-reset";

type Connections = Pick<Checker, "connections">;

/** How long the check holds its connection by itself, ms; `ms` null: to the end of the storm. null: it holds none. */
type Held = { ms: number | null } | null;

/** `A single reset within 1.4 ms of the handshake is enough.` */
export function findingText(found: Shrunk, checker: Connections, held: Held, runs: number): string {
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
  const parts = [told, ...pace(found), ...withinText(found), ...heldText(found, held)];
  const fewer =
    found.fewerChecks === null ? "" : `; ${found.fewerChecks} ${found.fewerChecks === 1 ? "is" : "are"} not`;
  const open = found.unclear ? " Of some smaller ones nothing could be said." : "";
  return capital(`${parts.join(" ")} ${single ? "is" : "are"} enough${fewer}.${open}`);
}

/** `It is the least so far: … before the number of checks and their rate were settled.` */
export function soFarText({ runs: seen, unsettled, trials }: Shrunk, runs: number, why: string): string {
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
function heldText({ storm }: Shrunk, held: Held): string[] {
  if (held === null) return [];
  const ms = storm.holdMs ?? held.ms;
  return [ms === null ? "held to the end of the storm" : `held for ${duration(ms)}`];
}

/** What one check is to the service. */
function nouns({ connections }: Pick<Checker, "connections">): { one: string; many: string } {
  const [{ steps, ending, handshake }] = connections as [Checker["connections"][0]];
  const has = (...kinds: Step["kind"][]) => steps.some(({ kind }) => kinds.includes(kind));
  const resets = endsWithReset(ending);
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

/** What no setting says must be changed where it stands. */
export function holdNote(checker: string, holdMs: number): string {
  return `The command shows it with \`hold: ${holdMs}ms\` among the steps of ${checker} in the CONFIG file.`;
}

/** @param ended why the search ended before it knew enough; empty where it is complete */
export function whyUnknown(ended: string, found: Shrunk | null): string {
  return ended || (found?.harms === "unclear" ? found.last.reason : "");
}
