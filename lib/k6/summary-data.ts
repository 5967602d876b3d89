/** The data that k6 2.2 hands to handleSummary; @types/k6 has no type for it. */
export interface SummaryData {
  options?: { noColor?: boolean };
  state: { isStdOutTTY: boolean };
  /** What `setup` returned; nothing where it failed. */
  setup_data?: unknown;
  /** Only with --new-machine-readable-summary, which has another shape. */
  version?: string;
  results?: unknown;
}

/** What to answer k6 when there is no summary to work with; null: there is one. */
export function unusable({
  version,
  results,
}: Pick<SummaryData, "version" | "results">): Record<string, string> | null {
  if (!version || !results) return null;
  return {
    stderr:
      "probe-storm: the machine-readable summary of k6 has no thresholds; run without --new-machine-readable-summary\n",
  };
}
