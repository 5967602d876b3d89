/**
 * The least that still harms: fewer checks, then fewer nodes; for a check that resets at once the longest delay at which it still does; then
 * a slower rate, and a shorter hold. Each step keeps what was found before, and halves.
 *
 * "Harms" means in every run of a trial, so that the command at the end reproduces it; "does not harm" that one run at least did not. What
 * is unclear is neither: the search goes on as if it did not harm, and it is never named as what does not.
 */
import type { Question, Shrunk } from "../model/trials-journal";
import { startSearch, type Search, type SearchOptions } from "./search";
import type { Storm, TrialResult } from "../model/trial";
import type { Strategy } from "./repeat-trial";
import { lastOf } from "../model/non-empty";

export interface ShrinkOptions extends SearchOptions {
  /** What is known, or guessed, to harm. */
  storm: Storm & { checks: number };
  /** The check closes with an RST as soon as the handshake is over: how late may it come? */
  resetsAtOnce: boolean;
  /** Its connections are held for so long, ms: how much shorter may it be? null: it holds none, or none that anybody could make shorter. */
  heldMs: number | null;
  /** Do fewer nodes harm as well, and a slower rate? */
  asksPace: boolean;
}

type Looking = Generator<Storm, void, TrialResult>;

/** How slow the slowest storm may be, as a multiple of the first interval. */
const SLOWEST = 64;
/** Delays are looked for up to here; what harms later than that harms at any delay. */
const LATEST_MS = 50;
const NEAREST_MS = 0.1;
const NEAREST_HOLD_MS = 100;
/** Below it, halves; above it, quarters: what a reset must come before is mostly short. */
const SHORT_MS = 4;

export function* shrink(options: ShrinkOptions): Strategy<Shrunk> {
  const { checkPerNode, resetsAtOnce, heldMs, asksPace } = options;
  const search = startSearch({ ...NOTHING, storm: options.storm, unsettled: questions(options) }, options);
  const harms = yield* harmsAtAll(search, options);
  if (harms !== "always") return { ...search.found, harms, unsettled: [], everyMs: null };

  yield* fewestChecks(search, checkPerNode);
  if (asksPace && search.found.storm.nodes > 1) yield* oneNode(search);
  if (resetsAtOnce) yield* longestDelay(search);
  if (asksPace && search.found.everyMs !== null) yield* slowestRate(search);
  if (heldMs !== null) yield* shortestHold(search, heldMs);
  return search.found;
}

/** What the search rests on is looked at in all its runs: one that does no harm does not stand for the others. */
function* harmsAtAll(search: Search, { storm, runs }: ShrinkOptions): Strategy<Shrunk["harms"]> {
  const results: TrialResult[] = [];
  while (results.length < runs && results[results.length - 1]?.outcome !== "unclear") {
    const last = yield* search.trial(storm);
    results.push(last);
    if (results.every(({ outcome }) => outcome === "harmed")) search.tell({ runs: results.length, last });
  }
  const harmed = results.filter(({ outcome }) => outcome === "harmed");
  if (harmed.length === runs) return "always";
  search.tell({ last: harmed[0] ?? lastOf(results) });
  if (harmed.length > 0 && results.some(({ outcome }) => outcome === "harmless")) return "sometimes";
  return results.some(({ outcome }) => outcome === "unclear") ? "unclear" : "never";
}

/** By halving the gap to the largest number that does not harm. */
function* fewestChecks(search: Search, checkPerNode: boolean): Looking {
  const { storm } = search.found;
  const of = (checks: number) => ({
    ...storm,
    checks,
    nodes: checkPerNode ? checks : Math.min(storm.nodes, checks),
  });
  let harmless = 0;
  while (search.found.storm.checks - harmless > 1) {
    const checks = Math.floor((search.found.storm.checks + harmless) / 2);
    if (yield* search.harms(of(checks))) search.tell({ storm: of(checks) });
    else {
      harmless = checks;
      search.tell({ fewerChecks: search.unlessUnclear(checks) ?? search.found.fewerChecks });
    }
  }
  search.settle("checks");
}

/** At the same rate. */
function* oneNode(search: Search): Looking {
  const { storm } = search.found;
  const alone = { ...storm, nodes: 1, intervalMs: storm.intervalMs / storm.nodes };
  search.settle("nodes", (yield* search.harms(alone)) ? { storm: alone } : {});
}

/** How late the reset may come. The storm stays as it is: it resets at once. */
function* longestDelay(search: Search): Looking {
  const after = (delayMs: number) => ({ ...search.found.storm, delayMs });
  if (yield* search.harms(after(LATEST_MS))) {
    search.settle("delay", { within: { harmsMs: LATEST_MS, harmlessMs: null } });
    return;
  }
  search.tell({ within: { harmsMs: 0, harmlessMs: search.unlessUnclear(LATEST_MS) } });
  yield* search.bisect({
    harms: 0,
    harmless: LATEST_MS,
    near: (shorter, longer) => longer - shorter <= Math.max(NEAREST_MS, longer * 0.05),
    middle: (shorter, longer) =>
      Math.round((shorter > 0 || longer <= SHORT_MS ? (shorter + longer) / 2 : longer / 4) * 1000) / 1000,
    storm: after,
    better: (harmsMs, harmlessMs) => search.tell({ within: { harmsMs, harmlessMs } }),
  });
  search.settle("delay");
}

function* slowestRate(search: Search): Looking {
  const quick = search.found.storm;
  for (let factor = 2; factor <= SLOWEST; factor *= 2) {
    const slower = { ...search.found.storm, intervalMs: search.found.storm.intervalMs * 2 };
    if (!(yield* search.harms(slower))) {
      search.tell({ tooSlowMs: search.unlessUnclear(slower.intervalMs / slower.nodes) });
      break;
    }
    search.tell({ storm: slower });
  }
  // The delay was looked for at the first rate, where a trial is short.
  const { storm, within } = search.found;
  if (within !== null && within.harmsMs > 0 && storm !== quick) {
    const still = yield* search.harms({ ...storm, delayMs: within.harmsMs });
    if (!still) {
      const harmlessMs = search.unlessUnclear(within.harmsMs) ?? within.harmlessMs;
      search.tell({ within: { harmsMs: 0, harmlessMs } });
    }
  }
  search.settle("rate");
}

function* shortestHold(search: Search, heldMs: number): Looking {
  const { storm } = search.found;
  search.tell({ held: { harmsMs: heldMs, harmlessMs: null } });
  yield* search.bisect({
    harms: heldMs,
    harmless: 0,
    near: (longer, shorter) => longer - shorter <= Math.max(NEAREST_HOLD_MS, longer * 0.1),
    middle: (longer, shorter) => Math.round((longer + shorter) / 2),
    storm: (holdMs) => ({ ...storm, holdMs }),
    better: (harmsMs, harmlessMs) =>
      // A length that was never tried is not recommended.
      search.tell({ held: { harmsMs, harmlessMs }, storm: harmsMs < heldMs ? { ...storm, holdMs: harmsMs } : storm }),
  });
  search.settle("hold");
}

const NOTHING = {
  harms: "always",
  fewerChecks: null,
  everyMs: null,
  tooSlowMs: null,
  within: null,
  held: null,
  unclear: false,
  runs: 0,
  last: { outcome: "unclear", verdict: "inconclusive", cause: null, reason: "" },
  trials: 0,
} satisfies Partial<Shrunk>;

function questions({ storm, resetsAtOnce, heldMs, asksPace }: ShrinkOptions): Question[] {
  return [
    ...(storm.checks > 1 ? ["checks" as const] : []),
    ...(asksPace ? ["nodes" as const] : []),
    ...(resetsAtOnce ? ["delay" as const] : []),
    ...(asksPace ? ["rate" as const] : []),
    ...(heldMs === null ? [] : ["hold" as const]),
  ];
}
