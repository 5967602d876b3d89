/** What the checks cost a service that loses no client, by the measure of the gate that was lost for it. */
import type { FindingMeasure } from "../model/measures";

interface CostWords {
  /** Goes on behind "clients got in, and". */
  verdict: string;
  /** In a table. */
  cell: string;
}

export const COST_WORDS: Readonly<Record<FindingMeasure, CostWords>> = {
  growth: { verdict: "each check leaves something behind", cell: "leaks" },
  "threads-ended": { verdict: "the checks end the service's threads", cell: "threads end" },
  "memory-jump": { verdict: "the checks made the service's memory jump", cell: "memory jumps" },
  "busy-after": { verdict: "the service stays busy after the checks", cell: "stays busy" },
  restarts: { verdict: "the checks end the service's process", cell: "restarts" },
  "log-noise": { verdict: "the checks fill the service's log", cell: "fills its log" },
};
