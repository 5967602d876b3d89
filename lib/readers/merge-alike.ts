/**
 * A balancer checks each of its servers, and a target is one server: it sees the checks of one. So servers whose checks are the same, but
 * for where they go, are one checker; those whose checks differ storm together.
 */
import type { Preset } from "../model/checker";
import type { Note } from "../model/note";
import { listed } from "../text/format";
import type { ImportedCheck } from "./reader-types";

/** Of many servers the first few are told. */
const TOLD = 5;

export function folded(checks: readonly ImportedCheck[]): Preset[] {
  const servers = byServer(checks);
  const kinds = new Map<string, ImportedCheck[][]>();
  for (const server of servers) {
    const key = JSON.stringify([server[0]!.server === null ? server[0]!.selector : "", ...server.map(checkKey)]);
    kinds.set(key, [...(kinds.get(key) ?? []), server]);
  }
  const groups = [...kinds.values()];
  const several = groups.filter(([first]) => first![0]!.server !== null);
  const differ =
    several.length < 2
      ? []
      : [
          `${told(several.map(([first]) => first![0]!.selector))} are checked in different ways: all of them storm here`,
        ];
  return groups.flatMap((group, index) => presetsOf(group, index === 0 ? differ : []));
}

/**
 * Why the file's checks need no `#`: all of them go to one container and look alike on the wire, as liveness and readiness often do; null
 * where that is not so. The kubelet makes each of them, so a target sees them all.
 */
export function allInOneContainer(checks: readonly ImportedCheck[]): string | null {
  const [first] = checks;
  if (checks.length < 2 || first!.container === undefined) return null;
  const key = ({ container, check }: ImportedCheck) =>
    JSON.stringify([container, wireKey(check), check.intervalMs, check.timeoutMs]);
  if (checks.some((check) => key(check) !== key(first!))) return null;
  return `${listed(checks.map(({ selector }) => selector))} are alike: all of them run here, as a target sees all of them`;
}

/** The checks of each server, in the file's order; a check of which the file does not say where it goes is by itself. */
function byServer(checks: readonly ImportedCheck[]): ImportedCheck[][] {
  const servers = new Map<string, ImportedCheck[]>();
  for (const check of checks) {
    const key = check.server === null ? `none ${check.selector}` : `at ${check.server}`;
    servers.set(key, [...(servers.get(key) ?? []), check]);
  }
  return [...servers.values()];
}

/** What the first of some servers that are alike becomes. */
function presetsOf(group: readonly ImportedCheck[][], more: readonly string[]): Preset[] {
  const [first, ...others] = group;
  const where = group.flatMap(([check]) => check!.server ?? []);
  return first!.map(({ selector, check }, index) => {
    const same = others.map((server) => server[index]!);
    const why = [
      ...(index === 0 ? more : []),
      ...(same.length === 0
        ? []
        : [
            `${selector} stands for ${told(same.map((one) => one.selector))} as well: a target sees the checks of one server`,
          ]),
    ];
    const notes = withoutRepeats(
      check.notes ?? [],
      same.flatMap((one) => one.check.notes ?? []),
    );
    return {
      ...check,
      selector,
      ...(where.length > 0 && { servers: where }),
      notes: [...why.map((text): Note => ({ kind: "note", text })), ...notes],
    };
  });
}

function told(selectors: readonly string[]): string {
  if (selectors.length <= TOLD) return listed(selectors);
  return `${selectors.slice(0, TOLD).join(", ")} and ${selectors.length - TOLD} more`;
}

/** Those of the others that say something new: the same text of another line does not. */
function withoutRepeats(own: readonly Note[], others: readonly Note[]): Note[] {
  const said = new Set(own.map(({ text }) => text));
  return [...own, ...others.filter(({ text }) => !said.has(text) && said.add(text))];
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
