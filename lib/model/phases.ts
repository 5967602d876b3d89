/** The stretches of a run, in their order. */
export type PhaseName = "baseline" | "storm" | "night" | "recovery";

export const PHASES: readonly PhaseName[] = ["baseline", "storm", "night", "recovery"];
