/** The resources that a service can keep of a connection, and how each is counted. */
import type { ProcessSample } from "../model/extension";
import type { Leak } from "../model/finding";

export interface Resource {
  what: Leak["what"];
  count: (sample: ProcessSample) => number | null;
  limit: (sample: ProcessSample) => number | null;
  /** Where the service has no limit of its own: the most that there can be; null when nothing says. */
  atLast: number | null;
  /** How much of it counts as one in a gate. */
  one: number;
  /** The least growth over all checks that is more than chance. */
  least: (before: number) => number;
  /** What clients cost alone, out of what they cost before the checks and after them. */
  perClient: (baseline: number, recovery: number) => number;
  /** What is kept of every connection is told from what comes and goes anyway, so that a gate may count it. */
  exact: boolean;
}

/** Connections in progress come and go by a handful. */
const FEW = 10;
const PAGE = 4096;
const MIB = 1 << 20;
/** Linux gives out no more process ids, which threads have too, unless it is asked to (kernel.pid_max). */
const MOST_THREADS = 32_768;

const noLimit = () => null;

/**
 * Things that are counted are exact. Pools that fill during the baseline make clients look dear; those of the recovery tell what
 * they cost in the long run.
 */
const COUNTED = { atLast: null, one: 1, least: () => FEW, perClient: Math.min, exact: true };

export const RESOURCES: readonly Resource[] = [
  { what: "descriptors", count: (s) => s.descriptors, limit: (s) => s.descriptorLimit, ...COUNTED },
  { what: "threads", count: (s) => s.threads, limit: noLimit, ...COUNTED, atLast: MOST_THREADS },
  {
    what: "memory",

    count: (s) => s.rssBytes,
    limit: noLimit,
    atLast: null,
    one: PAGE,
    // Garbage that no collector has taken yet looks like a leak in a short run, and allocators take more than they are asked for. What
    // stays below a fifth of the process, or below 4 MiB, is not told from them.
    least: (before) => Math.max(4 * MIB, before / 5),
    // A heap that has once grown serves later clients for nothing: those of the baseline tell what a connection costs.
    perClient: Math.max,
    // A heap whose collector has not come yet grows with every connection, too.
    exact: false,
  },
  {
    what: "sockets in CLOSE-WAIT",

    count: (s) => s.sockets.closeWait,
    limit: (s) => s.descriptorLimit,
    ...COUNTED,
  },
  {
    what: "sockets in ESTABLISHED",

    count: (s) => s.sockets.established,
    limit: (s) => s.descriptorLimit,
    ...COUNTED,
  },
];
