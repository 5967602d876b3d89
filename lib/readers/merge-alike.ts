/**
 * A balancer checks each of its servers, and a target is one server: it sees the checks of one. So servers whose checks are the same, but
 * for where they go, are one checker; those whose checks differ storm together.
 */
import type { Preset } from "../model/checker";
import type { Note } from "../model/note";
import { listed } from "../text/format";
import type { ImportedCheck } from "./reader-types";

/** At most this many servers are named in a note. */
const MOST_NAMED = 5;

/** The checks of one server, in the file's order. */
type Server = [ImportedCheck, ...ImportedCheck[]];
/** Servers whose checks are the same. */
type Group = [Server, ...Server[]];

/** One checker for each check of the first server of each group. */
export function mergeAlike(checks: readonly ImportedCheck[]): Preset[] {
  const groups = groupedBy(serversOf(checks), serverKey);
  const named = groups.flatMap(([[first]]) => (first.server === null ? [] : [first.selector]));
  const differ = named.length < 2 ? [] : [`${namesText(named)} are checked in different ways: all of them storm here`];
  return groups.flatMap((group, index) => presetsOf(group, index === 0 ? differ : []));
}

/**
 * Why the file's checks need no `#`: all of them go to one container and look alike on the wire, as liveness and readiness often do; null
 * where that is not so. The kubelet makes each of them, so a target sees them all.
 */
export function allInOneContainer(checks: readonly ImportedCheck[]): string | null {
  const [first, ...others] = checks;
  if (first === undefined || others.length === 0 || first.container === undefined) return null;
  const key = ({ container, check }: ImportedCheck) =>
    JSON.stringify([container, wireKey(check), check.intervalMs, check.timeoutMs]);
  if (others.some((check) => key(check) !== key(first))) return null;
  return `${listed(checks.map(({ selector }) => selector))} are alike: all of them run here, as a target sees all of them`;
}

/** A check of which the file does not say where it goes is by itself. */
function serversOf(checks: readonly ImportedCheck[]): Server[] {
  return groupedBy(checks, ({ server, selector }) => (server === null ? `none ${selector}` : `at ${server}`));
}

function groupedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): [Item, ...Item[]][] {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** @param differ what is said of the first check of the file, where not all servers are checked alike */
function presetsOf([first, ...others]: Group, differ: readonly string[]): Preset[] {
  const servers = [first, ...others].flatMap(([check]) => check.server ?? []);
  return first.map(({ selector, check }, index) => {
    const same = others.flatMap((server) => server[index] ?? []);
    const standsFor =
      same.length === 0
        ? []
        : [
            `${selector} stands for ${namesText(same.map((one) => one.selector))} as well: a target sees the checks of one server`,
          ];
    const notes = withoutRepeats(
      check.notes ?? [],
      same.flatMap((one) => one.check.notes ?? []),
    );
    return {
      ...check,
      selector,
      ...(servers.length > 0 && { servers }),
      notes: [
        ...[...(index === 0 ? differ : []), ...standsFor].map((text): Note => ({ kind: "note", text })),
        ...notes,
      ],
    };
  });
}

function namesText(selectors: readonly string[]): string {
  if (selectors.length <= MOST_NAMED) return listed(selectors);
  return `${selectors.slice(0, MOST_NAMED).join(", ")} and ${selectors.length - MOST_NAMED} more`;
}

/** Those of the others that say something new: the same text of another line does not. */
function withoutRepeats(own: readonly Note[], others: readonly Note[]): Note[] {
  const known = new Set(own.map(({ text }) => text));
  return [...own, ...others.filter(({ text }) => !known.has(text) && known.add(text))];
}

/** Equal for servers whose checks do the same. */
function serverKey(checks: Server): string {
  const [{ server, selector }] = checks;
  return JSON.stringify([server === null ? selector : "", ...checks.map(checkKey)]);
}

/** Equal for checks that do the same, whatever they are called and wherever in the file they stand. */
function checkKey({ check }: ImportedCheck): string {
  const { intervalMs, timeoutMs } = check;
  return JSON.stringify([
    ...wireKey(check),
    [intervalMs, check.fastIntervalMs, check.downIntervalMs, timeoutMs, check.rise, check.fall, check.decidesAtOnce],
    [check.nodes, check.spread, check.cadence, check.initially, check.vocabulary],
  ]);
}

function wireKey({ product, style, options, holdsToNextCheck, connections, intervalMs, timeoutMs }: Preset): unknown[] {
  // Any host will do: it is the same for all.
  return [[product, style, options, holdsToNextCheck], connections?.({ host: "target", intervalMs, timeoutMs })];
}
